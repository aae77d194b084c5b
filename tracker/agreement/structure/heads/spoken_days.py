"""The days that the prose of an opening or an ending speaks of, and how likely each is the paper's own.

Sentences tell the own day in more ways than anybody lists («Det sidste håndtryk faldt tirsdag den …»), beside the days
of elections, meetings and earlier agreements. So the signs of each day are weighed: the words of its sentence, those
beside it, and how it stands among the other days and to the years of the paper's name. The weights are learned from
papers whose day is known (`make weights`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise
from pathlib import Path

from tracker.agreement.structure.heads.day_lines import IS_DONE
from tracker.agreement.structure.heads.written_days import DAY, YEARLESS
from tracker.agreement.structure.heads.years import YearBy, Years
from tracker.agreement.text.lines import Line
from tracker.agreement.text.stems import stems
from tracker.agreement.text.stops import split
from tracker.agreement.text.weights import Weights

SURE = 0.9
"""Above this the likeliest day is the paper's own."""
LIKELY = 0.1
"""Above this it is taken where no line and no usual words tell the day, and said not to be sure."""
POSSIBLE = 0.03
"""Above this it is taken where nothing else tells a day at all, and no words tell it of something else."""

FILE = Path(__file__).with_name("day_weights.json")
_OPENING = 14  # lines that hold words, where no first section ends the head before
_ENDING = 12  # as many at the end
_NAME = 3  # lines that hold words, in which a paper's name tells its years
_FEW = 4
_LONGEST = 5_000  # characters of a paragraph: an opening has no longer one
_CLOSES = ".!:"
_NEAR = 12  # words before and after a day that are told apart by their side
_ANY_DAY = re.compile(f"{DAY}|{YEARLESS}", re.IGNORECASE)
_YEAR = re.compile(r"\b20\d\d\b")
# «denne aftale», «følgende», «hermed»: the sentence speaks of the paper that it stands in
_ITSELF = re.compile(r"\b(?:denne|dette|nærværende|herværende|følgende|nedenstående|hermed|her|nu)\b", re.IGNORECASE)
# What was done, by whom: «Byrådet brugte to timer på», «Rådets fjerde møde løb af stablen»
_PAST = re.compile(
    r"\b(?:(?<!\bat\s)(?!\w*(?:først|næst|sidst|senest|størst|mindst|flest|bedst|højest|ugent)e\b)[a-zæøå]{2,}"
    r"(?:ede|edes|te|tes)|var|blev|fik|gik|kom|tog|holdt|gav|stod|sad|lå|skrev|fandt|løb|lød|satte"
    r"|sagde|bød|indgik|enedes|mødtes|trådte|slog|greb|har|havde)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(rf"\b(?:skal|vil|bliver|kan|sker|gælder|træder|udløber|frist\w*|{IS_DONE})\b", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:vi|\w*(?:byråd|bestyrelse|udvalg|parti|formænd|gruppe|kreds|råd|møde|aftale|forlig)\w*)\b", re.IGNORECASE
)
_LENGTHS = (1, 4, 9)  # words of a sentence beside its day: none, a label, a line, more
_FIRST_OR_LAST = frozenset({1, 30, 31})  # days of a month on which something begins or ends
_WEEKDAY = re.compile(r"(?:man|tirs|ons|tors|fre|lør|søn)dag", re.IGNORECASE)

likelihood = Weights(FILE).likelihood
"""How likely a day with these signs is the paper's own: from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A day in a sentence, and what tells its year; `part`: which paragraph of the head, counted from 0, «below» it,
    or at the «end»."""

    day: date
    year_by: YearBy
    words: str
    before: str
    after: str
    part: str

    @property
    def sentence(self) -> str:
        """The whole of it."""
        return self.before + self.words + self.after


def weighed(lines: Sequence[Line], head: int, rows: Collection[int], said: Collection[date]) -> Mapping[date, float]:
    """How likely each day that the opening or the ending speaks of is the paper's own: from 0 to 1.

    `head`: how many lines its head has; `rows`: the lines that are rows of tables, whose days are no paper's own;
    `said`: the days that the usual words of signing tell. One whose year others tell is never sure.
    """
    found: dict[date, float] = {}
    for day, signs in spoken_days(lines, head, rows, said):
        most = 1.0 if f"year:{YearBy.ITSELF}" in signs else SURE
        found[day] = max(found.get(day, 0.0), min(most, likelihood(signs)))
    return found


def spoken_days(
    lines: Sequence[Line], head: int, rows: Collection[int], said: Collection[date]
) -> Iterator[tuple[date, frozenset[str]]]:
    """The days that the opening and the ending speak of, with their signs."""
    spoken = list(_spoken(lines, head, rows))
    name = " ".join(line.plain for line in islice((line for line in lines if not line.blank), _NAME))
    years = [int(year) for year in _YEAR.findall(name)]
    whole = [one for one in spoken if one.year_by is YearBy.ITSELF]
    of_whole, of_all = _days_of(whole), _days_of(spoken)
    for one in spoken:
        days, weekdays = of_whole if one.year_by is YearBy.ITSELF else of_all  # a whole day stands among whole ones
        same = [other for other in spoken if other.sentence == one.sentence]
        signs = {
            *_of_words(one),
            *_of_sentence(one),
            *_of_day(one.day, years[0] if years else None),
            f"said:{one.day in said}",
            f"year:{one.year_by}",
            f"part:{one.part}",
            f"earlier:{min(_FEW, days.index(one.day))}",
            f"later:{min(_FEW, len(days) - 1 - days.index(one.day))}",
            f"in-sentence:{same.index(one)}/{len(same)}",
            f"weekday:{bool(_WEEKDAY.match(one.words))}",
            f"only-weekday:{weekdays == {one.day}}",
        }
        yield one.day, frozenset(signs)


def _days_of(spoken: Sequence[Spoken]) -> tuple[list[date], set[date]]:
    """The days in their order, and those that are told with a weekday."""
    return sorted({one.day for one in spoken}), {one.day for one in spoken if _WEEKDAY.match(one.words)}


def _spoken(lines: Sequence[Line], head: int, rows: Collection[int]) -> Iterator[Spoken]:
    """The days in the sentences of the opening and of the ending, in their order."""
    filled = [at for at, line in enumerate(lines) if not line.blank]
    top = max(head, filled[:_OPENING][-1] + 1 if filled else 0)
    ending = [at for at in filled if at >= top][-_ENDING:]
    opening = enumerate(_paragraphs([at for at in filled if at < top and at not in rows]))
    parts = [(str(min(number, _FEW)) if part[0] < head else "below", part) for number, part in opening]
    parts += [("end", part) for part in _paragraphs([at for at in ending if at not in rows])]
    years = Years.of(_joined(lines, part) for part in (*_paragraphs(filled[:top]), *_paragraphs(ending)))
    for name, part in parts:
        at, text = _joined(lines, part)
        closed = (span for span in split(text, 0, len(text)) if text[span[1] - 1] in _CLOSES)
        for start, end in closed:  # what no stop closes is a line, which rules read (`day_lines`)
            for match in _ANY_DAY.finditer(text, start, end):
                if (told := years.day(match, at + match.start())) is not None:
                    yield Spoken(*told, match[0], text[start : match.start()], text[match.end() : end], name)


def _joined(lines: Sequence[Line], part: Sequence[int]) -> tuple[int, str]:
    """The words of lines that follow each other as one text, and where they begin."""
    return lines[part[0]].start, " ".join(lines[at].plain for at in part)[:_LONGEST]


def _paragraphs(filled: Sequence[int]) -> Iterator[Sequence[int]]:
    """Runs of lines that follow each other."""
    begins = [0, *(at for at, (one, after) in enumerate(pairwise(filled), start=1) if after != one + 1), len(filled)]
    return (filled[first:last] for first, last in pairwise(begins) if last > first)


def _of_words(one: Spoken) -> Iterator[str]:
    before, after = (stems(_ANY_DAY.sub(" 0 ", words)) for words in (one.before, one.after))
    yield from (f"b{count}:{'_'.join(['^', *before][-count:])}" for count in (1, 2, 3))
    yield from (f"a{count}:{'_'.join([*after, '$'][:count])}" for count in (1, 2))
    yield from (f"before:{word}" for word in before[-_NEAR:])
    yield from (f"after:{word}" for word in after[:_NEAR])
    yield from (f"w:{word}" for word in (*before, *after))
    yield from (f"w2:{first}_{second}" for first, second in pairwise(["^", *before, "#", *after, "$"]))


def _of_sentence(one: Spoken) -> Iterator[str]:
    beside = len((one.before + one.after).split())
    yield f"words:{sum(beside >= length for length in _LENGTHS)}"
    yield f"sides:{bool(one.before.strip())}:{bool(one.after.strip(' .,'))}"
    yield f"itself:{bool(_ITSELF.search(one.sentence))}"
    tells = _told_by(one.sentence)
    yield from (f"tells:{name}" for name in tells)
    yield f"tells:{'+'.join(tells)}"
    yield f"near:{'+'.join(_told_by(one.before.rpartition(',')[2] + one.after.partition(',')[0]))}"


def _told_by(words: str) -> Sequence[str]:
    """Whether words tell what was done, what is ahead, and of a body: the names of those that they do."""
    return [name for name, sign in (("past", _PAST), ("ahead", _AHEAD), ("body", _BODY)) if sign.search(words)]


def _of_day(day: date, named: int | None) -> Iterator[str]:
    """How the day stands to the first year of the paper's name: a budget is agreed on in the autumn before it."""
    yield f"month:{day.month}"
    yield f"day:{day.day if day.day in _FIRST_OR_LAST else '-'}"
    if named is not None:
        years = max(-_FEW, min(_FEW, day.year - named))
        yield f"years:{years}"
        yield f"years:{years}:{(day.month + 1) // 2}"
