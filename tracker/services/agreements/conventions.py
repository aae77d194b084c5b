"""The municipality's conventions for words of time, from its settings to the reader."""

from __future__ import annotations

from dataclasses import replace

from tracker.agreement.deadlines import DEFAULT, Conventions, Summer
from tracker.errors import SettingsError
from tracker.settings import ConventionSettings


def reading_conventions(settings: ConventionSettings) -> Conventions:
    """The conventions as the reader takes them: the usual ones, with what is set put in their place.

    Raises `SettingsError` for values that no year can hold together.
    """
    own = settings.model_dump(exclude_none=True)
    if "summer" in own:
        own["summer"] = Summer(own["summer"])
    try:
        return replace(DEFAULT, **own)
    except ValueError as error:
        raise SettingsError(f"Konventionerne i indstillingerne [conventions] kan ikke bruges: {error}.") from None
