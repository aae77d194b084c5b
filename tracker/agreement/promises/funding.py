"""Money that names the years: what a section's allocations are for, and from when to when.

An activity that only its money dates becomes one commitment, from the first year's first day to the last year's last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.clauses import clause_index
from tracker.agreement.acts.governing import speaks_of_earlier
from tracker.agreement.acts.openers import Opener
from tracker.agreement.acts.verb import Inflection
from tracker.agreement.promises.background import carries_over, runs_out
from tracker.agreement.promises.others import of_others
from tracker.agreement.promises.readings import Context, Read
from tracker.agreement.structure.prose.passages import Form
from tracker.agreement.structure.prose.sentences import Sentence
from tracker.agreement.tables.amounts import MoneyRun, find_runs
from tracker.agreement.text.subjects import share_words
from tracker.agreement.values import Basis, Deadline, DeadlineKind, TaskKind
from tracker.sayings import Saying

_YEARLY = re.compile(r"\b(?:årligt|om året|hvert år|pr\. år|per år|yderligere årligt)\b", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"^(?:(?:samme |det )?formål(?:et)?|den|dem|dette|det|hertil|opgaven|projektet|indsatsen|arbejdet"
    r"|(?:finansiering|realisering|gennemførelse|drift|etablering) af (?:projektet|formålet|indsatsen"
    r"|opgaven|dette)"
    r"|at (?:sikre|finansiere|gennemføre|realisere) (?:dette|det|projektet|formålet)|de øgede udgifter"
    r"|kommunerne|initiativet|den forventede \w+)\b[.\s]*",
    re.IGNORECASE,
)


# Words that say that the amount is given to something; beside a table's row for the section any amount with a year is.
_GIVES = re.compile(
    r"\b(?:afsæt\w*|afsat|prioriter\w*|bevil\w*|invester\w*|tilfør\w*|disponer\w*|finansier\w*|øremærk\w*"
    r"|reserver\w*|spares?"
    r"|hensæt\w*|frigiv\w*|tildel\w*|budgetter\w*|bruge[rs]?|anvende[rs]?|får|går|lægge[rs]?|give[rs]?"
    r"|betale[rs]?|koster?|sikret|tilgodeses"
    r"|rummer|\w*pulje på|ramme på|for|med)\b|\bkr\.?(?: årligt| om året)? (?:i (?:19|20)\d\d )?til\b"
    r"|\ber der\b|\bs(?:at|ættes|ætter)\s(?:[\w.,-]+\s){0,6}?af\b",
    re.IGNORECASE,
)
# Key figures of the economy, which are given to nothing.
_FIGURES = re.compile(
    r"\b(?:overskud\w*|\w*finansieringsbidrag\w*|underskud\w*|\w*rammen|\w*rammerne|\w*indtægt\w*|\w*skat(?:ten|ter|terne)?"
    r"|\w*tilskud(?:det)?|udligning\w*|gæld(?:en)?"
    r"|kassen|\w*beholdning\w*|likvid\w*|balance\w*|provenu\w*|renter|lån\w*|udskrivning\w*"
    r"|besparelse[rn]?"
    r"|(?:regne[rs]?\smed|forvente[rs]?|vente[rs]?)\s(?:[\w-]+\s){0,2}?(?:mer|mindre)(?:udgift|forbrug)\w*"
    r"|effektivisering\w*|serviceudgifter\w*"
    r"|(?:udgifterne|antallet|behovet|priserne)\b.{0,40}\b(?:stiger|falder|vokser))\b",
    re.IGNORECASE,
)
# «Vi betaler 10 mio. kr. ekstra af på gælden»: what is done about the debt
_REPAYS = re.compile(r"\bbetale[rs]?\b[^;:]*\baf på\b|\bafdrage[rs]?\b", re.IGNORECASE)
# «- Effektiviseringer: 6 mio. kr. i 2020»: a line of the budget's own sums
_SUM_LABEL = re.compile(
    rf"\W*(?:{_FIGURES.pattern}|service\w*(?:ændring|forbedring|reduktion)\w*|låneoptagelse\w*|skatteændring\w*|finansforskydning\w*)"
    r"(?:\s(?:på|i|af|fra)\s[^:]{1,40}|\si alt)?\s*:",
    re.IGNORECASE,
)
_THEIRS = re.compile(r"\b(?:statens|regeringens|\w*ministeriets|\w*styrelsens|fondens|eu's)\s\w*pulje\b", re.IGNORECASE)
_ALREADY = re.compile(
    r"\b(?:der er|er der|ligger|står|resterer|findes)\b.*\bi (?:budget|budgettet)\b"
    r"|\ber (?:der )?budgetteret\b|\bkoster\b.*\bat drive\b"
    r"|\b(?:blev|var|havde|fik|gav|kostede|brugte|er (?:der )?tidligere|har tidligere"
    r"|er (?:der )?(?:uddelt|brugt|udbetalt|givet|anvendt)"
    r"|har (?:\w+ ){0,4}(?:afsat|brugt|fået|bevilget|investeret|modtaget)"
    r"|bliver (?:stående|uændret)|fandt|udgjorde|bevilgede|(?<!allerede )(?<!de )afsatte|investerede)\b",
    re.IGNORECASE,
)


_MONEY_WORDS = frozenset(
    re.findall(
        r"\w+",
        "der afsættes er afsat sat sættes af i og samt fra til frem årligt derefter herefter desuden yderligere"
        " parterne afsætter",
    )
)


@dataclass(frozen=True, slots=True)
class Funding:
    """Money of one activity. Offsets of `deadline` are the document's; `purpose` is empty where the text says none."""

    read: Read
    clause: int
    deadline: Deadline
    purpose: str
    years: tuple[int, ...]
    open_ended: bool


def fundings(reads: Sequence[Read], table_years: Sequence[int], context: Context) -> tuple[Funding, ...]:
    """The activities of one section that its money dates, in order. `table_years`: years with an amount in its row."""
    found: list[Funding] = []
    for at, read in enumerate(reads):
        before = reads[at - 1].sentence.text if at else ""
        continues = (
            before.rstrip().endswith(":")
            and bool(_GIVES.search(before))
            and bool(re.match(r"[-\d]", read.sentence.text))
        )
        for run in find_runs(read.sentence.text):
            clause = clause_index(read.clauses, run.amounts[0].start)
            if not (continues or _is_given(read, clause, run, bool(table_years), context)):
                continue
            funding = _funding(read, clause, run, table_years)
            if funding and _is_ahead(funding, context.signed_on):
                found.append(funding)
    return tuple(_grouped(found))


def says_only_money(read: Read) -> bool:
    """«Der afsættes 2 mio. kr. i 2020 og 3 mio. kr. i 2021»: how much and when, and nothing that it is for."""
    words = list(read.sentence.text)
    for run in find_runs(read.sentence.text):
        for amount in run.amounts:
            words[amount.start : amount.end] = " " * (amount.end - amount.start)
    return all(word in _MONEY_WORDS for word in re.findall(r"[^\W\d_]+", "".join(words).casefold()))


def is_money_time(read: Read, start: int, end: int) -> bool:
    """Whether the time at `start` says when an amount in its own clause is given."""
    for run in find_runs(read.sentence.text):
        for amount in run.amounts:
            if amount.years_start is None or amount.years_end is None:
                continue
            if any(amount.end <= act.start < amount.years_start and not _is_money(act) for act in read.acts):
                continue  # «Puljen på 1 mio. kr. videreføres i 2025»: when that is done
            same_clause = clause_index(read.clauses, amount.start) == clause_index(read.clauses, start)
            if same_clause and amount.years_start < end and start < amount.years_end:
                return True
    return False


def _is_money(act: Act) -> bool:
    return act.verb is None or act.verb.money or act.verb.infinitive in ("afholde", "anvende")


def _is_ahead(funding: Funding, signed_on: date | None) -> bool:
    due = funding.deadline.due
    return signed_on is None or due is None or due > signed_on


def _is_given(read: Read, index: int, run: MoneyRun, has_row: bool, context: Context) -> bool:
    clause = read.clauses[index]
    words = read.sentence.text[clause.start : clause.end]
    if (
        _THEIRS.search(words)
        or clause.opener in (Opener.CONDITION, Opener.QUESTION)
        or _ALREADY.search(words)
        or _SUM_LABEL.match(read.sentence.text)
        or runs_out(words)
        or carries_over(words)
    ):
        return False
    acts = [act for act in read.acts if act.clause == index]
    if any(act.kind is TaskKind.CHECKPOINT for act in acts) or _is_told(read, acts):
        return False
    money = [act for act in acts if act.verb is not None and act.verb.money]
    if money:
        return any(act.standing is not Standing.OPTION for act in money) and not any(
            of_others(read.sentence.text, clause, act, context.organisation) for act in money
        )
    if _REPAYS.search(words):
        return True
    if _FIGURES.search(words):
        return False
    bare = read.sentence.form is Form.ITEM and not acts  # «• Ny bane ved skolen: 4 mio. kr. i 2020.»
    return has_row or bare or bool(_GIVES.search(words))


def _is_told(read: Read, acts: Sequence[Act]) -> bool:
    """Whether the money was given before: «bevilgede», «I Budget 2018 er der afsat»; «er afsat» is this paper's."""
    past = [act for act in acts if act.standing is Standing.HISTORY]
    if any(act.inflection is Inflection.PRETERITE for act in past):
        return True
    return bool(past) and speaks_of_earlier(read.sentence.text)


def _years_of_time(read: Read, clause: int, run: MoneyRun) -> tuple[list[int], bool, int, int] | None:
    """«fra og med Budget 2020 … 0,1 mio. kr.»: the years that a time in the money's own clause gives."""
    for time, start, end in read.times:
        if clause_index(read.clauses, start) != clause or time.start is None or time.recurrence:
            continue
        if time.due is None:
            return [time.start.year], True, start, end
        if (time.start.month, time.start.day, time.due.month, time.due.day) == (1, 1, 12, 31):
            return list(range(time.start.year, time.due.year + 1)), False, start, end
    return None


def _funding(read: Read, clause: int, run: MoneyRun, table_years: Sequence[int]) -> Funding | None:
    sentence = read.sentence
    years = sorted({year for amount in run.amounts for year in amount.years})
    open_ended = any(amount.open_ended for amount in run.amounts)
    spans = [(a.years_start, a.years_end) for a in run.amounts if a.years_start is not None and a.years_end is not None]
    start, end = min((first for first, _last in spans), default=0), max((last for _first, last in spans), default=0)
    if not years and (told := _years_of_time(read, clause, run)):
        years, open_ended, start, end = told
    if years:
        later = [year for year in table_years if year >= years[0]]
        if open_ended:
            years = sorted({*years, *later})
        due = date(max(years), 12, 31) if not open_ended or later else None
    else:
        # «23 mio. kr. årligt»: the table's row says which years
        yearly = _YEARLY.search(sentence.text, max(0, run.start - 30))
        if not yearly or not table_years:
            return None
        start, end, years, due = yearly.start(), yearly.end(), list(table_years), date(max(table_years), 12, 31)
    purpose = _purpose(sentence.text, sentence.text[read.clauses[clause].start : read.clauses[clause].end], run, end)
    deadline = _deadline(sentence, start, end, date(min(years), 1, 1), due)
    return Funding(read, clause, deadline, purpose, tuple(years), open_ended)


def _deadline(sentence: Sentence, start: int, end: int, first: date, due: date | None) -> Deadline:
    begin, stop = sentence.offset(start), sentence.offset(end - 1) + 1
    expression = sentence.folded.source[begin - sentence.start : stop - sentence.start]
    return Deadline(
        expression=expression,
        start=first,
        due=due,
        kind=DeadlineKind.DURING if due else DeadlineKind.FROM,
        rule="budget year",
        explanation=_only_money(first.year, due),
        expression_start=begin,
        expression_end=stop,
        basis=Basis.BUDGET_YEAR,
        rules=("budget year",),
    )


def _only_money(year: int, due: date | None) -> Saying:
    """Why a deadline stands where no words name a time."""
    if due is None:
        return Saying("Kun pengene nævner tiden: fra %(start)s og frem uden slutår.", start=date(year, 1, 1))
    return Saying("Kun pengene nævner tiden: fra %(start)s til %(end)s.", start=date(year, 1, 1), end=due)


def _purpose(sentence: str, clause: str, run: MoneyRun, years_end: int) -> str:
    """What the money is for, as written: after «til», or before the verb in «Til flere bænke afsættes …»."""
    end = max(run.end, years_end)
    after = re.match(
        r"[^.,;]{0,40}?\btil (?P<purpose>(?!og med\b|sammen\b|rådighed\b|side\b|\d)[^.;]+)", sentence[end:]
    )
    middle = re.search(
        r"\btil (?P<purpose>(?!og med\b|side\b|\d)[^.;]+?)\s*(?=\bi (?:19|20)\d\d|$)",
        sentence[run.amounts[0].end : end],
    )
    before = re.match(
        r"\s*(?:[\w-]+ )?til (?P<purpose>[^.;]{4,}?)\s(?:afsætte|prioritere|reservere|bevilge|investere|spare)",
        sentence,
        re.IGNORECASE,
    )
    given = re.match(
        r"(?:at |og |der |så )?(?:Investeringen i |Udgiften til |Puljen til "
        r"|Til )?(?P<purpose>[A-ZÆØÅa-zæøå][^,.;:]{3,80}?)\s(?:får|er sikret|er\s(?=\d)|tilføres|tilgodeses"
        r"|har|finansieres|koster|gennemføres med|styrkes med|støttes med)\s",
        clause,
    )
    label = re.match(r"(?P<purpose>[^:.]{4,60}):\s", sentence)
    for match in (after, middle, before, given, label):
        if match and not _SAYS_NOTHING.match(match["purpose"].strip()):
            purpose = re.split(r", (?=der|som|hvor|så|og|idet|jf)| som følge af", match["purpose"])[0]
            return purpose.strip(" ,")
    return ""


def _grouped(found: Iterable[Funding]) -> list[Funding]:
    """Money of one activity together: sentences that name no purpose of their own, or the same one."""
    groups: list[Funding] = []
    for funding in found:
        same = next((at for at in range(len(groups) - 1, -1, -1) if _same_activity(groups[at], funding)), None)
        if same is None:
            groups.append(funding)
            continue
        group = groups[same]
        years = tuple(sorted({*group.years, *funding.years}))
        kept = funding if funding.purpose and not group.purpose else group
        first = date(min(years), 1, 1)
        open_ended = group.deadline.due is None or funding.deadline.due is None
        due = None if open_ended else date(max(years), 12, 31)
        deadline = replace(
            kept.deadline,
            start=first,
            due=due,
            explanation=_only_money(first.year, due),
        )
        groups[same] = replace(kept, deadline=deadline, years=years, open_ended=group.open_ended or funding.open_ended)
    return groups


def _same_activity(group: Funding, funding: Funding) -> bool:
    if (
        Form.ITEM in (group.read.sentence.form, funding.read.sentence.form)
        and group.read.sentence.passage != funding.read.sentence.passage
    ):
        return False
    if not funding.purpose or not group.purpose:
        return True
    return share_words(group.purpose, funding.purpose)
