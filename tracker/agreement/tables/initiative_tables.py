"""Tables of initiatives: which columns say what is to be done, by whom and when, and rows that only spaces align."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.agreement.tables.columns import Layout, split_cells
from tracker.agreement.text.lines import Line

_ROLES = (
    (
        "limit",
        r"(?:(?:ny|aftalt|sidste|politisk|forventet) )?(?:tids|svar)?frist(?: for [\w-]+)?|deadline"
        r"|tids(?:plan|punkt|ramme|horisont)|tid|termin|hvornår(?: (?!blev|er det).*)?|(?:forventet |mål)dato"
        r"|færdig(?:gøres)?"
        r"|afsluttes|gennemføres|leveres|slut(?:dato)?|forfald(?:er|sdato)?"
        r"|senest(?: (?:klar|færdig\w*|afsluttet))?|skal være (?:klar|færdig)"
        r"|(?:skal være )?(?:klar|færdig\w*|afsluttet|afsluttes|leveres|udføres) senest"
        r"|(?:forventet|forventes) (?:færdig|klar|afslutning|afsluttet|gennemført)",
    ),
    # What is to be done, in the surest words first; what it is about stands beside it («Sag», «Hvad er aftalt»)
    (
        "thing",
        r"hvad (?:er (?:der |vi )?(?:aftalt|enige om)|(?:der )?(?:skal|sker|gør|vil)\b.*)|(?:det )?(?:er )?aftalt"
        r"|(?:der )?skal ske|næste skridt|(?:skal )?gøres|to ?do",
    ),
    ("thing", r"milepæl(?:e)?"),  # beside «Projekt», which it is about
    (
        "thing",
        r"initiativ(?:er)?|indsats(?:er)?|handling(?:er)?|aktivitet(?:er)?|opgave[rn]?|hvad|tiltag"
        r"|projekt(?:er)?|leverance[rn]?|(?:del)?mål|løfte[rt]?"
        r"|hensigtserklæring(?:er)?|budgetnote[rn]?"
        r"|(?:aftale|forligs|budget|handle)punkt(?:er)?|anbefaling(?:er)?|(?:det )?vil vi",
    ),
    ("thing", r"opfølgning(?:en)?|aftale[rn]?"),
    ("thing", r"beslutning(?:er)?|opfølgning(?:en)?|(?:hvad )?(?:er|blev) (?:der )?besluttet|emne[rt]?|sag(?:er)?"),
    ("committee", r"(?:politisk |stående |fag)?udvalg(?:et)?"),
    (
        "owner",
        r"ansvarlig\w*(?: .*)?|ansvar|ejer|tovholder"
        r"|hvem(?: (?:gør|er|har|følger|sørger|tager)\b.*)?|udføres af"
        r"|(?:politisk )?forankring|forankret i|hos|hører under",
    ),
    ("remark", r"bemærkning(?:er)?|status|kommentar(?:er)?|stade|tilbagemelding|resultat"),
    # Words that say it only where no surer ones stand beside them
    (
        "thing",
        r"punkt(?:er)?|forslag|note[rn]?|arbejde[rt]?|område[rt]?|tema(?:er)?|titel|overskrift|skridt"
        r"|trin|fase[rn]?|etape[rn]?",
    ),
    ("limit", r"klar|dato|mødedato|møde|behandles|forelægges|udføres|opstart|åbner|måned|kvartal|uge|år"),
    # «Måltal | Nu | Skal være | Senest»: what is measured, and how far it is to come
    ("measure", r"måltal|resultatmål|effektmål|nøgletal|indikator(?:er)?|succeskriteri(?:um|er)"),
    ("target", r"skal (?:være|op på|ned på)|mål(?:tal|værdi)?"),
    (
        "topic",
        r"emne[rt]?|sag(?:er)?|punkt(?:er)?|område[rt]?|tema(?:er)?|titel|overskrift|projekt(?:er)?|indsats(?:område)?",
    ),
)
_ROLE = tuple((role, re.compile(rf"\W*(?:{words})\W*$", re.IGNORECASE)) for role, words in _ROLES)
_LIMITS = tuple(pattern for role, pattern in _ROLE if role == "limit")
_IS_AIM = re.compile(r"\W*mål\W*$", re.IGNORECASE)
_AND = re.compile(r"\s*(?:/|\+|&|\sog\s)\s*")  # «Beslutning / opfølgning»
# In a table that a sentence leads in, what stands first is the thing, whatever it is called.
_SURE_LIMIT = re.compile(
    r"\W*(?:(?:ny|forventet|planlagt) )?(?:(?:tids)?frist|deadline|tids(?:plan|punkt|horisont)|hvornår|færdig(?:gøres)?"
    r"|udføres|gennemføres|senest|åbner"
    r"|(?:forventet )?(?:opstart|udførelse|afslutning|færdiggørelse|ibrugtagning))\W*$",
    re.IGNORECASE,
)
# «Emne | Referat | Opfølgning»: what follows from each, with its time in the same words
_ABOUT = re.compile(r"\W*(?:emne[rt]?|sag(?:er)?|punkt(?:er)?|tema(?:er)?|titel|overskrift)\W*", re.IGNORECASE)
_FOLLOWS = re.compile(
    r"\W*(?:(?:videre\s)?opfølgning(?:en)?|næste skridt|aftale[rnt]?|videre (?:forløb|proces))\W*", re.IGNORECASE
)
# «Udbydes», «Renoveres igen»: what is done on the day below; not what goes on, or what a thing is for
_DEED = re.compile(
    r"\W*(?:(?!(?:fælles|mødes|bruges|benyttes|anvendes|måltides|findes|ses|haves|spilles|afskrives)\b)[a-zæøå]{3,}es"
    r"|åbner|starter|begynder|udkommer|(?:skal være |er )?(?:klart?|færdigt?))"
    r"(?:\s(?:igen|næste gang|første gang))?\W*",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\s?(?:\d{1,2}\b|[a-z])|\buge\s?\d|\bkvartal|\bhalvår"
    r"|\b(?:forår|sommer|efterår|vinter|påske|jul|nytår)",
    re.IGNORECASE,
)
_OF_LAWS = re.compile(
    r"\b\w*(?:lov(?:e|en|ene)?|bekendtgørelse|direktiv|myndighed|ministeri|styrelse)\w*\b", re.IGNORECASE
)
_CELL = re.compile(r"\S+(?: \S+)*")
_RULE = re.compile(r"[\s=_-]+")
_MOST_COLUMNS = 12
_NEEDED = frozenset({"limit", "thing"})  # the columns without which a table has no initiatives
_ASKEW = 2  # characters by which a cell may stand beside the words over it

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class InitiativeRow:
    """A row of one line or more, by their places, with the spans of its cells in the document by role."""

    lines: tuple[int, ...]
    cells: Mapping[str, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class InitiativeTable:
    """A table that no pipes or tabs show. Its header begins at `header` among the lines."""

    header: int
    rows: tuple[InitiativeRow, ...]

    @property
    def lines(self) -> Iterator[int]:
        """The places of all its lines."""
        return iter(range(self.header, self.rows[-1].lines[-1] + 1))


def columns_of(words: Sequence[str], *, led: bool = False) -> dict[str, int]:
    """The columns of a header by role; empty where the words are no header of initiatives.

    `led`: the words right above lead in what is to be done («Følgende veje får ny asfalt:»).
    """
    if len(words) < len(_NEEDED) or not (led or any(_is_named(cell, limit) for cell in words for limit in _LIMITS)):
        return {}  # most lines are no header: the limit's words are looked for first
    found: dict[str, int] = {}
    for role, pattern in _ROLE:
        named = [at for at, cell in enumerate(words) if at not in found.values() and _is_named(cell, pattern)]
        if named and role not in found:
            found[role] = named[0]
    if "measure" in found and ("thing" not in found or _IS_AIM.match(words[found["thing"]])):
        aim = found.pop("thing", None)  # «Indikator | Nu | Mål | Frist»
        found = {**found, "thing": found["measure"], **({} if aim is None else {"target": aim})}
    if led and "thing" not in found and len(words) > 1 and 0 not in found.values():
        sure = [at for at, cell in enumerate(words) if _SURE_LIMIT.match(cell)]
        return {**found, "limit": sure[0], "thing": 0} if sure else {}
    return found if found.keys() >= _NEEDED else {}


def columns_of_follow_up(words: Sequence[str]) -> dict[str, int]:
    """The columns of a header whose rows tell last what follows, as those of minutes do; empty where it is none.

    What follows stands with its time in one cell, which is the limit and says as a remark whether all is done.
    """
    follows = len(words) - 1
    if follows < 1 or not _ABOUT.fullmatch(words[0]) or not _FOLLOWS.fullmatch(words[follows]):
        return {}
    return {"thing": 0, "limit": follows, "remark": follows}


def deed_column(words: Sequence[str], rows: Sequence[Sequence[str]]) -> int | None:
    """The column whose head says what is done («Udbydes») and whose cells say when; None where there is none.

    What it is done to then stands in the first column.
    """
    if _OF_LAWS.search(words[0]):
        return None
    for at, head in enumerate(words[1:], 1):
        if _DEED.fullmatch(head) and any(tells_when(row[at]) for row in rows if at < len(row)):
            return at
    return None


def tells_when(cell: str) -> bool:
    """Whether a cell holds a time."""
    return bool(_WHEN.search(cell))


def stands_over_column(words: str) -> bool:
    """Whether the words say what a column holds."""
    return any(_is_named(words, pattern) for _role, pattern in _ROLE)


def _is_named(cell: str, role: re.Pattern[str]) -> bool:
    """Whether the words over a column say the role, also by two words for one («Beslutning / opfølgning»)."""
    if role.match(cell):
        return True
    return "  " not in cell and bool(_AND.search(cell)) and all(role.match(part) for part in _AND.split(cell))


def aligned_tables(lines: Sequence[Line]) -> list[InitiativeTable]:
    """The tables of initiatives in which nothing but spaces keeps the columns apart."""
    found: list[InitiativeTable] = []
    at = 0
    while at < len(lines):
        table = _table_at(lines, at) or _tabbed_at(lines, at)
        if table is not None:
            found.append(table)
        at = table.rows[-1].lines[-1] + 1 if table is not None else at + 1
    return found


def _table_at(lines: Sequence[Line], header: int) -> InitiativeTable | None:
    if "  " not in lines[header].text.strip():
        return None
    layout, cells = split_cells(lines[header])
    roles = columns_of([cell.text for cell in cells]) if layout is Layout.ALIGNED else {}
    if not roles or len(cells) > _MOST_COLUMNS:
        return None
    starts = [match.start() for match in _CELL.finditer(lines[header].text)]
    rows: list[tuple[list[int], dict[int, list[Span]]]] = []
    for at in range(header + 1, len(lines)):
        line = lines[at]
        if line.blank or _RULE.fullmatch(line.text):
            continue
        own = _under(starts, line)
        above = bool(rows) and rows[-1][0][-1] == at - 1
        goes_on = own is not None and above and _goes_on(line, own, starts)
        if own is None or not (goes_on or (0 in own and len(own) > 1)):
            break
        if goes_on:
            rows[-1][0].append(at)
            for column, span in own.items():
                rows[-1][1].setdefault(column, []).append(span)
        else:
            rows.append(([at], {column: [span] for column, span in own.items()}))
    told = [
        InitiativeRow(tuple(places), {role: tuple(spans[column]) for role, column in roles.items() if column in spans})
        for places, spans in rows
    ]
    return InitiativeTable(header, tuple(told)) if told else None


def _tabbed_at(lines: Sequence[Line], header: int) -> InitiativeTable | None:
    """«Aktivitet⇥Hvornår»: a table of two columns, with one tab in each of its lines."""
    roles = columns_of([cell.text for cell in split_cells(lines[header])[1]]) if _has_one_tab(lines[header]) else {}
    told: list[InitiativeRow] = []
    for at in range(header + 1, len(lines)) if roles else ():
        line = lines[at]
        if not _has_one_tab(line):
            break
        cut = line.start + line.text.index("\t")
        spans = ((line.start, cut), (cut + 1, line.end))
        told.append(InitiativeRow((at,), {role: (spans[column],) for role, column in roles.items()}))
    return InitiativeTable(header, tuple(told)) if told else None


def _has_one_tab(line: Line) -> bool:
    return line.text.strip().count("\t") == 1


def _under(starts: Sequence[int], line: Line) -> dict[int, Span] | None:
    """The cells of a line by their columns; None where one stands under no words of the header.

    A cell may itself be parted by spaces («2020-03  Skolegade»), as long as it keeps within its column.
    """
    found: dict[int, Span] = {}
    for match in _CELL.finditer(line.text):
        column = max((n for n, start in enumerate(starts) if start - _ASKEW <= match.start()), default=None)
        if column is None or (abs(starts[column] - match.start()) > _ASKEW and column not in found):
            return None
        following = starts[column + 1] if column + 1 < len(starts) else None
        if column in found and following is not None and match.end() >= following:
            return None
        first = found[column][0] if column in found else line.start + match.start()
        found[column] = (first, line.start + match.end())
    return found


def _goes_on(line: Line, own: Mapping[int, Span], starts: Sequence[int]) -> bool:
    """Whether the line goes on with cells of the row above: it stands in one column, and there with a small letter."""
    if 0 not in own:
        return True
    words = line.text.strip()
    return len(own) == 1 and words[0].islower() and len(line.text.rstrip()) <= starts[1]
