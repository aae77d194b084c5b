"""Who or what a clause is about that names no subject of its own: what it goes on about, shares, or points back to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.agreement.acts.clauses import Clause
from tracker.agreement.acts.finite import LOOKS_FINITE, is_verb
from tracker.agreement.acts.openers import Opener

_POINTS_BACK = re.compile(
    r"(?:og|men)\s(?:(?:den|det|de)\s(?:[a-zæøå]+(?:er|år|ør|s)|skal|vil)\b|(?:dens|dets|deres)\s[a-zæøå])",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:og|men|samt)\s[a-zæøå]", re.IGNORECASE)
_ONE_NAME = re.compile(r"(?:[A-ZÆØÅ][\w-]*-,?\s(?:og\s)?)?[\w-]+\s")
_WORD = re.compile(r"[\w.'-]*\w")


def resumed_subject(sentence: str, parts: Sequence[Clause], index: int) -> str:
    """The subject that clause `index` goes on about after a relative clause put into it; empty where none is.

    «Puljen, der betaler for …, ophører i 2020»: «Puljen».
    """
    if index < 2 or parts[index - 1].opener is not Opener.RELATIVE or parts[index].opener is Opener.COORDINATED:
        return ""
    word = _WORD.match(sentence, parts[index].start)
    if word is None or not (is_verb(word[0]) or LOOKS_FINITE.match(sentence, parts[index].start)):
        return ""
    subject = parts[index - 2]
    return sentence[subject.start : subject.end].rstrip(" ,")


def shared_subject(sentence: str, parts: Sequence[Clause], index: int) -> str:
    """The subject that clause `index` has in common with the one before; empty where it names its own.

    «Banedanmark renoverer stationen i 2020 og åbner den i 2021»: «Banedanmark».
    """
    if index < 1 or parts[index].opener is not Opener.COORDINATED or not _GOES_ON.match(sentence, parts[index].start):
        return ""
    verb = _WORD.search(sentence, sentence.index(" ", parts[index].start))
    if verb is None or not (is_verb(verb[0]) or LOOKS_FINITE.match(sentence, verb.start())):
        return ""
    return _subject_of(sentence, parts[index - 1])


def points_back(sentence: str, start: int) -> bool:
    """Whether the clause at `start` opens with «og den», «men det» or «og de», which stands for what came before."""
    return _POINTS_BACK.match(sentence, start) is not None


def pointed_subject(sentence: str, parts: Sequence[Clause], index: int) -> str:
    """Who did what «den», «det» or «de» of clause `index` points back to; empty where it does not.

    «Regeringen har varslet en plan, og den ventes i 2020»: «Regeringen».
    """
    if index < 1 or not points_back(sentence, parts[index].start):
        return ""
    return _subject_of(sentence, parts[index - 1])


def _subject_of(sentence: str, before: Clause) -> str:
    words = _WORD.finditer(sentence, before.start, before.end)
    first = next((word for word in words if is_verb(word[0]) or _is_second(sentence, before, word.start())), None)
    if first is None:
        return ""
    subject = sentence[before.start : first.start()].strip(" ,")
    return subject or sentence[first.end() : before.end].strip(" ,")


def _is_second(sentence: str, clause: Clause, at: int) -> bool:
    """Whether at `at`, right after the first word of the clause, stands what can be its verb.

    A name of two parts is one word: «Slots- og Kulturstyrelsen».
    """
    return bool(_ONE_NAME.fullmatch(sentence, clause.start, at) and LOOKS_FINITE.match(sentence, at))
