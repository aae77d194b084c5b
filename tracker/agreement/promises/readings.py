"""A document read sentence by sentence: clauses, acts, committees and times, before anything is made of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.agreement.acts.act import Act
from tracker.agreement.acts.acts import acts
from tracker.agreement.acts.clauses import Clause, clauses
from tracker.agreement.acts.denied import affirmed
from tracker.agreement.owners.committee_names import is_council
from tracker.agreement.owners.committees import Mention, Roll, roll
from tracker.agreement.owners.own_bodies import shared_with
from tracker.agreement.owners.ownership import (
    charged,
    deciding,
    heads,
    of_section,
    responsible,
    topic,
    under_heading,
)
from tracker.agreement.owners.people import people
from tracker.agreement.owners.register import Register
from tracker.agreement.owners.subjects import suggest
from tracker.agreement.owners.units import units
from tracker.agreement.promises.only_then import only_then
from tracker.agreement.structure.minutes.decided import dismissed
from tracker.agreement.structure.outline import Outline
from tracker.agreement.structure.prose.passages import Form
from tracker.agreement.structure.prose.sentences import Sentence, cased, cased_lines, sentences
from tracker.agreement.values import Allocation, Deadline

_HEAD_CHARACTERS = 2_000
_TITLE_LINES = 6
# «Vi nedsætter et § 17, stk. 4-udvalg om unge», «Der nedsættes et midlertidigt udvalg»: a body without a name yet
_SETS_UP = re.compile(
    r"\b(?:nedsæt\w*|oprett\w*|etabler\w*)\s(?:(?!at\b)[\w-]+\s){0,4}?(?:et|to)\s(?:[\w§.,-]+\s){0,5}?[\w-]*udvalg\b(?!-)",
    re.IGNORECASE,
)
_RECENT = 6  # committees that «de to udvalg» can look back to
# «Konstitueringsaftale 2022-2025», which may speak of a meeting: «… stemmer for den på mødet den 7. december»
_IS_AGREED = re.compile(
    r"[\s#*]*(?![^.]{0,60}\b\w*(?:referat|dagsorden|protokol|møde|beslutning|udvalg|plan))"
    r"(?:[\w-]+[*]*\s{1,3}[#*]{0,6}\s?){0,4}?[\w-]*(?:aftale|forlig)(?:n|en|et)?\b",
    re.IGNORECASE,
)
_LIST = re.compile(r"^\W*(?:opfølgnings|aktions|beslutnings)liste\b.*$", re.IGNORECASE | re.MULTILINE)
# Whole words: «udfordringer skal mødes» and «imødekomme» speak of no meeting.
_OF_MINUTES = re.compile(
    r"\b\w*(?:referat(?:et)?|dagsorden(?:en|splan)?|protokol(?:len)?|årshjul)\b|\b(?:opfølgnings|aktions|beslutnings)liste\b"
    r"|\b(?:udvalgs|byråds)?møde(?:t|dato|tid|tidspunkt|sted)?\b",
    re.IGNORECASE,
)


_KEY = re.compile(r"\b[A-ZÆØÅ]{2,5} ?= ?[A-ZÆØÅ]?[a-zæøå]")  # «ØU = Økonomiudvalget, KB = Kommunalbestyrelsen»
_MET = re.compile(r"\s(?:\w+\s)?møde\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence with what stands in it. `times`: deadlines with their spans in the sentence; `units`: spans of the
    administration's units; `over`: the committees that words over or beside the sentence give it to."""

    sentence: Sentence
    clauses: tuple[Clause, ...]
    acts: tuple[Act, ...]
    mentions: tuple[Mention, ...]
    times: tuple[tuple[Deadline, int, int], ...]
    units: tuple[tuple[int, int], ...] = ()
    over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionReads:
    """One part of the document.

    `home`: the committees whose section it is, by a label, its heading or its chapter's; `deciding`: those that it
    names as deciding or receiving; `suggested`: an owner by its subject; `table_years`: the years in which the
    section's row of a table has money.
    """

    name: str
    title: str
    reads: tuple[Read, ...]
    home: tuple[str, ...]
    deciding: tuple[str, ...]
    suggested: str | None
    table_years: tuple[int, ...]
    paragraphs: Mapping[int, tuple[Read, ...]]
    dismissed: frozenset[int] = frozenset()  # starts of sentences that minutes do not follow

    def paragraph_of(self, read: Read) -> tuple[Read, ...]:
        """The sentences of the paragraph or list item in which `read` stands."""
        return self.paragraphs[read.sentence.passage]

    def place_of(self, read: Read) -> tuple[list[str], int]:
        """The sentences of that paragraph in words, and which of them `read` is."""
        paragraph = self.paragraph_of(read)
        return [one.sentence.text for one in paragraph], next(at for at, one in enumerate(paragraph) if one is read)


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for the whole document. `organisation`: whose agreement it is. `words`: written with a small letter
    somewhere, by which names are told from first words, and those of `people`. `body`: the committee whose minutes or
    plan the document is. `people`: the given names of those who were at the meeting."""

    names: Roll
    register: Register
    signed_on: date | None
    organisation: str | None
    numbered: bool
    words: frozenset[str]
    body: str | None = None
    people: tuple[str, ...] = ()


def context_of(
    text: str, structure: Outline, *, signed_on: date | None, organisation: str | None, register: Register
) -> Context:
    """What holds for the whole of `text`; with an empty `register` committees are those that the text names."""
    names, present = roll(cased_lines(text), register), people(text)
    return Context(
        names,
        register,
        signed_on,
        organisation,
        structure.numbered,
        _words_of_no_name(text) | {name.casefold() for name in present},
        _body_of_paper(text, structure, names),
        present,
    )


def _words_of_no_name(text: str) -> frozenset[str]:
    """What the text writes with a small letter, and definite nouns that it never writes large inside a sentence."""
    small = set(re.findall(r"(?<![^\W\d_])[a-zæøå]\w+", text))
    names = {word.casefold() for word in re.findall(r"(?<=[a-zæøå,] )[A-ZÆØÅ]\w+", text)}
    definite = {word.casefold() for word in re.findall(r"\b[A-ZÆØÅ][a-zæøå]{3,}(?:en|et|ne)\b", text)}
    return frozenset(small | (definite - names) | {"de", "den", "det", "en", "et", "der"})


def sections_of(
    text: str, structure: Outline, times: Sequence[Deadline], context: Context, allocations: Sequence[Allocation]
) -> Iterator[SectionReads]:
    """The parts of the document in their order, read."""
    names, register = context.names, context.register
    titles = {section.number: section.title for section in structure.sections}
    noise = frozenset(start for start, _end in structure.noise)
    own_body = context.body
    of_units = units(cased(text))
    years: dict[str, set[int]] = {}
    for row in allocations:
        years.setdefault(row.section, set()).update(year for year, kroner in row.amounts.items() if kroner)
    chapters = {section.number: section.chapter for section in structure.sections}
    over: tuple[str, ...] = ()
    over_of: str | None = None
    at = 0
    ordered = sorted(times, key=lambda time: time.expression_start)
    for part in structure.parts:
        while at < len(ordered) and ordered[at].expression_start < part.start:
            at += 1
        last = at
        while last < len(ordered) and ordered[last].expression_start < part.end:
            last += 1
        title = titles.get(part.name, "")
        above = _of_heading(title, names) or _of_heading(chapters.get(part.name) or "", names)
        times_there = ordered[at:last]
        reads = _given(
            _reads(text, part.start, part.end, noise, structure.cells, times_there, names, own_body, above, of_units)
        )
        gone = dismissed([read.sentence for read in reads], text, [time.expression_start for time in times_there])
        outside_lists = [read for read in reads if read.sentence.form is not Form.ITEM]
        answering = _named(outside_lists, responsible)
        if part.name not in titles:
            over, over_of = answering, None  # a chapter's own words hold for its sections
        elif chapters[part.name] != over_of:
            over, over_of = (over if over_of is None else ()), chapters[part.name]
        words = f"{title} {title} {title} " + " ".join(read.sentence.text for read in reads)
        paragraphs: dict[int, list[Read]] = {}
        reads = tuple(_without(read, gone) for read in reads)
        for read in reads:
            paragraphs.setdefault(read.sentence.passage, []).append(read)
        shared = _named(outside_lists, _sharing) if own_body else ()
        yield SectionReads(
            name=part.name,
            title=title,
            reads=reads,
            home=answering or above or over or ((own_body, *shared) if own_body and shared else ()),
            deciding=of_section(_told(outside_lists, deciding), own_body),
            suggested=suggest(words, names, register),
            table_years=tuple(sorted(years.get(part.name, ()))),
            dismissed=frozenset(read.sentence.start for read in reads if _covered(read.sentence, gone)),
            paragraphs={passage: tuple(own) for passage, own in paragraphs.items()},
        )


def _covered(sentence: Sentence, gone: Sequence[tuple[int, int]]) -> bool:
    """Whether the spans of `gone`, which part sentences, leave nothing of `sentence`."""
    inside = sum(end - start for start, end in gone if sentence.start <= start < sentence.end)
    return inside >= sentence.end - sentence.start


def _without(read: Read, gone: Sequence[tuple[int, int]]) -> Read:
    """`read` without the acts and times in the spans of `gone`; as it is where they take all of it."""
    spans = [span for span in gone if read.sentence.start <= span[0] < read.sentence.end]
    if not spans or _covered(read.sentence, spans):
        return read

    def stays(position: int) -> bool:
        return not any(start <= read.sentence.offset(position) < end for start, end in spans)

    return replace(
        read,
        acts=tuple(act for act in read.acts if stays(act.start)),
        times=tuple(told for told in read.times if stays(told[1])),
    )


def _named(reads: Sequence[Read], role: Callable[[str, Sequence[Mention]], tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in _told(reads, role) for name in names))


def _told(reads: Sequence[Read], role: Callable[[str, Sequence[Mention]], tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [names for read in reads if (names := role(read.sentence.text, read.mentions))]


def _sharing(sentence: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The committee that has a case together with the one that meets: «Sagen er fælles med Skoleudvalget»."""
    return tuple(one.name for one in mentions if one.start == shared_with(sentence))


def _of_heading(title: str, names: Roll) -> tuple[str, ...]:
    return under_heading(title, names.mentions)


def _given(reads: Iterator[Read]) -> tuple[Read, ...]:
    """The reads, each with the committees that are named over its list, on the line above or in brackets after it."""
    found = list(reads)
    beside = _by_labels(found)
    sizes = Counter(read.sentence.passage for read in found)
    for read in found:
        names = responsible(read.sentence.text, read.mentions) or _named_alone(read)
        if names and sizes[read.sentence.passage] > 1:
            beside.setdefault(read.sentence.passage, names)
    line: tuple[str, ...] = ()  # what the last line that names committees alone says
    stands_over_lines = False  # that line has others under it, each over its own
    for at, read in enumerate(found):
        if read.sentence.form is Form.LINE and sizes[read.sentence.passage] == 1:
            named = _named_alone(read)
            line = named or (line if stands_over_lines else ())
            if named:
                stands_over_lines = at + 1 < len(found) and found[at + 1].sentence.form is Form.LINE
        over = beside.get(read.sentence.passage) or read.over or line
        found[at] = replace(read, over=over)
    return tuple(found)


def _named_alone(read: Read) -> tuple[str, ...]:
    """The committees that a sentence names and says nothing of, save what one is called: «ØU = Økonomiudvalget»."""
    names = [mention.name for mention in read.mentions]
    is_of_key = len(names) == 2 and names[0] == names[1]
    return () if is_of_key else heads(read.sentence.text, read.mentions)


def _by_labels(reads: Sequence[Read]) -> dict[int, tuple[str, ...]]:
    """The passages to which labels that stand alone give different committees, each with its own.

    Where something to be done stands above the first label, each is for what is above it, else for what is below.
    """
    alone = Counter(read.sentence.passage for read in reads)
    labels = {
        at: names
        for at, read in enumerate(reads)
        if alone[read.sentence.passage] == 1 and (names := responsible(read.sentence.text, read.mentions))
    }
    if len(set(labels.values())) < 2:
        return {}
    is_below = not any(_is_under_heading(reads, at) for at in labels)
    found: dict[int, tuple[str, ...]] = {}
    names = ()
    for at in reversed(range(len(reads))) if is_below else range(len(reads)):
        if not is_below and _is_under_heading(reads, at + 1):
            names = ()  # a new heading
        names = labels.get(at, names)
        if names:
            found[reads[at].sentence.passage] = names
    return found


def _is_under_heading(reads: Sequence[Read], at: int) -> bool:
    """Whether the sentence before the one at `at` is a line of its own that is no label."""
    above = reads[at - 1] if 0 < at <= len(reads) else None
    return (
        above is not None and above.sentence.form is Form.LINE and not responsible(above.sentence.text, above.mentions)
    )


def _body_of_paper(text: str, structure: Outline, names: Roll) -> str | None:
    """The committee whose minutes or plan this is: a line of the title, or the only one before the first section.

    Else the one that the title says met, or the body that no committee's name tells (`own_bodies`).
    """
    end = min(structure.sections[0].start, _HEAD_CHARACTERS) if structure.sections else _end_of_title(text)
    for line in [line.strip(" \t*#") for line in text[:end].split("\n") if line.strip()][:_TITLE_LINES]:
        alone = [mention for mention in names.mentions(cased(line)) if not is_council(mention.name)]
        if len(alone) == 1 and (alone[0].start, alone[0].end) == (0, len(line)):
            return alone[0].name
    end = max(end, text.find("\n", len(text) - len(text.lstrip())))  # the title, also where it is the first heading
    lines = [line for line in cased_lines(text[:end]).split("\n") if not _KEY.search(line)]
    before = {mention.name for line in lines for mention in names.mentions(line)}
    if len(before) == 1:
        return before.pop() if _OF_MINUTES.search(text, 0, end) and not _IS_AGREED.match(text) else None
    met = [m.name for line in lines for m in names.mentions(line) if m.genitive and _MET.match(line, m.end)]
    return next((name for name in met if not is_council(name)), names.own)


def _end_of_title(text: str) -> int:
    """Where the first line that names a list ends, in a paper without sections: «Opfølgningsliste – Vejudvalget»."""
    title = _LIST.search(text, 0, _HEAD_CHARACTERS)
    return title.end() if title else 0


def _reads(
    text: str,
    start: int,
    end: int,
    noise: frozenset[int],
    cells: Sequence[tuple[int, int]],
    times: Sequence[Deadline],
    names: Roll,
    own_body: str | None,
    above: tuple[str, ...],
    of_units: re.Pattern[str],
) -> Iterator[Read]:
    standing = own_body or (above[0] if above and not is_council(above[0]) else None)  # whom «udvalget» means at first
    latest = standing
    recent: list[str] = list(dict.fromkeys([*([own_body] if own_body else ()), *above]))
    starts = [time.expression_start for time in times]
    new_body = -1  # the passage that sets up a committee, which «udvalget» means there from then on
    for sentence in sentences(text, start, end, noise, cells):
        if sentence.form is Form.QUOTATION:
            continue
        inside = tuple(
            (only_then(time, sentence.text, first), first, sentence.position(time.expression_end - 1) + 1)
            for time in times[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            for first in [sentence.position(time.expression_start)]
        )
        latest = standing or latest
        meant = None if new_body == sentence.passage else latest
        mentions = names.mentions(sentence.text, meant, recent)
        new_body = sentence.passage if _SETS_UP.search(sentence.text) else new_body
        parts = clauses(
            sentence.text,
            tuple((first, last) for _time, first, last in inside),
            tuple((mention.start, mention.end) for mention in mentions),
        )
        named = [mention.name for mention in mentions if not mention.anaphoric and not is_council(mention.name)]
        recent = [*recent, *(mention.name for mention in mentions if not is_council(mention.name))][-_RECENT:]
        latest = own_body or topic(sentence.text, mentions, latest)
        if sentence.form is Form.LINE and named and heads(sentence.text, mentions):
            standing = own_body or named[0]
        done = acts(sentence.text, parts, [one[1:] for one in inside], item=sentence.form is not Form.PROSE)
        over = charged(sentence.lead, names.mentions(sentence.lead, latest)) if sentence.lead else ()
        own_units = tuple(m.span() for m in of_units.finditer(sentence.text))
        yield Read(sentence, parts, done, mentions, inside, own_units, over)


def placed(read: Read) -> Iterator[tuple[Mention, int, int]]:
    """The committees that a sentence names, with their offsets in the document."""
    for mention in read.mentions:
        yield mention, read.sentence.offset(mention.start), read.sentence.offset(mention.end - 1) + 1


def timeless(read: Read, clause: Clause) -> str:
    """The words of `clause`, of the same length, with its times blanked, and what denies only a time, and with each
    committee or unit put as «vi»."""
    characters = list(affirmed(read.sentence.text, [one[1:] for one in read.times]))
    for start, end in read.units:
        characters[start:end] = "vi".ljust(end - start)
    for mention in read.mentions:
        characters[mention.start : mention.end] = "vi".ljust(mention.end - mention.start)
    for _time, start, end in read.times:
        characters[start:end] = " " * (end - start)
    return "".join(characters[clause.start : clause.end])
