"""Whose a promise is, by the sentence, the paragraph and the section that it stands in.

`ownership` tells what words make of the committees that they name; here it is asked in turn of the clause, of what
stands over or beside the sentence, and of the section.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from tracker.agreement.acts.clauses import clause_index
from tracker.agreement.acts.openers import Opener
from tracker.agreement.owners.committee_names import is_council, treats_all
from tracker.agreement.owners.committees import Mention
from tracker.agreement.owners.ownership import (
    Owners,
    acts,
    antecedent,
    charged,
    deciding,
    helps,
    is_handed_on,
    of_section,
    owners,
    responsible,
)
from tracker.agreement.owners.subjects import suggest
from tracker.agreement.promises.readings import Context, Read, SectionReads
from tracker.agreement.structure.prose.passages import Form
from tracker.agreement.values import TaskKind

_FIRST_TIME = re.compile(r"\bførste gang\b[^,.;]*$")
# «i Skoleudvalget i januar og i Økonomiudvalget måneden efter»: a time of its own, though none with a date
_LATER_STILL = re.compile(
    r"\s(?:(?!og\b|samt\b)[\w-]+\s){0,6}?(?:(?:dagen|ugen|måneden|kvartalet)\s(?:efter|derefter|herefter)|(?:\w+)\s(?:dage?|uger?|måneder?)\s(?:senere|efter)"
    r"|på\s(?:det\s)?(?:næste|følgende|efterfølgende)\smøde)\b"
)
# «… og forelægger en plan for Y»: the doer is the one of the clause before
_GOES_ON = re.compile(
    r"\s*(?:og|samt|men)\s(?:(?!\w+et\s)[a-zæøå]+(?:t|dan|efter)\s)?(?:[\w-]{0,6}(?:forelægg|fremlægg|afgiv|aflever|aflægg|afrapporter|præsenter|orienter"
    r"|indstill|indbring|oversend|fremsend|send|overbring|redegør|rapporter|bring|kommer med|giver)\w*"
    r"|lægger\s(?=[^,;:]*\sfrem\sfor\b))\b"
)
# What stands before the verb that its subject comes after: «I maj holder X …»
_INVERTED = re.compile(
    r"\W*(?:i|på|inden|efter|ved|fra|til|med|om|for|under|senest|primo|medio|ultimo|der\w+|her\w+|så|også|samtidig|desuden"
    r"|endvidere|endelig|dernæst|først|ud over|når|hvis)\b",
    re.IGNORECASE,
)
_ONLY_JOINS = re.compile(r"\W*(?:(?:og|men|mens|samt|så)\b)?\W*")
_FAR = 60  # sentences that another one's committees are looked for above it


def owners_of(
    section: SectionReads,
    read: Read,
    clause: int,
    context: Context,
    at: int | None = None,
    kind: TaskKind | None = None,
) -> Owners:
    """Whose the promise in `clause` is. `at`: where its time stands; `kind`: of the task, where an act makes it."""
    mentions = _named_for(section, read, clause, at)
    nearby = read.over or _of_item(section, read) or section.home or section.deciding
    own = bool(read.over or section.home)
    if not own and not context.numbered and read.sentence.form is Form.ITEM and len(nearby) > 1:
        nearby = ()
    if not own and not mentions and len(nearby) > 1:
        nearby = _of_paragraph(section, read) or nearby
    suggestion = section.suggested
    if not own and (working := context.names.working_for(read.sentence.text)):
        return owners(read.sentence.text, mentions, (), working)
    if not mentions and not own and ((kind and len(nearby) > 1) or (kind is TaskKind.PRESENTATION and not nearby)):
        nearby = _receiving(section, read, deciding if nearby else charged) or nearby
    if kind and not own and len(nearby) > 1 and not mentions:
        nearby = _spoken_of_last(section, read) or nearby
    if not context.numbered:  # a heading without a number can stand over many subjects
        subject = " ".join([*(one.sentence.text for one in section.paragraph_of(read)), section.title])
        suggestion = suggest(subject, context.names, context.register)
    found = owners(read.sentence.text, mentions, nearby, suggestion)
    if (own or context.body is not None) and helps(read.sentence.text, mentions):
        theirs = nearby if own else (context.body,)
        return replace(found, names=tuple(dict.fromkeys([*theirs, *found.names])))
    return found


def _named_for(section: SectionReads, read: Read, clause: int, at: int | None) -> tuple[Mention, ...]:
    """The committees that the sentence names for the promise in `clause`, whose time stands at `at`."""
    mentions = read.mentions
    if at is not None and (_does_at(read, told := clause_index(read.clauses, at)) or _is_label_of(read, clause, told)):
        # the time is of what another clause tells: «X arbejder frem mod maj med en plan, som Y behandler»
        clause = told
    if len(read.clauses) > 1 and mentions:
        # in a sentence of several acts each has the committees of its own clause first
        by_clause = [clause_index(read.clauses, m.start) for m in mentions]
        near = [m for m, index in zip(mentions, by_clause, strict=True) if index == clause]
        if not near and at is not None:  # «…, så den nu tilgår X i maj»: whom the words around the time name
            near = [m for m, i in zip(mentions, by_clause, strict=True) if i == clause_index(read.clauses, at)]
        others = _tells_more(read, clause, near, at)
        mentions = (*near, *_giving(read, clause, near)) if near and others else mentions
        if not near and others:
            mentions = _gone_on_from(read, clause) or (
                () if _is_for_section(section, mentions) else _of_field(mentions)
            )
        if not near and read.clauses[clause].opener is Opener.RELATIVE:
            begin, end = read.clauses[clause].start, read.clauses[clause].end
            mentions = antecedent(read.sentence.text, read.sentence.text[begin:end], begin, mentions) or mentions
    mentions = _of_its_time(read, mentions, clause, at)
    if section.home and mentions and at is not None and is_handed_on(read.sentence.text, at, mentions[0].start):
        return ()
    return mentions


def _tells_more(read: Read, clause: int, near: Sequence[Mention], at: int | None) -> bool:
    """Whether a sentence tells of more than what `clause` does, which `near` are named in: each has its own bodies."""
    if any(other.clause != clause and other.future for other in read.acts):
        return True
    if any(_is_subject(read, one) for one in near):
        return True
    timed = [(start, clause_index(read.clauses, start)) for _time, start, _end in read.times]
    named = {clause_index(read.clauses, mention.start) for mention in read.mentions}
    return any(index != clause and (start != at or index in named) for start, index in timed)


def _of_field(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """`mentions` without the council, where another one is among them: what is heard before it is that one's."""
    return tuple(one for one in mentions if not is_council(one.name)) or tuple(mentions)


def _is_for_section(section: SectionReads, mentions: Sequence[Mention]) -> bool:
    """Whether what a clause without a committee tells is the section's, and not of `mentions` in other clauses.

    «Planen sendes i høring i maj og vedtages af Byrådet i juni»: the hearing is the committee's whose field it is.
    """
    only_council = all(is_council(one.name) for one in mentions)
    return bool(section.home) or (only_council and any(not treats_all(name) for name in section.deciding))


def _does_at(read: Read, clause: int) -> bool:
    """Whether a committee does something in `clause`, which goes on about nothing."""
    own = (m for m in read.mentions if clause_index(read.clauses, m.start) == clause)
    return read.clauses[clause].opener is not Opener.RELATIVE and any(acts(read.sentence.text, m) for m in own)


def _is_label_of(read: Read, clause: int, told: int) -> bool:
    """Whether `clause` is the label of clause `told`: «Behandling: X i maj, Y i juni»."""
    return told == clause + 1 and read.sentence.text[: read.clauses[clause].end].rstrip().endswith(":")


def _gone_on_from(read: Read, clause: int) -> tuple[Mention, ...]:
    """The committees of the nearest clause before `clause` that names any: whose doing it goes on with."""
    before = [clause_index(read.clauses, mention.start) for mention in read.mentions]
    nearest = max((index for index in before if index < clause), default=None)
    return tuple(m for m, index in zip(read.mentions, before, strict=True) if index == nearest)


def _giving(read: Read, clause: int, near: Sequence[Mention]) -> tuple[Mention, ...]:
    """Who hands over what `near` receive, where that was told before: «X drøfter planen og forelægger den for Y»."""
    words = read.sentence.text
    begin, end = read.clauses[clause].start, read.clauses[clause].end
    handed = _GOES_ON.match(words, begin, end)
    if not handed or any(acts(words, one) and one.start > handed.end() + 1 for one in near):
        return ()
    return tuple(one for one in _gone_on_from(read, clause) if one not in near and _is_subject(read, one))


def _is_subject(read: Read, mention: Mention) -> bool:
    """Whether the committee itself does what its clause says: not the one in «Forvaltningen orienterer X»."""
    words = read.sentence.text
    before = words[read.clauses[clause_index(read.clauses, mention.start)].start : mention.start]
    return acts(words, mention) and bool(_ONLY_JOINS.fullmatch(before) or _INVERTED.match(before))


def _of_item(section: SectionReads, read: Read) -> tuple[str, ...]:
    """The committees that the item of a list in which `read` stands tells for itself."""
    if read.sentence.form is not Form.ITEM:
        return ()
    item = section.paragraph_of(read)
    told = [responsible(one.sentence.text, one.mentions) for one in item]
    if not section.home:
        told += [deciding(one.sentence.text, one.mentions) for one in item]
    return next((names for names in told if names), ())


def _receiving(
    section: SectionReads, read: Read, role: Callable[[str, Sequence[Mention]], tuple[str, ...]]
) -> tuple[str, ...]:
    """The bodies that the paragraph spoke of last, in `role`: whose it is of several, and whom a case is put before."""
    before = [other for other in section.paragraph_of(read) if other.sentence.start < read.sentence.start]
    told = (role(other.sentence.text, other.mentions) for other in reversed(before))
    return _first_of_section(section, told)


def _of_paragraph(section: SectionReads, read: Read) -> tuple[str, ...]:
    """The committees of the section whose the paragraph of `read` is, by what it tells."""
    told = [deciding(one.sentence.text, one.mentions) for one in section.paragraph_of(read)]
    return tuple(name for name in of_section([names for names in told if names]) if name in section.deciding)


def _spoken_of_last(section: SectionReads, read: Read) -> tuple[str, ...]:
    """The committees that the nearest sentence of the section's prose above `read` gives something to."""
    at = bisect_left(section.reads, read.sentence.start, key=lambda one: one.sentence.start)
    above = [one for one in section.reads[max(0, at - _FAR) : at] if one.sentence.form is not Form.ITEM]
    return _first_of_section(section, (deciding(one.sentence.text, one.mentions) for one in reversed(above)))


def _first_of_section(section: SectionReads, told: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The first of `told` that names bodies whose the section is: a council that only adopts is not."""
    own = (tuple(name for name in names if name in section.deciding or not section.deciding) for names in told)
    return next((names for names in own if names), ())


def _of_its_time(read: Read, mentions: tuple[Mention, ...], clause: int, at: int | None) -> tuple[Mention, ...]:
    """«behandles i … i maj og i … i juni»: of an act's several bodies, the one that the time at `at` follows."""
    words = read.sentence.text
    spans = [
        (start, end)
        for _time, start, end in read.times
        if clause_index(read.clauses, start) == clause and not _FIRST_TIME.search(words[:end])
    ]
    if at is not None and at not in (start for start, _end in spans):
        return mentions  # «i marts hvert år …, første gang i 2020»: the same act's
    if at is None or len(mentions) < 2:
        return mentions
    if len(spans) < 2:
        return tuple(m for m in mentions if m.start < at or not _LATER_STILL.match(words, m.end)) or mentions
    earlier = max((end for start, end in spans if start < at), default=0)
    own = tuple(mention for mention in mentions if earlier <= mention.start < at)
    return own or mentions
