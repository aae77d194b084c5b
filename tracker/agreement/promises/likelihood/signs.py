"""The signs that a time is judged by: the words of its clause and around it, what they do, how the time is told and how
far off it is.

A sign is a short name of its kind and what was seen: «w:forelæg» a word of the clause by its stem, «w2:skal_forelæg»
two that follow each other, «days:400» how soon. Figures are «#», times and committees are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from tracker.agreement.acts.clauses import clause_index, masked
from tracker.agreement.acts.presumed import finite_verb
from tracker.agreement.promises.readings import Context, Read
from tracker.agreement.structure.outline import INTRODUCTION
from tracker.agreement.text.stems import stems
from tracker.agreement.values import Deadline

_BESIDE = 40  # characters before and after a time, in which the words beside it are looked for
_EITHER = re.compile(r"kommun|region")
# A time is due within so many days of the signing: each is a sign of its own.
_HORIZONS = (30, 120, 400, 1_000, 2_500)


def signs_of(read: Read, time: Deadline, start: int, end: int, part: str, context: Context) -> frozenset[str]:
    """The signs of the time that stands at `start` to `end` in the sentence of `read`.

    `part`: the name of the part of the paper; `context`: when it was signed, from which day times lie ahead, and whose
    it is. In a region's, «regionen» and «kommunerne» change places: the one is who promises, the others are not.
    """
    signs = [
        *_of_words(read, start, end),
        *_of_time(time, context.signed_on),
        f"form:{read.sentence.form.name}",
        f"intro:{part == INTRODUCTION}",
    ]
    return frozenset(map(_of_region, signs) if (context.organisation or "").startswith("Region") else signs)


def _of_region(sign: str) -> str:
    return _EITHER.sub(lambda which: "region" if which[0] == "kommun" else "kommun", sign)


def _of_words(read: Read, start: int, end: int) -> Iterator[str]:
    sentence = read.sentence.text
    index = clause_index(read.clauses, start)
    clause = read.clauses[index]
    named = [(one.start, one.end) for one in read.mentions]
    plain = masked(sentence, [*(one[1:] for one in read.times), *named])
    body = plain[clause.start : clause.end]
    words = stems(body)
    yield from (f"w:{word}" for word in words)
    yield from (f"w2:{one}_{after}" for one, after in pairwise(["^", *words, "$"]))
    for at, other in enumerate(read.clauses):
        if at != index:
            yield from (f"o:{word}" for word in stems(plain[other.start : other.end]))
    yield from (f"b1:{word}" for word in stems(sentence[max(0, start - _BESIDE) : start])[-1:])
    yield from (f"a1:{word}" for word in stems(sentence[end : end + _BESIDE])[:1])
    yield f"op:{clause.opener.name}"
    yield f"first:{not sentence[clause.start : start].strip()}"
    yield f"m:{any(clause.start <= one.start < clause.end for one in read.mentions)}"
    yield from _of_verb(body)
    own = [act for act in read.acts if act.clause == index]
    yield from (f"act:{act.standing.value}:{act.kind.value}" for act in own)
    yield from (f"act:{act.standing.value}" for act in own)
    if not own:
        yield "act:-"


def _of_verb(body: str) -> Iterator[str]:
    """What carries the clause, and the word before it: the end of its subject, where that comes first."""
    verb = finite_verb(body)
    if verb is None:
        yield "v:-"
        return
    yield f"v:{stems(verb[0])[0]}"
    yield f"vf:{verb[0][-2:]}"
    yield from (f"s1:{word}" for word in stems(body[: verb[1]])[-1:])


def _of_time(time: Deadline, signed_on: date | None) -> Iterator[str]:
    yield from (f"e:{word}" for word in stems(time.expression))
    yield from (f"rl:{rule}" for rule in (time.rule, *time.rules))
    last = time.due or time.start
    if signed_on is None or last is None:
        return
    days = (last - signed_on).days
    near = next((str(most) for most in _HORIZONS if days < most), "far")
    yield f"days:{'past' if days < 0 else near}"
    if time.start is not None:
        yield f"begins:{'past' if time.start < signed_on else 'ahead'}"
