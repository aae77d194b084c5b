"""What is unclear about the commitments, said in one Danish sentence each, for the person who reviews them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.agreement.owners.committees import Mention, Roll
from tracker.agreement.structure.prose.passages import Form
from tracker.agreement.structure.prose.sentences import Sentence
from tracker.agreement.values import Basis, Commitment, Finding, FindingKind, TaskKind
from tracker.language import mark
from tracker.sayings import Quote, Saying

_ENDS_WITH_A_MEETING = (TaskKind.PRESENTATION, TaskKind.DECISION, TaskKind.EVALUATION, TaskKind.REPORT)
_UNMEASURABLE = re.compile(
    r"\b(?:styrke[sr]?|styrkelse|fokus på|understøtte[sr]?|understøttelse|bestræb\w+|i relevant omfang"
    r"|så vidt muligt|bedre|i højere grad|i større grad|fremme|udvikle|forbedre[sr]?|arbejde[rs]? for"
    r"|sikring)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:i|med|ved) (?:forbindelse med |forlængelse af )?(?:budgetaftalen|budgetforliget|aftalen"
    r"|forliget|budgettet|budget|konstitueringsaftalen)(?: for)? (?:19|20)\d\d"
    r"|\b(?:sidste|forrige) års (?:budget\w*|aftale\w*|forlig\w*)|\b(?:tidligere|allerede) (?:vedtaget"
    r"|besluttet|aftalt)\b",
    re.IGNORECASE,
)


def clarity_findings(
    section: str,
    commitments: Sequence[Commitment],
    sentences: Sequence[Sentence],
    mentions: Sequence[tuple[Mention, int, int]],
    roll: Roll,
) -> list[Finding]:
    """What a person should look at in one section, in no particular order."""
    return [
        *_without_deadline(section, commitments),
        *_without_committee(section, commitments),
        *_several_acts(section, commitments),
        *_not_measurable(section, commitments),
        *_refers_to_earlier(section, sentences),
        *_unknown_committees(section, mentions, roll),
    ]


def _without_deadline(section: str, commitments: Sequence[Commitment]) -> Iterator[Finding]:
    for commitment in commitments:
        if commitment.deadline is None and commitment.kind in _ENDS_WITH_A_MEETING:
            message = Saying("«%(task)s» har ingen frist i teksten.", task=Quote(commitment.task))
            yield Finding(section, FindingKind.NO_DEADLINE, message, commitment.start, commitment.end)


def _without_committee(section: str, commitments: Sequence[Commitment]) -> Iterator[Finding]:
    for commitment in commitments:
        if commitment.deadline and (commitment.committees_inferred or not commitment.committees):
            task = Quote(commitment.task)
            message = (
                Saying(
                    "Teksten siger ikke, hvilket udvalg der har ansvaret for «%(task)s»; "
                    "%(committee)s er et forslag ud fra emnet.",
                    task=task,
                    committee=Quote(commitment.committees[0]),
                )
                if commitment.committees
                else Saying("Teksten siger ikke, hvilket udvalg der har ansvaret for «%(task)s».", task=task)
            )
            yield Finding(section, FindingKind.NO_COMMITTEE, message, commitment.start, commitment.end)
            return


def _several_acts(section: str, commitments: Sequence[Commitment]) -> Iterator[Finding]:
    starts = [
        commitment.start
        for commitment in commitments
        if commitment.deadline and commitment.kind is not TaskKind.CHECKPOINT
    ]
    for start in sorted({start for start in starts if starts.count(start) > 1}):
        commitment = next(one for one in commitments if one.start == start)
        message = Saying(
            "En sætning lover %(count)s ting med hver sin frist; se efter, at opgaverne er delt rigtigt.",
            count=starts.count(start),
        )
        yield Finding(section, FindingKind.SEVERAL_ACTS, message, commitment.start, commitment.end)


def _not_measurable(section: str, commitments: Sequence[Commitment]) -> Iterator[Finding]:
    for commitment in commitments:
        vague = commitment.kind is TaskKind.IMPLEMENTATION and _UNMEASURABLE.search(commitment.quote)
        dated = commitment.deadline is not None and commitment.deadline.basis is not Basis.PERIOD
        if vague and not dated and not re.search(r"\d", commitment.quote):
            message = Saying(
                "Det er svært at se, hvornår «%(task)s» er nået: teksten siger ikke, hvad der skal foreligge.",
                task=Quote(commitment.task),
            )
            yield Finding(section, FindingKind.NOT_MEASURABLE, message, commitment.start, commitment.end)
            return


def _refers_to_earlier(section: str, sentences: Sequence[Sentence]) -> Iterator[Finding]:
    for sentence in sentences:
        if sentence.form is not Form.LINE and _EARLIER.search(sentence.text):
            message = Saying(
                "Afsnittet henviser til en tidligere aftale eller et tidligere budget; "
                "se efter, om noget derfra stadig skal følges."
            )
            yield Finding(section, FindingKind.REFERS_TO_EARLIER, message, sentence.start, sentence.end)
            return


def _unknown_committees(section: str, mentions: Sequence[tuple[Mention, int, int]], roll: Roll) -> Iterator[Finding]:
    if not roll.has_register:
        return
    told: set[str] = set()
    for mention, start, end in mentions:
        if not mention.known and mention.name not in told:
            told.add(mention.name)
            yield Finding(section, FindingKind.UNKNOWN_COMMITTEE, unknown_committee_words(mention.name), start, end)


_UNKNOWN = mark("%(name)s står ikke i kommunens liste over udvalg.")


def unknown_committee_words(name: str) -> Saying:
    """What the finding on a committee that the register lacks says."""
    return Saying(_UNKNOWN, name=Quote(name))


def unknown_committee(message: str) -> str | None:
    """The name in such a finding; none in another."""
    end = _UNKNOWN.removeprefix("%(name)s")
    return message.removesuffix(end) if message.endswith(end) else None
