from __future__ import annotations

from pathlib import Path

import pytest

from tracker import resources, settings
from tracker.errors import SettingsError


@pytest.fixture(autouse=True)
def no_settings_around(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TRACKER_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)


def load(text: str, folder: Path) -> settings.Settings:
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    return settings.load(file)


def test_the_example_file_loads_and_names_every_group() -> None:
    loaded = settings.load(resources.EXAMPLE_CONFIG)
    assert loaded.mail.sender == "tracker@example.dk"
    text = resources.EXAMPLE_CONFIG.read_text(encoding="utf-8")
    for group in settings.Settings.model_fields:
        assert f"[{group}]" in text, f"{group} is missing from config.example.toml"


def test_the_example_file_names_every_key() -> None:
    text = resources.EXAMPLE_CONFIG.read_text(encoding="utf-8")
    for name, field in settings.Settings.model_fields.items():
        model = field.annotation
        for key in getattr(model, "model_fields", {}):
            assert f"{key} = " in text, f"{name}.{key} is missing from config.example.toml"


def test_without_a_file_the_defaults_hold() -> None:
    assert settings.load() == settings.Settings()


def test_the_file_in_the_working_directory_is_read(tmp_path: Path) -> None:
    load("[web]\nport = 8123\n", tmp_path)
    assert settings.load().web.port == 8123


def test_the_environment_stands_above_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_WEB__PORT", "9000")
    loaded = load("[web]\nport = 8123\nsession_hours = 3\n", tmp_path)
    assert (loaded.web.port, loaded.web.session_hours) == (9000, 3)


def test_a_convention_is_set_by_the_environment_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_CONVENTIONS__SUMMER_BEGINS", "06-21")
    monkeypatch.setenv("TRACKER_CONVENTIONS__PRIMO_ENDS", "12")
    loaded = settings.load().conventions
    assert (loaded.summer_begins, loaded.primo_ends) == ((6, 21), 12)


def test_a_password_is_not_shown(tmp_path: Path) -> None:
    assert "hemmeligt" not in repr(load('[mail]\npassword = "hemmeligt"\n', tmp_path))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[web]\nprot = 1\n", "web.prot er ikke en kendt indstilling"),
        ("wep = 1\n", "wep er ikke en kendt indstilling"),
        ("[web]\nport = 70000\n", "web.port må højst være 65535"),
        ('[web]\nport = "otte"\n', "web.port skal være et helt tal"),
        ('[web]\nsecret_key = "kort"\n', "web.secret_key skal have mindst 32 tegn"),
        ('[mail]\nsecurity = "ssl"\n', "mail.security skal være en af 'none', 'starttls' eller 'tls'"),
        ('[mail]\nsender = "ingen"\n', "mail.sender skal passe til mønsteret"),
        ('[bounces]\naddress = "retur+a@example.dk"\nmaildir = "m"\n', "bounces.address skal passe til mønsteret"),
        ('[bounces]\nmaildir = "m"\n', "bounces skal have address: den adresse, som returmails kommer til"),
        ('[bounces]\naddress = "r@example.dk"\n', "bounces skal have enten maildir eller imap_host"),
        (
            '[bounces]\naddress = "r@example.dk"\nimap_host = "i"\nimap_username = "r"\n',
            "bounces skal have imap_username, og enten imap_password eller token_url",
        ),
        (
            '[bounces]\naddress = "r@a.dk"\nimap_host = "i"\nimap_username = "r"\ntoken_url = "https://t/"\n',
            "bounces skal have client_id, når token_url er sat",
        ),
        ('[database]\nurl = "mysql://x"\n', "database.url skal begynde med sqlite:/// eller postgresql://"),
        ('[reminders]\ntime_zone = "Mars"\n', "reminders.time_zone skal være et tidszonenavn"),
        ("[reminders]\nlead_days = [0]\n", "reminders.lead_days skal være hele dage på mindst 1"),
        ("[reminders]\nlead_days = 3\n", "reminders.lead_days skal være en liste"),
        ('[conventions]\nsummer_begins = "06-31"\n', "conventions.summer_begins skal være en dag, som hvert år har"),
        ('[conventions]\nsummer_begins = "02-29"\n', "conventions.summer_begins skal være en dag, som hvert år har"),
        ("[conventions]\nsummer_begins = 6\n", "conventions.summer_begins skal være en dag, som hvert år har"),
        ('[conventions]\nsummer = "august"\n', "conventions.summer skal være en af 'season' eller 'recess'"),
        ("[conventions]\nterm = 4\n", "conventions.term er ikke en kendt indstilling"),
        ("web = 3\n", "web skal være en tabel med nøgler"),
        ("[web\n", "er ikke gyldig TOML"),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_takes(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load(text, tmp_path)
    assert said in str(caught.value)
    assert "pydantic" not in str(caught.value)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="findes ikke"):
        settings.load(tmp_path / "nowhere.toml")


def test_a_file_that_is_not_utf8_is_said(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes('[mail]\nsender_name = "Økonomi"\n'.encode("latin-1"))
    with pytest.raises(SettingsError, match="kan ikke læses"):
        settings.load(file)
