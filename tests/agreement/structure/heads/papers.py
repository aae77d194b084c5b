"""Reads `heads.txt`, heads of papers with what a reader should find in each, and openings with their own day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_FACT = "=> "
# What such papers go on with: every day in it is another's
_SECTION = (
    "{heading}\n\nDen 4. marts 2020 vedtog Byrådet en plan for {of}. Den gælder fra den 1. august 2021, og udvalget\n"
    "drøfter den hvert forår. Høringen slutter den 12. april 2027, og svarene behandles på mødet den 3. maj\n"
    "2027. Udgiften er 2 mio. kr.\n\n"
)
_SUBJECTS = ("skolerne", "vejene", "havnen", "biblioteket", "hjemmeplejen", "hallerne", "kysten", "museet") * 2
NUMBERED = "".join(_SECTION.format(heading=f"{at}. Om {of}", of=of) for at, of in enumerate(_SUBJECTS, start=1))
PLAIN = "".join(_SECTION.format(heading=f"Om {of}", of=of) for of in _SUBJECTS)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper and what its head tells. `day`: as `heads.txt` writes it; `title`, `owner` None: any."""

    text: str
    day: str
    title: str | None
    owner: str | None

    def allows(self, signed_on: date | None, surely: bool) -> bool:
        """Whether the day may be read so."""
        if self.day == "none":
            return signed_on is None
        if self.day == "none sure":
            return signed_on is None or not surely
        day, _, doubt = self.day.partition(" ")
        return str(signed_on) == day and surely == (doubt != "unsure")


def papers(path: Path) -> Iterator[Paper]:
    """The papers of the file at `path`, in its order."""
    words: list[str] = []
    facts: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith(_FACT):
            facts.append(line.removeprefix(_FACT))
            continue
        if facts:
            yield _paper("\n".join(words).strip("\n"), facts)
            words, facts = [], []
        if not line.startswith(("# ", "## ")) and line != "#":
            words.append(line)


def _paper(head: str, facts: list[str]) -> Paper:
    whole = head if "[...]" in head or "[~]" in head else f"{head}\n\n[...]\n"
    told = {word: value for word, _, value in (fact.partition(" ") for fact in facts[1:])}
    text = whole.replace("[...]", NUMBERED.rstrip()).replace("[~]", PLAIN.rstrip())
    return Paper(text, facts[0], told.get("title"), told.get("of"))


def openings(path: Path) -> Iterator[Paper]:
    """The openings of the file at `path`, each up to a line «=> » with its day or «none», and parted by «%%%%»."""
    for part in path.read_text(encoding="utf-8").split("%%%%\n"):
        text, _, day = part.rpartition(f"\n{_FACT}")
        if text:
            yield Paper(f"{text.strip()}\n", day.strip(), None, None)
