"""Who holds a post, and until when: a term that ends is kept like any other promise, who takes a seat is only told."""

from __future__ import annotations

import re

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.clauses import clause_index, masked
from tracker.agreement.promises.nominal import is_verbless
from tracker.agreement.promises.readings import Read
from tracker.agreement.values import Deadline, TaskKind

_POST = r"\w*(?:formand|borgmester|medlem|repræsentant|suppleant|ordfører)(?:en|er|mer|met|merne)?"
_PARTY = r"\([A-ZÆØÅ]{1,2}\)"
_IS_CHOSEN = r"(?:vælges|udpeges|indstilles|bliver|er|fortsætter|får)"
# «Jens Holm (A) indtræder …»: who sits where is told, not promised
_TAKES_SEAT = re.compile(
    r"\([A-ZÆØÅ]{1,2}\)\W+(?:\w+træder|afløser|efterfølger|erstatter|overtager)\b"
    r"|\bovertager\s\w*(?:posten|hvervet)\b"
)
# «Rune Tofte (B) bliver formand», «Som medlem udpeges Jens Bo (V)», «Bo Lund (V) i 2020 og 2021»
_HOLDS_POST = re.compile(
    rf"{_PARTY}\s{_IS_CHOSEN}\b[^.;]{{0,40}}?\b{_POST}\b"
    rf"|\b{_POST}\b[^.;]{{0,40}}?\b{_IS_CHOSEN}\s[^.,;]{{0,40}}?{_PARTY}"
    rf"|{_PARTY}\s(?:i|for)\s(?:årene\s)?20\d\d\b"
    rf"|\bfår\s[^.,;]{{0,40}}?{_PARTY}\ssom\s{_POST}\b",
    re.IGNORECASE,
)
# «Formandskabet varetages i 2018 og 2019 af Venstre»
_HOLDS_IN_YEARS = re.compile(
    r"\b(?:\w*formandskab|\w*post(?=(?:en)?\ssom|en\b)|\w*hverv|ordførerskab)(?:et|en|erne|ene)?\b[^.;]{0,80}?"
    r"\b(?:varetages|beklædes|bestrides|indehaves|tilfalder|tilkommer|går\s(?:[\w.]+\s){0,4}?til)\b",
    re.IGNORECASE,
)
# «X sidder til og med den 31. december 2023, hvorefter Y overtager posten»: a shift that is agreed on
_SHIFTS = re.compile(
    r"\btil\s(?:og med\s|udgangen\s)?.{3,40}?,?\s(?:hvorefter|og derefter|derefter|hvorpå)\s"
    r"[^.;]{2,60}?\sovertager\s\w*(?:posten|hvervet)\b"
)
# «til udgangen af 2023», «fra 1. januar 2022 til 30. juni 2024»; «i 2022 og 2023», «i de to første år»
_UNTIL = re.compile(r"(?:fra\s[^,;]{3,40}?\s)?(?:frem\s|ind)?til\b", re.IGNORECASE)
_IN_YEARS = re.compile(
    r"i\s(?:årene\s)?20\d\d(?:\s?(?:og|-|–|til)\s?20\d\d)?$|(?:i\s)?de\s(?:to\s)?(?:første|sidste)(?:\sto)?\sår\b",
    re.IGNORECASE,
)
_OFFICE = r"(?:\w*(?:formandskab|post(?:en)?\b|hverv|ordførerskab)|(?:plads|sæde)(?:en|t)?\si\b)"
_HAVE_IT = r"(?:varetage[rs]|beklæde[rs]|bestride[rs]|besætte[rs]|indehave[rs]|tilfalder|tilkommer)"
# «Hanne Lund er formand for udvalget», «Venstre besætter formandsposten», «Pladsen i bestyrelsen tilfalder Venstre»
_HOLDS = re.compile(
    rf"\b(?:er|bliver|fortsætter|virker|sidder)\s(?:igen\s)?(?:som\s)?(?:\d\.\s|første|anden)?"
    rf"\w*(?:formand|borgmester|ordfører)\b"
    rf"|\b{_HAVE_IT}\b[^.;:]*?\b{_OFFICE}|\b{_OFFICE}\w*\b[^.;:]*?\s{_HAVE_IT}\b"
    rf"|\b{_OFFICE}\w*\b[^.;:]*?\s(?:(?:ligger|bliver|forbliver|er|går)\shos|beholdes\saf)\b"
    r"|\bhar\s(?:formandskabet|\w+posten|posten\ssom)\b(?!\spå)",
    re.IGNORECASE,
)
# «Posten varetages af Jens Holm (V) og overgår den 1. januar 2022 til Ida Storm (B)»
_PASSES = re.compile(
    r"\b(?:overgår|skifter|overdrages|overlades)[^.;:]{0,80}?\s(?:til|fra)\s",
    re.IGNORECASE,
)
_HELD = re.compile(r"\b(?:var|blev|havde|har\s(?:\w+\s)?(?:været|haft))\b", re.IGNORECASE)
_BECOMES = re.compile(r"\bbliver\b", re.IGNORECASE)  # in a year, and nobody knows for how long
# «Per Lund har det i 2014 og 2015, Rikke Vang i 2016 og 2017»: the post that was named before
_HOLDS_THAT = re.compile(rf"\b(?:{_HAVE_IT}|har)\s(?:det|den|posten|hvervet)\b", re.IGNORECASE)
_NAMES_OFFICE = re.compile(rf"\b{_OFFICE}", re.IGNORECASE)
_NAMES_POST = re.compile(rf"\b(?:\w*(?:formand|borgmester|ordfører)\b|{_OFFICE}\w*)", re.IGNORECASE)
# «Formand for Ældreudvalget: Jens Uhre (C) til …», «Teknikudvalget: Bo Lund (V) i 2022 og 2023»
_OF_PARTY = r"\((?:[A-ZÆØÅ]{1,3}|[\w ]*(?:listen|partiet|demokratiet|venstre|alliance|folkeparti))\)"
_LISTED = re.compile(
    rf"^\W*(?:\d\.\s)?\w*(?:formand|borgmester|ordfører)\b[^.;:,]*[:,]|{_OF_PARTY}(?:,\s{_POST})?\s*$", re.IGNORECASE
)
# «Formand for udvalget er Per Lund (A) til udgangen af 2021»
_POST_IS = re.compile(
    rf"\b\w*(?:formand|borgmester|ordfører)\b[^.;:]{{0,60}}?\s(?:er|bliver|forbliver)\s[^.;:]{{2,50}}{_OF_PARTY}\s*$",
    re.IGNORECASE,
)


# «Rådet vælges for to år, og det nuværende sidder til sommeren 2021»: how long a body sits
_BODY_SITS = re.compile(
    r"\b(?:(?:det|den|de)\snuværende(?:\s[\w-]+)?|[\w-]*(?:råd|bestyrelse|repræsentantskab|nævn|kommission|medlemm)(?:et|en|erne|er)?)\s"
    r"(?:sidder|er\svalgt|er\sudpeget|fungerer|virker)\s(?:\w+\s)?$",
    re.IGNORECASE,
)


def is_term_of_body(sentence: str, start: int) -> bool:
    """Whether the time at `start` tells until when a body as a whole sits: «Bestyrelsen er valgt til sommeren 2021»."""
    return _UNTIL.match(sentence, start) is not None and _BODY_SITS.search(sentence, 0, start) is not None


def takes_seat(sentence: str) -> bool:
    """Whether somebody who is named with a party takes or leaves a seat, or holds a post."""
    if _SHIFTS.search(sentence):
        return False
    return any(pattern.search(sentence) for pattern in (_TAKES_SEAT, _HOLDS_POST, _HOLDS_IN_YEARS))


def term_of_post(read: Read, time: Deadline, start: int, end: int) -> Act | None:
    """The term of a post that ends with the time at `start`, as an act: «X er formand til udgangen af 2023».

    Or that it passes on then: «… og overgår den 1. januar 2022 til Y».
    """
    sentence = read.sentence.text
    years = _IN_YEARS.match(sentence[start:end])
    index = clause_index(read.clauses, start)
    plain = masked(sentence, [span[1:] for span in read.times])
    begin = read.clauses[index].start
    clause, before = plain[begin : read.clauses[index].end], plain[:start]
    passes = _PASSES.search(clause) and _NAMES_POST.search(before)
    if time.due is None or time.recurrence or not (years or passes or _UNTIL.match(sentence, start)):
        return None
    holds = _HOLDS.search(clause)
    goes_on = _HOLDS_THAT.search(clause) and _NAMES_OFFICE.search(plain[:begin])
    listed = is_verbless(plain) and _LISTED.search(before)
    named_first = not years and _POST_IS.search(before)
    told = holds or goes_on or listed or named_first or passes
    if not told or _HELD.search(clause) or (years and holds and _BECOMES.match(holds[0])):
        return None
    named = list(_NAMES_POST.finditer(before))
    noun = named[-1].span() if named else None
    return Act(TaskKind.IMPLEMENTATION, None, None, start, start, index, Standing.PROMISED, noun=noun)
