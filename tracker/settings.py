"""The program's configuration: one TOML file, each key also by environment variable.

A key is taken from the environment (`TRACKER_DATABASE__URL`, two underscores between the levels) before the file. An
unknown key, a wrong type or an impossible value is refused with a Danish sentence that names the key and what it takes.
"""

from __future__ import annotations

import os
import re
import tomllib
from datetime import date
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from tracker.errors import SettingsError

DEFAULT_FILE = "config.toml"
PREFIX = "TRACKER_"
EXAMPLE_SECRET = "replace-me-with-at-least-32-random-characters"  # noqa: S105 - public, and refused for that reason
"""The secret key of config.example.toml: everybody knows it, so no installation starts with it."""


class Group(BaseModel):
    """A table of the configuration."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DatabaseSettings(Group):
    """Where the data stand."""

    url: str = Field(
        "sqlite:///tracker.sqlite3", description="en SQLAlchemy-adresse: sqlite:///fil eller postgresql://…"
    )

    @field_validator("url")
    @classmethod
    def _known_backend(cls, value: str) -> str:
        if not value.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            msg = "skal begynde med sqlite:/// eller postgresql://"
            raise ValueError(msg)
        return value


class WebSettings(Group):
    """The web pages."""

    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    base_url: str = Field("http://127.0.0.1:8000", pattern=r"^https?://[^\s]+$")
    secret_key: SecretStr | None = Field(None, min_length=32)
    session_hours: int = Field(12, ge=1, le=24 * 30)
    secure_cookies: bool = False

    @property
    def own_secret(self) -> str | None:
        """The secret key, unless it is the example's, which everybody knows."""
        secret = self.secret_key.get_secret_value() if self.secret_key else None
        return None if secret == EXAMPLE_SECRET else secret


class MailSettings(Group):
    """How mails leave."""

    delivery: Literal["smtp", "mailbox"] = "smtp"
    host: str = "localhost"
    port: int = Field(25, ge=1, le=65535)
    security: Literal["none", "starttls", "tls"] = "none"
    username: str | None = None
    password: SecretStr | None = None
    sender: str = Field("tracker@localhost", pattern=r"^[^@\s]+@[^@\s]+$")
    sender_name: str = "Aftaleopfølgning"
    redirect_to: str | None = Field(None, pattern=r"^[^@\s]+@[^@\s]+$")
    timeout_seconds: int = Field(30, ge=1, le=120)
    ca_file: Path | None = None


class BounceSettings(Group):
    """Where mails that cannot be delivered come back to, and the mailbox in which they are read."""

    address: str | None = Field(None, pattern=r"^[A-Za-z0-9._-]{1,30}@[A-Za-z0-9.-]+$")
    separator: Literal["+", "-", "="] = "+"
    maildir: Path | None = None
    imap_host: str | None = None
    imap_port: int = Field(993, ge=1, le=65535)
    imap_security: Literal["none", "starttls", "tls"] = "tls"
    imap_username: str | None = None
    imap_password: SecretStr | None = None
    folder: str = "INBOX"
    handled_folder: str | None = None
    token_url: str | None = Field(None, pattern=r"^https?://[^\s]+$")
    client_id: str | None = None
    client_secret: SecretStr | None = None
    refresh_token: SecretStr | None = None
    scope: str | None = None
    ca_file: Path | None = None
    timeout_seconds: int = Field(30, ge=1, le=120)

    @model_validator(mode="after")
    def _one_mailbox(self) -> Self:
        if self.address is None:
            if self.maildir or self.imap_host:
                raise ValueError("skal have address: den adresse, som returmails kommer til")
            return self
        if (self.maildir is None) == (self.imap_host is None):
            raise ValueError("skal have enten maildir eller imap_host: der, hvor returmails læses")
        if self.imap_host is None:
            return self
        if self.imap_username is None or (self.imap_password is None) == (self.token_url is None):
            raise ValueError("skal have imap_username, og enten imap_password eller token_url")
        if self.token_url is not None and self.client_id is None:
            raise ValueError("skal have client_id, når token_url er sat")
        return self


class WatchingSettings(Group):
    """Who is told how the machine runs."""

    metrics_token: SecretStr | None = Field(None, min_length=16)
    metrics_addresses: tuple[str, ...] = ()
    ping_url: str | None = Field(None, pattern=r"^https?://[^\s]+$")
    ping_timeout_seconds: int = Field(5, ge=1, le=30)
    morning_mail: bool = True

    @field_validator("metrics_addresses")
    @classmethod
    def _known_addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        try:
            for each in value:
                ip_network(each)
        except ValueError:
            msg = "skal være IP-adresser eller net som 10.0.0.0/8"
            raise ValueError(msg) from None
        return value


class ReminderSettings(Group):
    """When reminders are sent; days count from the actionable date."""

    lead_days: tuple[int, ...] = (60, 30, 14, 7, 1)
    overdue_every_days: int = Field(7, ge=1)
    silence_days: int = Field(60, ge=0, le=730)
    ladder: tuple[int, int, int, int] = (1, 7, 21, 42)
    send_at_hour: int = Field(8, ge=4, le=23)
    answer_days: int = Field(30, ge=0, le=365)
    time_zone: str = "Europe/Copenhagen"

    @field_validator("lead_days")
    @classmethod
    def _positive(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        if any(days < 1 for days in value):
            msg = "skal være hele dage på mindst 1"
            raise ValueError(msg)
        return tuple(sorted(set(value), reverse=True))

    @field_validator("ladder")
    @classmethod
    def _climbing(cls, value: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
        used = [days for days in value if days]
        if any(days < 0 for days in value) or used != sorted(set(used)):
            msg = "skal være dage, der stiger fra trin til trin; 0 udelader et trin"
            raise ValueError(msg)
        return value

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            msg = "skal være et tidszonenavn som Europe/Copenhagen"
            raise ValueError(msg) from None
        return value


class AccessibilitySettings(Group):
    """What the accessibility statement says of the municipality: who answers for the pages, and when somebody went
    through them."""

    organisation: str | None = Field(None, min_length=1)
    email: str | None = Field(None, pattern=r"^[^@\s]+@[^@\s]+$")
    phone: str | None = Field(None, min_length=1)
    assessed_on: date | None = None


class PublicSettings(Group):
    """The pages that anybody may read without signing in; of what is approved for them, and nothing else."""

    enabled: bool = False
    max_age_seconds: int = Field(300, ge=0, le=86_400)


class ImportSettings(Group):
    """What files are taken in."""

    limit_megabytes: int = Field(20, ge=1, le=500)


def _month_day(value: object) -> object:
    """`MM-DD`, as TOML has no day without a year."""
    written = f"{_A_COMMON_YEAR}-{value}"
    if not isinstance(value, str) or not _DAY_IN_A_YEAR.fullmatch(written):
        raise ValueError(_TAKES_A_DAY)
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise ValueError(_TAKES_A_DAY) from None
    return day.month, day.day


_A_COMMON_YEAR = 2001
_DAY_IN_A_YEAR = re.compile(r"\d{4}-\d\d-\d\d")
_TAKES_A_DAY = 'skal være en dag, som hvert år har, skrevet "MM-DD", for eksempel "06-01"'
MonthDay = Annotated[tuple[int, int], BeforeValidator(_month_day)]


class ConventionSettings(Group):
    """How the municipality reads expressions of time; what is not set is as usual.

    What is usual stands with the reader (`tracker.agreement.deadlines.conventions`), under the same names.
    """

    spring_begins: MonthDay | None = None
    summer_begins: MonthDay | None = None
    autumn_begins: MonthDay | None = None
    winter_begins: MonthDay | None = None
    summer: Literal["season", "recess"] | None = None
    summer_holiday_begins: MonthDay | None = None
    summer_holiday_ends: MonthDay | None = None
    autumn_holiday_week: int | None = None
    winter_holiday_week: int | None = None
    school_begins_on_monday: int | None = None
    school_year_begins: MonthDay | None = None
    primo_ends: int | None = None
    medio_ends: int | None = None
    part_of_year_months: int | None = None
    budget_material_due: MonthDay | None = None
    first_reading: MonthDay | None = None
    second_reading: MonthDay | None = None
    term_began: int | None = Field(None, ge=1970, le=2100)
    term_years: int | None = None


class FormerNameSettings(Group):
    """A name that a committee had, until and with a day."""

    name: str = Field(min_length=1)
    until: date | None = None


class CommitteeSettings(Group):
    """A committee in the register; `secretaries` are mail addresses of users."""

    name: str = Field(min_length=1)
    abbreviations: tuple[str, ...] = ()
    former_names: tuple[FormerNameSettings, ...] = ()
    administrations: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    chair: str | None = None
    secretaries: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    successor: str | None = None
    cutoff_days: int | None = Field(None, ge=0, le=60)
    cutoff_at: str | None = Field(None, pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    route: tuple[str, ...] = ()
    route_kinds: tuple[Literal["presentation", "decision", "report", "evaluation"], ...] = ("decision",)

    @field_validator("former_names", mode="before")
    @classmethod
    def _names_alone(cls, value: Any) -> Any:
        """A former name may be given alone, without the day."""
        return (
            [{"name": each} if isinstance(each, str) else each for each in value] if isinstance(value, list) else value
        )


class Settings(BaseSettings):
    """All settings, with defaults that serve a first look."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True, hide_input_in_errors=True
    )

    database: DatabaseSettings = DatabaseSettings()
    web: WebSettings = WebSettings()
    mail: MailSettings = MailSettings()
    bounces: BounceSettings = BounceSettings()
    reminders: ReminderSettings = ReminderSettings()
    watching: WatchingSettings = WatchingSettings()
    imports: ImportSettings = ImportSettings()
    accessibility: AccessibilitySettings = AccessibilitySettings()
    public: PublicSettings = PublicSettings()
    conventions: ConventionSettings = ConventionSettings()
    committees: tuple[CommitteeSettings, ...] = ()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment stands above the file, which comes in as initial values."""
        return env_settings, init_settings


def load(path: Path | None = None) -> Settings:
    """The settings from `path`, or from `config.toml` in the working directory where it exists.

    Raises `SettingsError` for a file that is missing, is no TOML, or holds a key or value that is not taken.
    """
    given = path or (Path(os.environ["TRACKER_CONFIG"]) if "TRACKER_CONFIG" in os.environ else None)
    file = given or Path(DEFAULT_FILE)
    if given is None and not file.exists():
        return _checked({}, "miljøvariablerne")
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(f"Indstillingsfilen {file} findes ikke. Kopiér config.example.toml og ret den.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"Indstillingsfilen {file} kan ikke læses: {error}.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"Indstillingsfilen {file} er ikke gyldig TOML: {error}.") from error
    return _checked(values, str(file))


def _checked(values: dict[str, Any], origin: str) -> Settings:
    try:
        return Settings(**values)
    except ValidationError as error:
        lines = [_sentence(detail) for detail in error.errors(include_input=False, include_url=False)]
        raise SettingsError(f"Indstillingerne i {origin} kan ikke bruges:\n" + "\n".join(lines)) from None


def _sentence(detail: ErrorDetails) -> str:
    key = ".".join(str(part) for part in detail["loc"]) or "(øverst)"
    context = detail.get("ctx", {})
    kind = detail["type"]
    takes = {
        "extra_forbidden": "er ikke en kendt indstilling; se config.example.toml",
        "int_parsing": "skal være et helt tal",
        "int_type": "skal være et helt tal",
        "int_from_float": "skal være et helt tal",
        "string_type": "skal være tekst i anførselstegn",
        "bool_parsing": "skal være true eller false",
        "bool_type": "skal være true eller false",
        "greater_than_equal": f"skal være mindst {context.get('ge')}",
        "less_than_equal": f"må højst være {context.get('le')}",
        "literal_error": f"skal være en af {context.get('expected')}".replace(" or ", " eller "),
        "too_short": f"skal have mindst {context.get('min_length')} tegn",
        "string_too_short": f"skal have mindst {context.get('min_length')} tegn",
        "string_pattern_mismatch": f"skal passe til mønsteret {context.get('pattern')}",
        "value_error": str(context.get("error", "")),
        "missing": "mangler",
        "model_type": "skal være en tabel med nøgler, skrevet [navn]",
        "model_attributes_type": "skal være en tabel med nøgler, skrevet [navn]",
        "tuple_type": "skal være en liste, skrevet [a, b]",
        "date_type": "skal være en dato, skrevet 2021-12-31",
        "date_parsing": "skal være en dato, skrevet 2021-12-31",
        "date_from_datetime_parsing": "skal være en dato, skrevet 2021-12-31",
    }
    return f"  {key} {takes.get(kind, detail['msg'])}."
