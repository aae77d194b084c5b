"""Folded text cut into words, numbers and marks; figures that belong together («01.03.2020», «2.632,2») stay one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

_TOKEN = re.compile(
    r"(?P<word>[^\W\d_](?:[^\W\d_]|[01](?=[^\W\d_]))*)|(?P<number>\d+(?:[.,:/-]\d+)*)|(?P<mark>[^\w\s])"
)
_PARTS = re.compile(r"\d+|[-/]")
# «15.12.2019-15.01.2020», «1/3-1/6 2020»: two dates with a hyphen between them.
_DATES = re.compile(r"(\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?)(-)(\d{1,2}[./]\d{1,2}(?:[./-]\d{2,4})?)")
# «34-36», «2019/20» and «2019-2022» are numbers with a mark between them; «1/3-2020» and «01-03-2020» are one date.
_SEPARABLE = re.compile(r"\d+-\d+(?:-\d+)?|\d{4}/\d+|\d{1,2}/\d{4}(?!\d)")
_DATE = re.compile(r"\d{1,2}-\d{1,2}-(?:\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2}|(?:0?[1-9]|1[0-2])/\d{4}")


class Kind(Enum):
    WORD = "word"
    NUMBER = "number"  # digits alone
    FIGURES = "figures"  # digits with marks inside
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Token:
    """`word` is what rules compare, `start` and `end` its place in the folded text; `glued`: no space before it.

    `stops`: it is a full stop that ends a sentence.
    """

    word: str
    kind: Kind
    start: int
    end: int
    glued: bool
    stops: bool = False


def tokenize(text: str) -> list[Token]:
    """The tokens of a folded text, in order. Takes time in proportion to its length."""
    tokens: list[Token] = []
    end = -1
    for match in _TOKEN.finditer(text):
        start = match.start()
        glued = start == end
        end = match.end()
        found = match.group()
        if match.lastgroup == "word":
            tokens.append(Token(_spelled(found), Kind.WORD, start, end, glued))
        elif match.lastgroup == "mark":
            tokens.append(Token(found, Kind.MARK, start, end, glued))
        elif found.isdigit():
            tokens.append(Token(found, Kind.NUMBER, start, end, glued))
        elif between := _DATES.fullmatch(found):
            tokens.extend(_between(between, start, glued=glued))
        elif _SEPARABLE.fullmatch(found) and not _DATE.fullmatch(found):
            tokens.extend(_parts(found, start, glued=glued))
        else:
            tokens.append(Token(found, Kind.FIGURES, start, end, glued))
    return tokens


def _spelled(word: str) -> str:
    """One spelling a word: «aa» as «å», and digits that stand in a word («u1timo») as the letters they look like."""
    if word.isalpha():
        return word.replace("aa", "å") if "aa" in word else word
    return word.replace("1", "l").replace("0", "o").replace("aa", "å")


def _between(match: re.Match[str], start: int, *, glued: bool) -> list[Token]:
    kinds = (Kind.FIGURES, Kind.MARK, Kind.FIGURES)
    return [
        Token(match[group], kind, start + match.start(group), start + match.end(group), glued or group > 1)
        for group, kind in enumerate(kinds, 1)
    ]


def _parts(found: str, start: int, *, glued: bool) -> list[Token]:
    parts = []
    for match in _PARTS.finditer(found):
        kind = Kind.NUMBER if match.group().isdigit() else Kind.MARK
        parts.append(Token(match.group(), kind, start + match.start(), start + match.end(), glued or match.start() > 0))
    return parts
