"""How often a task falls due, in Danish: what can be chosen, and how any rule reads."""

from __future__ import annotations

from typing import Final

from tracker.domain.recurrence import parts_of, split_end
from tracker.language import day_words, gettext, list_of, mark, month_words

RHYTHMS: Final = {
    "FREQ=MONTHLY": mark("hver måned"),
    "FREQ=MONTHLY;INTERVAL=3": mark("hvert kvartal"),
    "FREQ=MONTHLY;INTERVAL=4": mark("hvert tertial"),
    "FREQ=MONTHLY;INTERVAL=6": mark("hvert halve år"),
    "FREQ=YEARLY": mark("hvert år"),
    "FREQ=YEARLY;INTERVAL=2": mark("hvert andet år"),
}
"""What people choose among, by its rule."""

_EVERY = {
    "YEARLY": (mark("hvert år"), mark("hvert %(number)s. år")),
    "MONTHLY": (mark("hver måned"), mark("hver %(number)s. måned")),
    "WEEKLY": (mark("hver uge"), mark("hver %(number)s. uge")),
    "DAILY": (mark("hver dag"), mark("hver %(number)s. dag")),
}
_WEEKDAYS = {
    "MO": mark("mandag"),
    "TU": mark("tirsdag"),
    "WE": mark("onsdag"),
    "TH": mark("torsdag"),
    "FR": mark("fredag"),
    "SA": mark("lørdag"),
    "SU": mark("søndag"),
}
_ORDINALS = {
    "1": mark("første"),
    "2": mark("anden"),
    "3": mark("tredje"),
    "4": mark("fjerde"),
    "5": mark("femte"),
    "-1": mark("sidste"),
}


def rhythm_words(rule: str) -> str:
    """«hvert kvartal», «den første mandag i hver måned»; an end that the rule has is not said."""
    parts = parts_of(rule)
    often = _often(parts["FREQ"], parts.get("INTERVAL", "1"))
    days = parts["BYDAY"].split(",") if "BYDAY" in parts else []
    if days and parts["FREQ"] == "WEEKLY":
        names = list_of(gettext(_WEEKDAYS[day]) for day in days)
        said = gettext("hver %(days)s") if parts.get("INTERVAL", "1") == "1" else gettext("%(days)s %(often)s")
        return said % {"days": names, "often": often}
    if days:
        names = list_of(f"{gettext(_ORDINALS[day[:-2]])} {gettext(_WEEKDAYS[day[-2:]])}" for day in days)
        return gettext("den %(days)s i %(often)s") % {"days": names, "often": often}
    if "," in parts.get("BYMONTH", ""):
        months = list_of(month_words(int(month)) for month in parts["BYMONTH"].split(","))
        return gettext("%(often)s i %(months)s") % {"often": often, "months": months}
    return often


def _often(frequency: str, interval: str) -> str:
    plain = _plain(frequency, interval)
    every, every_so_many = _EVERY[frequency]
    if interval == "1" or plain in RHYTHMS:
        return gettext(RHYTHMS.get(plain, every))
    return gettext(every_so_many) % {"number": interval}


def _plain(frequency: str, interval: str) -> str:
    return f"FREQ={frequency}" + (f";INTERVAL={interval}" if interval != "1" else "")


def series_words(rule: str) -> str:
    """The same with the end that the rule has: «hvert kvartal til og med 31. december 2021»."""
    plain, until = split_end(rule)
    often = rhythm_words(plain)
    return gettext("%(often)s til og med %(day)s") % {"often": often, "day": day_words(until)} if until else often


def choice_of(rule: str) -> str:
    """The rule among `RHYTHMS` that says how often `rule` falls due; itself where none does."""
    parts = parts_of(rule)
    plain = _plain(parts["FREQ"], parts.get("INTERVAL", "1"))
    named = "BYDAY" in parts or "," in parts.get("BYMONTH", "")
    return plain if plain in RHYTHMS and not named else rule
