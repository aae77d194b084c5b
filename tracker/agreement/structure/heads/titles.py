"""What a document is called: the line of its head that names it, or that says what it is about.

Minutes and notes often have their kind alone on a line («REFERAT»), and beside it whose meeting it was, or the subject.
"""

from __future__ import annotations

import re

from tracker.agreement.structure.heads.day_lines import Telling, told
from tracker.agreement.structure.heads.top import head_of
from tracker.agreement.structure.heads.written_days import DAY
from tracker.agreement.structure.prose.tail import is_prose
from tracker.agreement.text.lines import (
    Line,
    is_bullet,
    is_contents_entry,
    is_contents_title,
    is_table_row,
    join_broken,
    running_headers,
)
from tracker.danish import MONTH_WORDS

_DOCUMENT = re.compile(
    r"(?<!\w)(?:[\wæøå]*aftale[nr]?|[\wæøå]*forlig(?:et)?|arbejdsprogram\w*|arbejdsgrundlag|regeringsgrundlag"
    r"|politisk\s+forståelse|[\wæøå]*referat|dagsorden|beslutningsprotokol|protokollat|[\wæøå]*handle?ings?plan|handleplan)(?!\w)",
    re.IGNORECASE,
)
_BUDGET = re.compile(r"(?<!\w)budget(?:tet)?\s+(?:for\s+)?(?:19|20)\d\d", re.IGNORECASE)
# «Korte sager, marts 2023», and no day
_OF_MONTH = re.compile(rf"(?:[^\W\d][\w-]*,?\s){{2,8}}(?:i\s)?(?:{MONTH_WORDS})\s(?:19|20)\d\d", re.IGNORECASE)
_RUNS_ON = re.compile(r"(?:\b(?:om|for|af|vedr\.?|vedrørende|på|og)|[-–])$", re.IGNORECASE)
_SUBTITLE = re.compile(
    r"(?:[\wæøåÆØÅ-]+ Kommune|Region [\wæøåÆØÅ]+)?\W*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?)?", re.IGNORECASE
)
_ITEM = re.compile(r"(?:pkt|punkt|sag|nr)\b\.?\s*(?:nr\.?\s*)?\d", re.IGNORECASE)
_PROSE = re.compile(r"[a-zæøå]{3}[.!?]\s[A-ZÆØÅ]")
_DAY_AT_END = re.compile(rf"\s?[,(–-]\s?{DAY}\)?$", re.IGNORECASE)
# A kind that says no more than that there was a meeting
_OF_MEETING = re.compile(r"(?:(?:åbent|lukket|endeligt)\s)?\w*(?:referat|protokol|dagsorden)", re.IGNORECASE)
_UP_TO_FIVE = r"(?:[\w-]+,?\s(?:og\s)?){0,5}\w*"
_COUNCIL = r"(?:udvalg(?:et)?|råd(?:et)?|bestyrelse(?:n)?|nævn(?:et)?)"
# «Teknik- og Miljøudvalget», «§ 17, stk. 4-udvalget for landsbyer», «Økonomiudvalgets ordinære møde»
_BODY = re.compile(
    rf"(?:udvalget for\s.+|§\s?17.+|{_UP_TO_FIVE}{_COUNCIL}(?:s\s(?:\w+\s)?møde\w*)?)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"(?:emne|vedr\.?|vedrørende|titel|overskrift)\s?:\s*(?P<subject>\S.+)", re.IGNORECASE)
# Who wrote: «Byrådssekretariatet», «Center for Økonomi», «Region Midtland»
_UNIT = re.compile(
    r"(?!.*\s(?:af|om|til|på|fra)\s)(?:(?:center|udvalget) for\s.+|region\s[\w-]+(?:\s\w+)?"
    rf"|{_UP_TO_FIVE}(?:{_COUNCIL}|kommune|sekretariat(?:et)?|kontor(?:et)?|afdeling(?:en)?|forvaltning(?:en)?"
    r"|direktion(?:en)?|borgmester(?:en)?|stab(?:en)?|rådhus(?:et)?))",
    re.IGNORECASE,
)
# «Dato: …», «Kære …», «Rådhustorvet 1», «4990 Lundby», and the parties in a row
_LETTERHEAD = re.compile(
    r"[\w.-]+(?:\s[\w.-]+)?:\s|(?:kære|til|att|j\.?\s?nr|sags?nr|tlf|cvr|bilag\s\d|side\s\d|med venlig)\b"
    r"|.*(?:@|www\.|\s/\s|\b\d{4}\s[A-ZÆØÅ]|(?:vej|gade|torv|torvet|plads|allé)\s\d)|(?:[^,]+,){3}",
    re.IGNORECASE,
)
_KIND = re.compile(r"\w*(?:notat|meddelelse|brev|nyhed|bilag|udkast|referat|protokol|dagsorden)", re.IGNORECASE)
_DATED = re.compile(
    r"(?P<name>(?:notat|oversigt|opsamling|status|redegørelse|brev|svar|udtalelse)\b.*?\w)[\s,–-]+(?:den\s|d\.\s)?\d",
    re.IGNORECASE,
)
_TITLE_CHARACTERS = 140
_NEAR_TOP = 6  # lines


def title_of(lines: list[Line]) -> str | None:
    """What the document is called, or None where no line tells it."""
    found = title_lines(lines)
    head = head_of(lines)
    if found is None:
        return _subject(head)
    title = _joined(lines[found[0] : found[1] + 1])
    if not _OF_MEETING.fullmatch(title):
        return title
    bodies = [at for at, line in enumerate(head) if _BODY.fullmatch(line.plain)]
    nearest = min(bodies, key=lambda at: (abs(at - found[0]), at < found[0]), default=None)
    return title if nearest is None else f"{title.capitalize()}, {head[nearest].plain}"


def _joined(lines: list[Line]) -> str:
    title = lines[0].plain
    for line in lines[1:]:
        title = join_broken(title, line.plain) if _RUNS_ON.search(title) else f"{title}, {line.plain}".rstrip(", ")
    return _DAY_AT_END.sub("", title)


def _subject(head: list[Line]) -> str | None:
    """What a head without a line that names its document says of it: after a label, else in a line of its own.

    The line just under the municipality's may be another unit's name, and is taken where there is no other.
    """
    labelled = (_SUBJECT.match(line.plain) for line in head)
    if (label := next(filter(None, labelled), None)) is not None:
        return label["subject"]
    own = [at for at in range(len(head)) if _is_own(head, at)]
    if own:
        return head[next((at for at in own if not _may_be_unit(head, at)), own[0])].plain
    dated = (_DATED.match(line.plain) for line in head)
    return next((match["name"] for match in dated if match), None)


def _is_own(head: list[Line], at: int) -> bool:
    """Whether a line of the head says what the document is about, and not who wrote it, to whom or when."""
    words = head[at].plain
    if not _may_be_title(head[at]) or is_bullet(head[at]) or _LETTERHEAD.match(words):
        return False
    # «Nørreby Kommune          Teknik og Miljø»
    if any(_UNIT.fullmatch(cell) for cell in re.split(r"\t|\s{3,}", head[at].text.strip())):
        return False
    goes_on = at + 1 < len(head) and head[at + 1].text.lstrip()[:1].islower()
    if _KIND.fullmatch(words) or (goes_on and is_prose(head[at])):
        return False
    return not any(one.by < Telling.MONTH for one in told(head, at))


def _may_be_unit(head: list[Line], at: int) -> bool:
    under = at > 0 and bool(_UNIT.fullmatch(head[at - 1].plain))
    return under and at + 1 < len(head) and head[at + 1].blank


def title_lines(lines: list[Line]) -> tuple[int, int] | None:
    """The indexes of the first and last line of the document's title, or None where no line reads as one."""
    headers = running_headers(lines)
    top = [at for at, line in enumerate(head_of(lines)) if at not in headers and _may_be_title(line)]
    marked = [at for at, line in enumerate(lines) if re.match(r"#\s", line.text)]
    choices = (
        [at for at in top if _DOCUMENT.search(lines[at].plain)],
        [at for at in top if _BUDGET.search(lines[at].plain)],
        marked if len(marked) == 1 else [],
        [at for at in top if at < _NEAR_TOP and _OF_MONTH.fullmatch(lines[at].plain)],
    )
    named = next((found[0] for found in choices if found), None)
    if named is None:
        return None
    following = next((at for at in range(named + 1, min(named + 3, len(lines))) if not lines[at].blank), named)
    if following == named or not _may_be_title(lines[following]) or not _ends_title(lines, following):
        return named, named
    adjacent = following == named + 1
    goes_on = _RUNS_ON.search(lines[named].plain) if adjacent else _SUBTITLE.fullmatch(lines[following].plain)
    return (named, following) if goes_on else (named, named)


def tells_subject(line: Line) -> bool:
    """Whether a label of the letterhead tells what the paper is about: «Emne: Skolernes ferie»."""
    return _SUBJECT.match(line.plain) is not None


def names_document(line: Line) -> bool:
    """Whether the line opens with what the document is and goes on from there: «Forlig om budgettet mellem …»."""
    return is_prose(line) and _DOCUMENT.match(line.plain.strip("*_# ")) is not None


def _ends_title(lines: list[Line], at: int) -> bool:
    return at + 1 >= len(lines) or lines[at + 1].blank


def _may_be_title(line: Line) -> bool:
    words = line.plain
    if not 0 < len(words) <= _TITLE_CHARACTERS or words[-1] in ".,;:" or is_table_row(line):
        return False
    if " > " in words or " » " in words or _PROSE.search(words):
        return False  # the path of a web page
    return not (is_contents_entry(line) or is_contents_title(line) or _ITEM.match(words)) and words[0].isupper()
