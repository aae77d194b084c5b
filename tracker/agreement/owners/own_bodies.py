"""The body whose minutes a paper is, where its name is none of a committee's build.

Boards and councils of users («Ældrerådet», «Skolebestyrelsen»), kinds of committees («Kontaktudvalget for Sundhed») and
committees that are called by nothing but their fields («Teknik og Havn») are named in the head of their own minutes;
elsewhere such words name nobody who owns anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.agreement.owners.committee_names import BY_LAW, KINDS_OF_COMMITTEE, definite, is_council

_HEAD_CHARACTERS = 700
_HEAD_LINES = 8
_OF_MEETING = re.compile(r"referat|protokol|beslutning|\bmøde|møde\b", re.IGNORECASE)
_CAPITAL = r"[A-ZÆØÅ]"
_WORD = r"[A-Za-zÆØÅæøå]"
# «Handicaprådet», «Ydby Ældreråd», «Bruger- og Pårørenderådet», «Skolebestyrelsen ved …», «Kontaktudvalget for …»
_FIRST = rf"(?:{_CAPITAL}[\w.]+\s){{0,2}}?"  # «Ydby Ældreråd»
_BODY = rf"{_FIRST}(?P<name>(?:{_WORD}+-\s(?:og|&)\s)?{_WORD}*(?P<kind>råd|bestyrelse|udvalg))(?:n|et)?"
_OPENS = re.compile(
    rf"{_BODY}s?(?=$|\s?[,–|·(-]|\s{{2}}|\s(?:for|ved|på|i)\s|(?<=s)\s?(?:\w+\s)?møde)",
    re.IGNORECASE,
)
# Where the field of «Kontaktudvalget for Sundhed, Fjordby», «Dialogudvalget for almen praksis  Journal nr. 4» ends
_FIELD_ENDS = re.compile(r"\s[–-]\s|\s?[|·(:;]|,(?!.*\sog\s)|\s(?:den|d\.|møde\w*|referat\w*|\d)", re.IGNORECASE)
_SMALL_FIELD = re.compile(r" for [a-zæøå]+(?:\s[a-zæøå]+)*")
_MEETS = re.compile(
    rf"(?:(?:referat|protokol|udskrift|dagsorden|møde)(?:\s(?:fra|af|i|for|til)|:)|medlemmer(?:ne)?\s(?:af|i))\s"
    rf"(?:mødet?\s(?:i|af)\s)?{_BODY}s?(?:(?<=s)møde\w*)?(?![\w-])",
    re.IGNORECASE,
)
# «Børn, Unge og Læring (BUL)», «Teknik og Havn – møde den 3. maj»
_FIELD = rf"{_CAPITAL}[\wæøåÆØÅ]+"
_FIELDS = re.compile(
    rf"(?P<name>{_FIELD}(?:,\s{_FIELD})*\s(?:og|OG|&)\s{_FIELD})"
    rf"(?:\s\((?P<short>{_CAPITAL}{{2,5}})\)$|\s[–-]\s(?:møde|referat|dagsorden|beslutninger|protokol)\b)"
)
_ADVISES = re.compile(r"(?:rådet|bestyrelsen)\b", re.IGNORECASE)
_OF_NO_MEETING = re.compile(
    r"(?:udvalg|kommune|region|råd|forvaltning|center|afdeling|stab|sekretariat|direktør|chef)", re.IGNORECASE
)

# «Sagen er fælles med Skoleudvalget», «Punktet behandles i fællesskab med Skoleudvalget»
_SHARED_CASE = re.compile(
    r"\W*(?:denne\s)?(?:sagen|punktet|forslaget|projektet)\s(?:er\s(?:en\s)?fælles(?:\ssag)?"
    r"|(?:behandles|drøftes|afgøres)\s(?:i\sfællesskab|fælles|sammen))\smed\s",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class OwnBody:
    """`name`: as it is listed; `called`: by what else its paper means it («rådet»); `short`: its abbreviation there."""

    name: str
    called: tuple[str, ...] = ()
    short: str | None = None


def is_advisory(name: str) -> bool:
    """Whether `name` is a body that gives its word to others, who decide: «Ældrerådet», «§ 17, stk. 4-udvalget …»."""
    return name.startswith(BY_LAW) or bool(_ADVISES.search(name) and not is_council(name))


def shared_with(sentence: str) -> int:
    """Where the name begins of the one with whom the body that meets has a case together; -1 where none is told."""
    match = _SHARED_CASE.match(sentence)
    return match.end() if match else -1


def own_body(text: str) -> OwnBody | None:
    """The body that the head of `text` names as the one that met, unless it is a committee like any other."""
    lines = [line.strip(" \t*#") for line in text[:_HEAD_CHARACTERS].split("\n") if line.strip(" \t*#")][:_HEAD_LINES]
    if not any(_OF_MEETING.search(line) for line in lines):
        return None
    return next((body for line in lines if (body := _of_fields(line) or _of_kind(line))), None)


def _of_fields(line: str) -> OwnBody | None:
    told = _FIELDS.match(line)
    if told is None or _OF_NO_MEETING.search(told["name"]):
        return None
    return OwnBody(definite(told["name"]), short=told["short"])


def _of_kind(line: str) -> OwnBody | None:
    told = _OPENS.match(line) or _MEETS.search(line)
    if told is None:
        return None
    kind, plain = told["kind"].casefold(), told["name"].casefold()
    ending = "n" if kind == "bestyrelse" else "et"
    of_all = plain in {"råd", "udvalg"} or is_council(plain + ending)
    if of_all or (kind == "udvalg" and plain not in KINDS_OF_COMMITTEE):
        return None
    if kind == "udvalg":
        return OwnBody(definite(told["name"]) + _field_of(line, told.end(), plain), (plain + ending,))
    return OwnBody(definite(told["name"]) + ending, (kind + ending,))


def _field_of(line: str, at: int, plain: str) -> str:
    """« for Sundhed» of «Kontaktudvalget for Sundhed»; of a committee that builds, what is built is no field."""
    if not line.startswith(" for ", at) or not plain.endswith("udvalg") or plain.startswith("bygge"):
        return ""
    small = _SMALL_FIELD.match(line, at)
    ends = _FIELD_ENDS.search(line, at + len(" for "))
    return small[0] if small else line[at : ends.start() if ends else len(line)]
