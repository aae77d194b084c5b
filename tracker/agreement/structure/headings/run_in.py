"""Headings that open their paragraph: «**Politi** Regeringen vil …», «ad 1. Snerydning. Det nye regulativ …».

They are the last that are looked for, since a list in the text can look the same: they are headings only where nothing
else is, and where most of the paper stands under them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from tracker.agreement.acts.finite import is_verb
from tracker.agreement.structure.headings.below import ASKS_OR_TELLS
from tracker.agreement.structure.headings.heading import UNIT, Heading, opens_block, unnumbered
from tracker.agreement.structure.headings.numbered import unless_times
from tracker.agreement.structure.headings.numbers import COUNTED_OR_POINT, DECIMAL, OPENING, heading_of
from tracker.agreement.structure.headings.rows import rows_of
from tracker.agreement.structure.prose.tail import is_prose
from tracker.agreement.text.lines import Line, is_bullet

_BOLD_LABEL = re.compile(
    r"^\s*(?P<sign>\*{1,3}|_{1,3})(?P<title>[^*_\s][^*_]{2,80}?)[.:]?(?P=sign)[.:]?\s+(?=\S)"
)  # or in italics
_BEFORE_TITLE = re.compile(
    rf"{OPENING}{COUNTED_OR_POINT}\(?(?P<number>\d{{1,3}})[.:)]?\s*(?:[–—-]\s+)?(?P<bold_title>\*\*)?\s*(?=[^\s\d])",
    re.IGNORECASE,
)
_BOLD_TITLE = re.compile(r"(?P<title>[^*]{2,80}?)[.:]?\*\*[.:]?\s+(?=\S)")
# «Hvad er gjort. Forvaltningen har …», «Snerydning.  Det nye regulativ …», «Busserne: Rute 12 …»
_AFTER_ABBREVIATION = r"(?<=\b(?i:pr|nr|kl|gl|st|dr|hr|jf|ca))|(?<=\b(?i:sdr|ndr|vdr|skt|stk))"
_SHORT_TITLE = re.compile(
    rf"(?P<title>[A-ZÆØÅ][^.:!?]{{2,60}}?(?:(?!{_AFTER_ABBREVIATION})\.|[:?])) +(?=[A-ZÆØÅ»«\"(0-9])"
)
# «Budgetopfølgning pr. 31. august: taget til efterretning»
_BEFORE_COLON = re.compile(r"(?P<title>[A-ZÆØÅ](?:[^.:!?]|\.(?=\s[a-zæøå\d(]|[\w:])){2,80}?:) +(?=\S)")
_TITLE_WITH_A_STOP = re.compile(r"[A-ZÆØÅ][^.:;!?\d]{3,90}\.")
_ASKS = re.compile(r"(?:hvad|hvor\w*|hvem|hvornår|hvilke\w*|sådan)\b", re.IGNORECASE)
_SPEAKS = re.compile(
    r"\b(?:er|var|skal|vil|har|kan|bør|bliver|blev|får|fik|kommer|ønsker|sker|der|som|vi|ikke|jf|nej|ja)\b",
    re.IGNORECASE,
)
# «Almen praksis: Regionsrådet vil …», «Tandpleje – Regionen venter på …», «Kommunens bidrag:» over a list
_TOPIC = re.compile(r"\s*(?P<title>[A-ZÆØÅ][^.:!?–—;]{2,60}?)(?::|\s[–—-])(?:\s+(?=[A-ZÆØÅ»«\"(0-9])|\s*$)")
# «Frist: …», «Hvem: …»: what any section tells, and a letterhead
_FIELD = re.compile(
    r"(?:\w*(?:frist|deadline|ansvarlig|tovholder|ejer|tidsplan|tidspunkt|dato|sted|økonomi|udgift|finansiering|beslutning"
    r"|indstilling|afgørelse|svar|spørgsmål|bemærkning(?:er)?|kontakt(?:person)?|deltagere|til stede|fraværende|afbud"
    r"|referent|ordstyrer|dirigent|emne|til|fra|kopi|vedr|vedrørende|bilag|journalnr|sagsnr|note|ps|obs))",
    re.IGNORECASE,
)
# «Lærerkredsen: …», «En borger: …», «Hanne Holm: …»: who speaks, or signs («For kommunen: …»)
_SPEAKER = re.compile(
    r"(?:(?:En|Et|Den|Flere|For)\s.*|\w*(?:borger|beboer|nabo|leder|rektor|formand|borgmester|medlem|direktør|chef)\w*"
    r"|.*(?:råd|kreds|bestyrelse|forening|forbund|klub|laug|parti|gruppe|udvalg|Venstre|demokrat)\w{0,5}"
    r"|(?:[A-ZÆØÅ][\w.]*-?\w*\s){1,3}[A-ZÆØÅ]\w+(?:\s\(.*\))?|.*,.*\d.*)"
)
_ENDS_SENTENCE = re.compile(r"[.!?][)»\"]*\s*$")
_FEWEST_WORDS_OF_TOPIC = 5
_MOST_WORDS = 7
_FEWEST = 3


def numbered_paragraphs(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """Candidates where the number opens a paragraph («2.4 Parterne ønsker, at …»); its first words name it."""
    found = []
    for at, line in enumerate(lines):
        match = None if at in skipped else DECIMAL.match(line.text)
        if match and match["title"] and not UNIT.match(match["title"]) and match["title"][:1].isupper():
            title = re.split(r"(?<=[^\W\d])[.:!?](?:\s|$)", match["title"])[0]
            if len(title) > 80:
                title = title[:80].rsplit(" ", 1)[0] + " …"
            number_end = line.start + match.end("number")
            found.append(heading_of(match, title.strip(" *"), line.start, number_end, at, at - 1))
    return unless_times(found, lines)


def numbered_labels(lines: list[Line], skipped: frozenset[int]) -> list[list[Heading]]:
    """Rows of «ad 1. Snerydning. Det nye …», «**Punkt 2: Natbus.** Vi …» and the like, by the word that they count."""
    found = []
    for at, line in enumerate(lines):
        before = _BEFORE_TITLE.match(line.text) if at not in skipped and opens_block(lines, at) else None
        if before is None:
            continue
        bold = before["bold"] or before["bold_title"]
        match = _BOLD_TITLE.match(line.text, before.end()) if bold else _name(line.text, before.end())
        if match:
            title = match["title"].rstrip(" :") if match["title"].endswith(":") else match["title"].rstrip(" .")
            found.append(heading_of(before, title, line.start, line.start + match.end(), at, at - 1))
    return rows_of(found)


def bold_labels(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """«**Politi** Regeringen vil …»: a label in bold that opens its paragraph."""
    return _labels(lines, skipped, _BOLD_LABEL.match)


def opening_labels(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """«Hvad er gjort. Forvaltningen har …»: plain words, where from the first on nearly all paragraphs open so.

    Before a colon stand words in capitals («ENERGI: Varmeplanen …»); others there are judged by `topics`.
    """
    return _if_most(_labels(lines, skipped, _opening_label), lines)


def _if_most(found: list[Heading], lines: list[Line]) -> list[Heading]:
    """The labels, where nearly all paragraphs from the first on have one."""
    if len(found) < _FEWEST:
        return []
    between = range(found[0].first, found[-1].first)
    paragraphs = sum(opens_block(lines, at) and is_prose(lines[at]) for at in between) + 1
    return found if len(found) * 4 >= paragraphs * 3 else []


def topics(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """«Almen praksis: Regionsrådet vil …»: what the paragraphs are about, where from the first on nearly all open so.

    No speakers, and nothing that any section tells; what stands over a list is a topic as well.
    """
    found = [heading for heading in _labels(lines, skipped, _topic) if _tells(lines, heading)]
    others = [heading for heading in found if _FIELD.fullmatch(heading.title) or _SPEAKER.fullmatch(heading.title)]
    repeated = len({heading.title.casefold() for heading in found}) < len(found)
    return _if_most(found, lines) if not repeated and len(others) * 3 < len(found) else []


def labels_over_lines(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """«Borgmester:⏎Ida Holm, A», «Det er vi enige om:⏎at …»: labels right over short lines, where nearly all blocks
    open so; who signs is none («For Venstre:»)."""
    blocks = [at for at, line in enumerate(lines) if at not in skipped and not line.blank and opens_block(lines, at)]
    found = []
    for at in blocks:
        words = lines[at].plain.rstrip(" :")
        over = lines[at].plain.endswith(":") and at + 1 < len(lines) and not lines[at + 1].blank
        named = words[:1].isupper() and bool(_is_short_title(words) or ASKS_OR_TELLS.match(words))
        if over and named and not _FIELD.fullmatch(words) and not words.startswith("For "):
            found.append(unnumbered(words, lines[at].start, lines[at].end, at))
    between = [at for at in blocks if found and found[0].first <= at <= found[-1].first]
    return found if len(found) >= _FEWEST and len(found) * 4 >= len(between) * 3 else []


def titles_with_a_stop(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """«En skole for alle.» on a line of its own, right over its prose, where nearly all blocks open so."""
    blocks = [
        at
        for at, line in enumerate(lines[:-1])
        if at not in skipped and not line.blank and opens_block(lines, at) and not lines[at + 1].blank
    ]
    found = [
        unnumbered(lines[at].plain.rstrip("."), lines[at].start, lines[at].end, at)
        for at in blocks
        if _TITLE_WITH_A_STOP.fullmatch(lines[at].plain)
        and lines[at + 1].plain[:1].isupper()
        and not any(is_verb(word) for word in re.findall(r"\w+", lines[at].plain))
    ]
    between = [at for at in blocks if found and found[0].first <= at <= found[-1].first]
    return found if len(found) >= _FEWEST and len(found) * 4 >= len(between) * 3 else []


def _topic(words: str) -> re.Match[str] | None:
    match = _TOPIC.match(words)
    return None if match is None or not _is_short_title(match["title"]) else match


def _tells(lines: list[Line], topic: Heading) -> bool:
    """Whether a paragraph of sentences stands beside the topic, and no name that signs, or a list under it."""
    said = lines[topic.first].text[topic.end - lines[topic.first].start :]
    at = topic.first + 1
    if not said.strip():
        return at < len(lines) and (is_bullet(lines[at]) or is_prose(lines[at]))
    while at < len(lines) and not lines[at].blank:
        said += f" {lines[at].text}"
        at += 1
    return len(said.split()) >= _FEWEST_WORDS_OF_TOPIC and _ENDS_SENTENCE.search(said) is not None


def _opening_label(words: str) -> re.Match[str] | None:
    match = _label(words, len(words) - len(words.lstrip()))
    return None if match is None or (match["title"].endswith(":") and not match["title"].isupper()) else match


def _labels(lines: list[Line], skipped: frozenset[int], label: Callable[[str], re.Match[str] | None]) -> list[Heading]:
    found = []
    for at, line in enumerate(lines):
        match = None if at in skipped or not opens_block(lines, at) else label(line.text)
        if match:
            label_end = line.start + match.end()
            title = match["title"].strip().rstrip(".:")
            found.append(replace(unnumbered(title, line.start, label_end, at), last=at - 1))
    return found


def _name(words: str, start: int) -> re.Match[str] | None:
    """What names a numbered paragraph: after a number that counts, small letters may go on behind the colon."""
    if label := _label(words, start):
        return label
    match = _BEFORE_COLON.match(words, start)
    return None if match is None or _SPEAKS.search(match["title"]) else match


def _label(words: str, start: int) -> re.Match[str] | None:
    """The words up to the first stop, where they are a title and no sentence."""
    match = _SHORT_TITLE.match(words, start)
    return match if match is not None and _is_short_title(match["title"]) else None


def _is_short_title(words: str) -> bool:
    return len(words.split()) <= _MOST_WORDS and bool(_ASKS.match(words) or not _SPEAKS.search(words))
