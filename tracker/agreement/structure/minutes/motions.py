"""What somebody moves at a meeting, or would have had, and what became of it: it holds only where it was adopted."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

# «Venstre ønsker», «Landbrugsforeningen foreslår», «Varmestuen søger om»
_WISHES = re.compile(
    r"\W*(?P<who>[A-ZÆØÅ][^\s,.;:]*(?:\s(?:og|i|fra|for|på|&|[A-ZÆØÅ(][^\s,.;:]*)){0,6}(?:\s\([^)]{1,20}\))?)\s"
    r"(?:ønsker|ønskede|foreslår|foreslog|vil(?:le)? have|opfordrer"
    r"|har (?:[\w.-]+ ){0,6}?(?:ønsket|foreslået|bedt om|ansøgt|søgt)"
    r"|anmoder|ansøger|søger om)\b"
)
OUR_OWN = re.compile(
    r"(?:udvalg|råd|bestyrelse|forvaltning|administration|direktion|magistrat|kommun|region|borgmester|chef|direktør"
    r"|sekretariat|afdeling|\bcenter|flertal|\benigt\b|\b(?:Vi|Der|Det|De|Man|Parterne)\b)",
    re.IGNORECASE,
)
"""Words of those who act for the municipality: «Økonomiudvalget», «Skolechefen», «Et flertal»."""
_NOT_OURS = re.compile(
    r"\b(?:ældreråd|handicapråd|seniorråd|elevråd|ungeråd|integrationsråd|erhvervsråd|bruger\w*råd|pårørenderåd"
    r"|\w*forening|grund\w*|bygherre\w*|ansøger\w*|forslagsstiller\w*)",
    re.IGNORECASE,
)
# What one member would have had is not decided.
_DISSENT = re.compile(
    r"\b(?:(?:kan|kunne) ikke (?:tiltræde|støtte|godkende|anbefale|stemme)|stem(?:te|mer) (?:i)?mod(?! [\d(])"
    r"|undlod at stemme|(?<!, )(?<!og )imod stemte|(?:tager|tog) forbehold|til protokol\w*|ført til referat"
    r"|protokol(?:bemærkning|tilførsel)\w*|mindretal\w*)\b",
    re.IGNORECASE,
)
# «SF stillede forslag om, at …», «Et forslag fra Venstre om at …», «Ændringsforslag: …»
_MOTION = re.compile(
    r"\b\w*(?:ændringsforslag|modforslag|underændring)\w*\b"
    r"|\b(?:stille(?:r|de|t)|fremsat(?:te)?|fremsætter|rejste)\s(?:et\s)?(?:[\w-]+\s){0,2}?forslag\b"
    r"|\bforslag(?:et)?\s(?:fra|af|stillet af|fremsat af)\s(?!(?:forvaltning|administration|direktion|udvalg)\w*)"
    r"(?-i:[A-ZÆØÅ])",
    re.IGNORECASE,
)
_AMENDMENT = re.compile(r"\W*(?:ændrings|mod)forslag(?:et|ene)?(?:\s(?:fra|af|nr\.)\s[^:.]{1,60})?:", re.IGNORECASE)
_AMENDMENT_TAKEN = re.compile(
    r"\b(?:ændrings|mod)forslag\w*\b(?!.*\b(?:ikke|forkastet|faldt|bortfaldt|nedstemt)\b)"
    r".*\b(?:vedtaget|vedtages|godkendt|tiltrådt|imødekommet|fulgt)\b",
    re.IGNORECASE,
)
_THE_MOTION = re.compile(
    r"\W*(?:(?:ændrings|mod)?forslaget|det(?:te)?|(?:for|imod)(?:\s\w*forslaget)?\sstemte|\w*\sstemte (?:for|imod))\b",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"(?<!ikke )\b(?:vedtaget|vedtages|godkendt|tiltrådt|imødekommet|fulgt|tilslutning|enighed om)\b", re.IGNORECASE
)
_FALLEN = re.compile(r"\b(?:forkastet|nedstemt|bortfaldt|bortfaldet|faldt|afvist|ikke|trukket|udsat)\b", re.IGNORECASE)
_JUST_TAKEN = re.compile(r"\W*(?:(?:Enstemmigt )?(?:vedtaget|godkendt|tiltrådt))\W*", re.IGNORECASE)
_VOTES = re.compile(
    r"\bfor\b[^.]*?\bstemte\b[^.]*?(?P<ayes>\d+)\D.*?\bimod\b[^.]*?(?P<noes>\d+)", re.IGNORECASE | re.DOTALL
)


def opening_of_motion(sentence: str) -> int | None:
    """Where a sentence of a decision begins to tell of a motion; None where it tells of none."""
    match = _MOTION.search(sentence)
    return match.start() if match else None


def is_wish(sentence: str, ours: Set[str] = frozenset()) -> bool:
    """Whether somebody else than the municipality wishes what the sentence tells. `ours`: further names of its own."""
    match = _WISHES.match(sentence)
    if match is None or match["who"] in ours:
        return False
    return bool(_NOT_OURS.search(match["who"])) or not OUR_OWN.search(match["who"])


def opening_of_dissent(sentence: str) -> int | None:
    """Where a sentence of a decision begins to tell of those who did not agree; None where it tells of none."""
    match = _DISSENT.search(sentence)
    return match.start() if match else None


def counted_votes(words: str) -> tuple[int, int] | None:
    """How many voted for and against, where `words` tell it: «For stemte A og F (5). Imod stemte V (2)»."""
    votes = _VOTES.search(words)
    return (int(votes["ayes"]), int(votes["noes"])) if votes else None


def motions(decided: Sequence[str], ours: Set[str] = frozenset()) -> list[bool | None]:
    """Of each sentence of a decision: whether the motion that it tells of was adopted; None where it tells of none.

    What became of a motion stands in its own sentence, or in those that go on about it. `ours`: as of `is_wish`.
    """
    fates: list[bool | None] = [None] * len(decided)
    at = 0
    while at < len(decided):
        begin = at
        at += 1
        if opening_of_motion(decided[begin]) is None and not is_wish(decided[begin], ours):
            continue
        while at < len(decided) and _THE_MOTION.match(decided[at]):
            at += 1
        just = at < len(decided) and at == begin + 1 and _JUST_TAKEN.fullmatch(decided[at])
        fates[begin:at] = [bool(just) or _is_adopted(" ".join(decided[begin:at]))] * (at - begin)
    return fates


def fallen_amendments(sentences: Sequence[str], decided: Sequence[str]) -> list[int]:
    """The places of `sentences` that tell of an amendment under a label of its own, unless it was adopted.

    «Ændringsforslag fra SF: Vinduerne udsættes til 2023. For stemte 1, imod 6.»; `decided`: the words of the decision.
    """
    if any(_AMENDMENT_TAKEN.search(sentence) for sentence in decided):
        return []
    fates = motions(sentences)
    fallen: list[int] = []
    for at, sentence in enumerate(sentences):
        goes_on = bool(fallen) and fallen[-1] == at - 1 and _THE_MOTION.match(sentence)
        if fates[at] is False and (_AMENDMENT.match(sentence) or goes_on):
            fallen.append(at)
    return fallen


def _is_adopted(words: str) -> bool:
    if votes := counted_votes(words):
        return votes[0] > votes[1]
    taken, fallen = (
        max((match.start() for match in pattern.finditer(words)), default=-1) for pattern in (_TAKEN, _FALLEN)
    )
    return taken > fallen
