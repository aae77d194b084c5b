"""What a name is made from, and how a thing stands inside a name."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from tracker.agreement.acts.act import Act
from tracker.agreement.acts.clauses import Clause
from tracker.agreement.naming.inflection import is_common, is_definite
from tracker.agreement.naming.phrases import lowered


@dataclass(frozen=True, slots=True)
class Told:
    """What a name is made from. `words`: the sentence with times and committees taken out; `known`: what the document
    writes with a small letter, by which names are told from first words of sentences."""

    sentence: str
    words: str
    clauses: Sequence[Clause]
    act: Act
    owners: Sequence[str]
    title: str
    known: Set[str]


def own(thing: str, told: Told) -> str:
    """`thing` inside a name: its first word small, unless it is a name; without a word that points back."""
    thing = re.sub(r"^(?:både|selve|sin|sit|sine|denne|dette|disse)\s", "", thing, flags=re.IGNORECASE)
    first = re.match(r"\w+", thing)
    common = first is not None and not first[0].isupper() and is_common(thing, told.known)
    if first and common and (_opens(told.sentence, first[0]) or is_definite(first[0])):
        thing = lowered(thing)
    return re.sub(r"^den (?=\w+$)", "", thing)


def _opens(sentence: str, word: str) -> bool:
    """Whether `word` opens the sentence, or what stands after its label («Skolestart: Nye lokaler …»)."""
    return sentence.startswith(word) or f": {word}" in sentence
