"""One promise told twice: first roughly and then exactly, as an act and as its money, as a wish and as its paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.agreement.acts.act import Act
from tracker.agreement.promises.readings import Read
from tracker.agreement.text.subjects import share_words, shared_words
from tracker.agreement.values import Commitment, Deadline, TaskKind

_POINTS_BACK = re.compile(
    r"(?:det|den|denne|dette|disse|forslaget|forslagene|rapporten|resultatet|resultaterne)\b", re.IGNORECASE
)
_MEETINGS = (TaskKind.PRESENTATION, TaskKind.DECISION, TaskKind.REPORT)

# What ends in a paper is more than the activity that money pays for.
_PAPERWORK = frozenset(
    [
        "undersøge",
        "analysere",
        "kortlægge",
        "afdække",
        "afsøge",
        "vurdere",
        "belyse",
        "udarbejde",
        "formulere",
        "gennemføre",
        "beregne",
    ]
)


@dataclass(frozen=True, slots=True)
class Told:
    """A commitment with the sentence and the act that it was made from."""

    read: Read
    act: Act
    commitment: Commitment
    about: str  # the act's noun with what it is done to, in the sentence's words

    @property
    def deadline(self) -> Deadline | None:
        """The commitment's deadline."""
        return self.commitment.deadline


def without_repeats(found: list[Told]) -> list[Told]:
    """Leaves out an act told again with a wider time: «i 2019 foretages en undersøgelse», and then when it is made."""
    return [
        pair
        for at, pair in enumerate(found)
        if not any(at != other and _tells_again(pair, found[other], at, other) for other in range(len(found)))
    ]


def _tells_again(wide: Told, narrow: Told, at: int, other: int) -> bool:
    one, two = wide.commitment.deadline, narrow.commitment.deadline
    if not one or not two or wide.commitment.kind is not narrow.commitment.kind:
        return False
    if (one.start, one.due) == (two.start, two.due):
        return (
            at > other
            and one.expression_start != two.expression_start
            and wide.act.verb == narrow.act.verb
            and share_words(wide.about, narrow.about)
        )
    if one.recurrence and one.start and one.due and one.start.year < one.due.year:
        return False  # each year over some years, and once in one of them
    if not (one.start and one.due and two.start and two.due and one.start <= two.start and two.due <= one.due):
        return False
    return wide.read is not narrow.read and _same_thing(_object(wide), _object(narrow))


def _object(found: Told) -> str:
    return found.read.sentence.text[slice(*found.act.noun)] if found.act.noun else found.about


def _same_thing(first: str, second: str) -> bool:
    """«brugerundersøgelse» and «tilfredshedsundersøgelsen»: the same head of the compound."""
    if share_words(first, second):
        return True
    heads = [
        {re.sub(r"(?:erne|en|et|er|e)$", "", word)[-9:] for word in re.findall(r"\w{9,}", words.casefold())}
        for words in (first, second)
    ]
    return bool(heads[0] & heads[1])


def without_echoes(
    undated: Sequence[Told], dated: Sequence[Told], funded: Sequence[Commitment], title: str
) -> list[Told]:
    """The promises without a date that no other one of the section tells: dated, paid for, or put before a body.

    At most one of a sentence is kept.
    """
    own = [told for told in undated if not _is_echo(told, undated, dated, funded, title)]
    return [told for at, told in enumerate(own) if at == 0 or own[at - 1].read is not told.read]


def _is_echo(
    told: Told, undated: Sequence[Told], dated: Sequence[Told], funded: Sequence[Commitment], title: str
) -> bool:
    name = told.about
    for other in dated:
        same_verb = told.act.verb is not None and told.act.verb == other.act.verb
        other_name = other.about
        if same_verb and share_words(name, other_name):
            return True
        if told.commitment.kind is TaskKind.IMPLEMENTATION and (
            _leads_to(told, other) or share_words(name, other_name)
        ):
            return True
    if told.commitment.kind is not TaskKind.IMPLEMENTATION:
        return any(told.commitment.kind is other.commitment.kind is TaskKind.EVALUATION for other in dated)
    if any(_leads_to(told, other) for other in undated if other is not told and other.commitment.kind in _MEETINGS):
        return True
    makes_paper = told.act.verb is not None and told.act.verb.infinitive in _PAPERWORK
    return not makes_paper and any(share_words(name, f"{one.task} {title}") for one in funded)


def _leads_to(told: Told, other: Told) -> bool:
    """Whether `other` puts before a body, or calls ready, what `told` makes: «Der udarbejdes et oplæg. Oplægget …»."""
    if other.commitment.start < told.commitment.start:
        return False
    if other.read.sentence.passage == told.read.sentence.passage and _POINTS_BACK.match(other.read.sentence.text):
        return True
    shared = shared_words(told.about, other.about)
    return bool(shared) if other.commitment.kind is TaskKind.PRESENTATION else len(shared) >= 2
