"""Times that stand outside the sentence that they date: over its list, on a line above it, or as a label beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from tracker.agreement.promises.alone import TIME_LABEL
from tracker.agreement.promises.asides import dates_nothing
from tracker.agreement.promises.dating import act_without_time
from tracker.agreement.promises.drafting import told
from tracker.agreement.promises.initiatives import is_ahead
from tracker.agreement.promises.readings import Context, Read, SectionReads, timeless
from tracker.agreement.promises.repeats import Told
from tracker.agreement.structure.prose.passages import Form
from tracker.agreement.values import TaskKind

# «Senest i maj foreligger der⏎- en plan …⏎- en oversigt …»: what there is then, the items name
_THERE_IS = re.compile(
    r"\W*(?:(?:[a-zæøå]+(?:er|es|år)|skal)\sder|der\s+(?:skal\s+)?[a-zæøå]+(?:er|es|år|e))"
    r"(?:\s+(?:følgende|endvidere|desuden|også|på bordet|klart?))*[\s:]*",
    re.IGNORECASE,
)
_THING = re.compile(r"(?:en|et|to|tre|fire|fem|\d+|ny|nyt|nye)\s[a-zæøå]", re.IGNORECASE)
# «Opgave: Oprydning. Udføres af: Natur og Vej. Periode: …»
_WHOSE = re.compile(
    r"\W*(?:udføres af|ansvar(?:lig\w*)?(?: udvalg)?|udvalg|hvem|tovholder|ejer|deltagere)\s*:", re.IGNORECASE
)
_SETTLED = re.compile(r"\W*status:\s*(?:afsluttet|udgår|udført|gennemført)\b", re.IGNORECASE)
_NEXT_LINE = 2  # characters between what stands on two lines, none of them empty
_ONLY_LABEL = re.compile(rf"\W*(?:{TIME_LABEL}|drift(?:speriode)?|udføres|kører)\s*:\s*", re.IGNORECASE)


def dated_by_leads(section: SectionReads, held: Sequence[Read], spoken: Set[int], context: Context) -> Iterator[Told]:
    """Items without a time under words that give one and promise nothing themselves: «Vejudvalget skal i 2020:»."""
    leads: dict[str, Read] = {}
    over: Read | None = None  # a line that says nothing but a time, and its list goes on: «Februar»
    for read in held:
        if read.sentence.form is not Form.ITEM:
            over = read if _says_only_a_time(read) else None
        lead = leads.get(read.sentence.lead) or over
        leads[read.sentence.text] = read
        if lead is None or lead is read or len(lead.times) != 1 or lead.sentence.start in spoken or lead.acts:
            continue
        if read.sentence.start in spoken or (read.times and lead is not over) or _says_only_who(read):
            continue
        if (one := _dated_by(section, read, lead, context)) is not None:
            yield one


def with_items_for_leads(
    section: SectionReads, held: Sequence[Read], found: Sequence[Told], context: Context
) -> Iterator[Told]:
    """`found`, where what there is or is done by the words over a list is told by the things that its items name."""
    for one in found:
        [read, act] = one.read, one.act
        is_lead = (
            len(read.times) == 1 and len(read.clauses) == 1 and _THERE_IS.fullmatch(timeless(read, read.clauses[0]))
        )
        items = [item for item in held if is_lead and item.sentence.lead == read.sentence.text]
        things = [item for item in items if _THING.match(item.sentence.text) and not item.times]
        shared = [other for item in things if (other := _dated_by(section, item, read, context, act.kind)) is not None]
        yield from shared if items and len(shared) == len(items) else [one]


def with_acts_for_labels(
    section: SectionReads, held: Sequence[Read], found: Sequence[Told], context: Context
) -> Iterator[Told]:
    """`found`, and what stands beside time limits that are told alone, in the place of a limit for nothing."""
    limits = {one.read.sentence.start for one in found if says_only_a_limit(one.read)}
    spoken = {one.read.sentence.start for one in found} - limits
    by_label = dict(_dated_by_labels(section, held, spoken, context))
    yield from (one for one in found if one.read.sentence.start not in by_label)
    yield from by_label.values()


def _dated_by_labels(
    section: SectionReads, held: Sequence[Read], spoken: Set[int], context: Context
) -> Iterator[tuple[int, Told]]:
    """What stands beside a time that only a label introduces: «Broen renoveres. Tidsplan: 2. kvartal 2020»."""
    for at, label in enumerate(held):
        if not says_only_a_limit(label):
            continue
        for read in _beside(held, at):
            if _WHOSE.match(read.sentence.text) or _is_over(read, context):
                continue
            if read.times or read.sentence.start in spoken or _SETTLED.match(read.sentence.text):
                break
            if (one := _dated_by(section, read, label, context)) is not None:
                yield label.sentence.start, one
                break


def _is_over(read: Read, context: Context) -> bool:
    """«Senest udført: maj 2019», between what is to be done and the time of it."""
    return bool(read.times) and not any(is_ahead(time, context.signed_on) for time, _start, _end in read.times)


def _beside(held: Sequence[Read], at: int) -> Iterator[Read]:
    """What the label at `at` can be about: what is right over it, else what follows or is above."""
    block = at
    while block and held[block].sentence.start - held[block - 1].sentence.end <= _NEXT_LINE:
        block -= 1
    if block < at:
        yield from reversed(held[block:at])
    else:
        yield from (*held[at + 1 : at + 2], *reversed(held[:at]))


def says_only_a_limit(read: Read) -> bool:
    """«Frist: 1. maj 2020», and nothing else."""
    if len(read.times) != 1:
        return False
    [(_time, start, end)] = read.times
    words = read.sentence.text
    opens = _ONLY_LABEL.match(words, start) if not words[:start].strip() else _ONLY_LABEL.fullmatch(words[:start])
    return opens is not None and not re.search(r"\w", words[end:])


def _dated_by(
    section: SectionReads, read: Read, other: Read, context: Context, kind: TaskKind | None = None
) -> Told | None:
    """The first promise of `read`, which has no time, by the one time of `other`. `kind`: what `other` makes of it."""
    [(time, start, end)] = other.times
    act = act_without_time(read, context)
    if act is None or dates_nothing(other, time, start, end, section.place_of(other)[0], context):
        return None
    act = replace(act, kind=kind) if kind else act
    after = len(read.sentence.text)
    return told(section, read, act, (time, after, after), context)


def _says_only_a_time(read: Read) -> bool:
    words = read.sentence.text
    return len(read.times) == 1 and not re.search(r"\w", words[: read.times[0][1]] + words[read.times[0][2] :])


def _says_only_who(read: Read) -> bool:
    """«Økonomiudvalget», in a list of the bodies that there are."""
    words = read.sentence.text
    for start, end in sorted(((one.start, one.end) for one in read.mentions), reverse=True):
        words = words[:start] + words[end:]
    return bool(read.mentions) and not re.search(r"\w{4,}", words)
