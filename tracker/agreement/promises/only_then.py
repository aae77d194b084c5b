"""«først i november», where it says not until then: what was to come sooner, or must wait, comes in all of it."""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.agreement.deadlines import find
from tracker.agreement.values import Deadline
from tracker.danish import MONTH_WORDS

_FIRST_IN = re.compile(
    r"først\s(?=i\s(?:(?:" + MONTH_WORDS + r"|uge"
    r"|\d|første|andet|tredje|fjerde|anden)\b|(?:forår|sommer|efter|vinter)))",
    re.IGNORECASE,
)
# What stands right before it: «kommer nu først i maj», «ventes først i maj», «bliver det først i maj»
_RIGHT_BEFORE = re.compile(
    r"\b(?:nu|men|alligevel|i\sstedet|imidlertid|(?:for)?ventes|forventeligt|bliver\s(?:det|den|de))\s$", re.IGNORECASE
)
# What the sentence tells before: «skulle have været klar i juni, men …», «i stedet for i august»
_PUT_OFF = re.compile(
    r"\bi\sstedet\s(?:for|som)\b|\bmod\s(?:tidligere|oprindeligt|ventet)\b"
    r"|\b(?:skulle|burde|oprindeligt?|planlagt|lovet|forsink\w+|ud(?:skyd|skud|sæt|sat)\w*)\b[^.;:]*,?\smen\b",
    re.IGNORECASE,
)
# «Skolerne skal have ro til opgaven, og først i efteråret evalueres den»: who is given time waits until then
_GIVES_TIME = re.compile(
    r"\b(?:(?:have|får?|gives?|giver|fortjener|brug for|behov for)\s(?:[\w-]+\s){0,3}?(?:ro|tid|fred|luft)\b"
    r"|(?:haster|skynder)\s(?:[\w-]+\s){0,2}?ikke\b|(?:vente[rs]?|tålmodig\w*)\b)[^.;:]{0,80},\s(?:og|så|derfor)\s$",
    re.IGNORECASE,
)


def only_then(time: Deadline, sentence: str, start: int) -> Deadline:
    """`time`, which begins at `start` of the sentence: all of it, where the words before tell of a delay.

    «Huset indvies i stedet for i august først i november» is in November; «Udvalget mødes først i november» is early
    in that month.
    """
    first = _FIRST_IN.match(time.expression)
    if first is None or time.start is None or time.recurrence:
        return time
    waits = (_RIGHT_BEFORE, _PUT_OFF, _GIVES_TIME)
    if not any(words.search(sentence, 0, start) for words in waits):
        return time
    whole = find(time.expression[first.end() :], signed_on=time.start)
    if len(whole) != 1 or whole[0].start != time.start:
        return time
    return replace(
        time,
        due=whole[0].due,
        kind=whole[0].kind,
        rule=whole[0].rule,
        rules=whole[0].rules,
        explanation=whole[0].explanation,
    )
