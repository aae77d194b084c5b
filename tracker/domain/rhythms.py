"""How often a task falls due, in Danish: what can be chosen, and how any rule reads."""

from __future__ import annotations

from typing import Final

from tracker.danish import MONTHS, date_words, list_words
from tracker.domain.recurrence import parts_of, split_end
from tracker.language import mark

RHYTHMS: Final = {
    "FREQ=MONTHLY": mark("hver måned"),
    "FREQ=MONTHLY;INTERVAL=3": mark("hvert kvartal"),
    "FREQ=MONTHLY;INTERVAL=4": mark("hvert tertial"),
    "FREQ=MONTHLY;INTERVAL=6": mark("hvert halve år"),
    "FREQ=YEARLY": mark("hvert år"),
    "FREQ=YEARLY;INTERVAL=2": mark("hvert andet år"),
}
"""What people choose among, by its rule."""

_UNITS = {"YEARLY": ("hvert", "år"), "MONTHLY": ("hver", "måned"), "WEEKLY": ("hver", "uge"), "DAILY": ("hver", "dag")}
_WEEKDAYS = {
    "MO": "mandag",
    "TU": "tirsdag",
    "WE": "onsdag",
    "TH": "torsdag",
    "FR": "fredag",
    "SA": "lørdag",
    "SU": "søndag",
}
_ORDINALS = {"1": "første", "2": "anden", "3": "tredje", "4": "fjerde", "5": "femte", "-1": "sidste"}


def rhythm_words(rule: str) -> str:
    """«hvert kvartal», «den første mandag i hver måned»; an end that the rule has is not said."""
    parts = parts_of(rule)
    interval = parts.get("INTERVAL", "1")
    plain = f"FREQ={parts['FREQ']}" + (f";INTERVAL={interval}" if interval != "1" else "")
    every, unit = _UNITS[parts["FREQ"]]
    often = RHYTHMS.get(plain) or (f"{every} {unit}" if interval == "1" else f"{every} {interval}. {unit}")
    if "BYDAY" in parts and parts["FREQ"] == "WEEKLY":
        days = list_words(_WEEKDAYS[day] for day in parts["BYDAY"].split(","))
        return f"{days} {often}" if interval != "1" else f"hver {days}"
    if "BYDAY" in parts:
        days = list_words(f"{_ORDINALS[day[:-2]]} {_WEEKDAYS[day[-2:]]}" for day in parts["BYDAY"].split(","))
        return f"den {days} i {often}"
    if "," in parts.get("BYMONTH", ""):
        return f"{often} i {list_words(MONTHS[int(month) - 1] for month in parts['BYMONTH'].split(','))}"
    return often


def series_words(rule: str) -> str:
    """The same with the end that the rule has: «hvert kvartal til og med 31. december 2021»."""
    plain, until = split_end(rule)
    return rhythm_words(plain) + (f" til og med {date_words(until)}" if until else "")
