"""Which clauses of its sentence a time can belong to, beside the one that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.agreement.acts.act import Standing
from tracker.agreement.acts.clauses import clause_index
from tracker.agreement.acts.finite import is_verb
from tracker.agreement.acts.openers import Opener
from tracker.agreement.promises import others
from tracker.agreement.promises.promised import OF_ITS_OWN
from tracker.agreement.promises.readings import Read, timeless

_PUT_IN = (Opener.RELATIVE, Opener.REASON, Opener.PARALLEL, Opener.QUESTION, Opener.CONTENT)
_OCCASION = re.compile(r"\W*(?:når|så snart|efter at|inden|før|senest når)\b", re.IGNORECASE)
_WHEN = re.compile(r"(?:når|så snart)\b", re.IGNORECASE)
# «Ordningen løber i 2023 og evalueres i maj»: the first time is of what the thing does by itself
_DOES = re.compile(r"\W*(?:(?:Den|Det|De)\s(?:\w+e\s)?)?[A-ZÆØÅa-zæøå][\w-]+(?:en|et|ne)\s[a-zæøå]{3,}(?:er|ør|år)\s")
_UNTIL = re.compile(r"(?:frem til|indtil)\b", re.IGNORECASE)
_FEW_WORDS = 4


# «Hallen åbner, hvilket tidligst kan ske i maj»: when that is
_THAT_IS = re.compile(
    r"hvilket\s(?:(?:dog|så|først|tidligst|senest|formentlig)\s)*(?:(?:kan|vil|skal|(?:for)?ventes\sat|forventes\sat|planlægges\sat)\s"
    r"(?:(?:dog|først|tidligst|senest)\s)*(?:ske|blive|finde\ssted|være|komme)|sker|bliver|finder\ssted|er)\b"
)


def _told_when(read: Read, index: int) -> tuple[int, ...]:
    """The clause of which clause `index` tells nothing but when that is."""
    clause = read.clauses[index]
    told = _THAT_IS.match(read.sentence.text, clause.start, clause.end) if clause.governor >= 0 else None
    if told is None or re.search(r"\w", timeless(read, clause)[told.end() - clause.start :]):
        return ()
    promised = any(act.clause == clause.governor and act.standing is Standing.PROMISED for act in read.acts)
    return (clause.governor,) if promised else ()


def is_only_time(read: Read, index: int) -> bool:
    """Whether clause `index` holds little but its time: «…, når tallene er klar, dog senest i maj»."""
    clause = read.clauses[index]
    words = len(re.findall(r"\w+", timeless(read, clause)))
    return words <= _FEW_WORDS if clause.opener is Opener.COORDINATED else clause.opener is Opener.MAIN and not words


def is_detached(read: Read, index: int, start: int) -> bool:
    """Whether the time at `start` comes after a clause put in: «… opdateres, når alle er hørt, senest i maj»."""
    clause = read.clauses[index]
    before = read.sentence.text[clause.start : start].rstrip()
    if clause.governor < 0:
        return False
    return (clause.opener in _PUT_IN and before.endswith(",")) or _tells_when(read, index)


def _tells_when(read: Read, index: int) -> bool:
    """«Afsnittet åbnes, når byggeriet afleveres i maj»: the time of the occasion is that of the act before it."""
    clause = read.clauses[index]
    governor = read.clauses[clause.governor]
    return (
        clause.opener is Opener.CONDITION
        and governor.opener in (*OF_ITS_OWN, Opener.CONTENT)
        and bool(_WHEN.match(read.sentence.text[clause.start : clause.end]))
        and not any(clause_index(read.clauses, start) == clause.governor for _time, start, _end in read.times)
    )


def clauses_to_ask(read: Read, index: int, start: int) -> Iterator[int]:
    """The clause of the time, then those that it can belong to: what it hangs on, or what a label leads to."""
    yield from _told_when(read, index)
    yield index
    following = read.clauses[index + 1] if index + 1 < len(read.clauses) else None
    if index == 0 and following is not None and opens_with_occasion(read):
        yield index + 1
    if following is not None and re.match(r"hvor(?:efter)?\b", read.sentence.text[following.start :]):
        yield index + 1  # «i 2. kvartal, hvor udvalget får en sag om …»
    clause = read.clauses[index]
    has_act = any(act.clause == index for act in read.acts)
    yield from _put_into(read, index, start)
    if (
        clause.opener in (Opener.RESULT, Opener.RELATIVE, Opener.COORDINATED) and not has_act
    ) or clause.opener is Opener.RESULT:
        if clause.governor >= 0 and clause.opener is not Opener.RELATIVE:
            yield clause.governor
            if read.clauses[clause.governor].opener is Opener.RESULT and read.clauses[clause.governor].governor >= 0:
                yield read.clauses[clause.governor].governor
    elif clause.opener is Opener.MAIN and not has_act:
        joined = following is not None and following.opener is Opener.COORDINATED
        does = (joined and _DOES.match(read.sentence.text, clause.start, clause.end)) or _goes_on(read, index, start)
        labelled = index > 0 and read.sentence.text[: clause.start].rstrip().endswith(":")
        told_of_it = labelled and following is not None and following.opener is Opener.RELATIVE
        if following is not None and not does and not told_of_it:
            yield index + 1  # not «Frist for svar: 2. maj, som der stod i brevet»
        if index > 0:
            yield index - 1


def _put_into(read: Read, index: int, start: int) -> Iterator[int]:
    """The clauses that clause `index` is put into, where the time at `start` comes after it."""
    if not is_detached(read, index, start):
        return
    governor = read.clauses[index].governor
    yield governor
    above = read.clauses[governor]
    if above.opener is Opener.CONDITION and above.governor >= 0:
        yield above.governor  # «Hallen åbnes, hvis alt går, som vi håber, senest i maj»


def _goes_on(read: Read, index: int, start: int) -> bool:
    """«Frem til maj arbejder en gruppe med sagen; …»: whether the time says how long that lasts."""
    told = any(is_verb(word) for word in re.findall(r"\w+", timeless(read, read.clauses[index])))
    return told and _UNTIL.match(read.sentence.text, start) is not None


def opens_with_occasion(read: Read) -> bool:
    """«Når svarene foreligger i maj, tager udvalget stilling»: the time of the occasion is that of the act."""
    first, following = read.clauses[0], read.clauses[1]
    body = read.sentence.text[: first.end]
    return (
        following.opener is Opener.MAIN
        and bool(_OCCASION.match(body))
        and not others.speaks_of_law(body)
        and not any(clause_index(read.clauses, start) == 1 for _time, start, _end in read.times)
    )
