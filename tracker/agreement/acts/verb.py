"""A verb that promises something, and the forms in which Danish puts it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tracker.agreement.values import TaskKind


class Inflection(StrEnum):
    """The form in which a verb stands."""

    INFINITIVE = "infinitive"
    PRESENT = "present"
    PASSIVE = "passive"  # -s: present («forelægges») or infinitive after a modal («skal forelægges»)
    PRETERITE = "preterite"
    PARTICIPLE = "participle"


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the lexicon. `noun` opens the task's name; `needs` must be found in the clause; `light`: the object
    says what is done («gennemføre en evaluering»); `produces`: something is ready when it is done."""

    infinitive: str
    kind: TaskKind
    noun: str
    needs: re.Pattern[str] | None = None
    light: bool = False
    produces: bool = False
    puts_before: bool = False  # its object is put before a body: «forelægges udvalget»
    money: bool = False
    idle: bool = False  # an idiom that promises nothing: «åbne op for»


def forms_of(infinitive: str, inflection: str) -> Iterator[tuple[str, Inflection]]:
    """Every form of a verb, each with its kind. `inflection`: how the past is made, as the lines of `verbs` put it."""
    yield infinitive, Inflection.INFINITIVE
    stem = infinitive.removesuffix("e")
    if infinitive.endswith("gøre"):
        yield infinitive.removesuffix("e"), Inflection.PRESENT
    elif infinitive == "have":
        yield "har", Inflection.PRESENT
    else:
        yield infinitive + "r", Inflection.PRESENT
    yield infinitive + "s", Inflection.PASSIVE
    if "/" in inflection:
        preterite, participle = inflection.split("/")
    else:
        stem = stem.removesuffix("m") if stem.endswith("mm") and inflection == "t" else stem
        preterite, participle = (stem + "ede", stem + "et") if inflection == "e" else (stem + "te", stem + "t")
    yield preterite, Inflection.PRETERITE
    yield preterite + "s", Inflection.PRETERITE
    yield participle, Inflection.PARTICIPLE
