"""What is wrong with a value, in the reader's language: pydantic says it in English only."""

from __future__ import annotations

from pydantic_core import ErrorDetails

from tracker.language import gettext, mark

_WHOLE_NUMBER = mark("Skriv et helt tal.")
_DAY = mark("Skriv datoen som 2019-05-31.")
_ONE_OF = mark("Brug en af værdierne %(expected)s.")

_WORDS = {
    "extra_forbidden": mark("Der er ingen værdi af det navn."),
    "missing": mark("Værdien mangler."),
    "int_type": _WHOLE_NUMBER,
    "int_parsing": _WHOLE_NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    "greater_than_equal": mark("Tallet skal være mindst %(ge)s."),
    "less_than": mark("Tallet skal være mindre end %(lt)s."),
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "literal_error": _ONE_OF,
    "enum": _ONE_OF,
    "string_type": mark("Skriv en tekst."),
    "string_too_short": mark("Teksten er tom."),
    "string_too_long": mark("Teksten må højst være på %(max_length)s tegn."),
    "string_pattern_mismatch": mark("Teksten har ikke den form, som beskrivelsen af grænsefladen viser."),
    "list_type": mark("Skriv en liste."),
    "too_short": mark("Listen skal have mindst %(min_length)s."),
    "too_long": mark("Listen må højst have %(max_length)s."),
    "bool_type": mark("Skriv true eller false."),
    "bool_parsing": mark("Skriv true eller false."),
}


def field_words(error: ErrorDetails) -> str:
    """One sentence about a value that pydantic refused; of a rare fault pydantic's own, in English."""
    words = _WORDS.get(error["type"])
    if words is None:
        return error["msg"]
    context = dict(error.get("ctx", {}))
    if "expected" in context:  # pydantic joins with an English word
        context["expected"] = str(context["expected"]).replace(" or ", ", ")
    return gettext(words) % context
