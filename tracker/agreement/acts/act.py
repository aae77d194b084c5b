"""An act in a sentence, and how firmly the sentence promises it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tracker.agreement.acts.verb import Inflection, Verb
from tracker.agreement.values import TaskKind


class Standing(StrEnum):
    """What the sentence does with an act."""

    PROMISED = "promised"
    DESCRIBED = "described"  # said of something, on a condition or as a question
    OPTION = "option"  # can, might, perhaps
    PURPOSE = "purpose"  # what something else is for
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Act:
    """`start`, `end`: the verb (or noun) in the sentence. `verb` is None for a state («være klar») or a bare noun."""

    kind: TaskKind
    verb: Verb | None
    inflection: Inflection | None
    start: int
    end: int
    clause: int
    standing: Standing
    negated: bool = False
    noun: tuple[int, int] | None = None  # the noun that says what is done: «en evaluering gennemføres»
    state: str = ""  # «klar», «etableret»: what the thing shall be
    modal: bool = False

    @property
    def future(self) -> bool:
        return self.standing in (Standing.PROMISED, Standing.DESCRIBED)
