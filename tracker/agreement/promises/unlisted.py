"""What a clause with a time promises though the lexicon has no verb of it: by a noun, by a verb's form, or presumed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.clauses import TIME, clause_index, masked
from tracker.agreement.acts.denied import affirmed
from tracker.agreement.acts.openers import Opener
from tracker.agreement.acts.presumed import When, bounded_act, opened_act, presumed_act
from tracker.agreement.acts.unknown import unknown_act
from tracker.agreement.acts.verb import Inflection
from tracker.agreement.promises import others
from tracker.agreement.promises.alone import NUMBERED_STEP
from tracker.agreement.promises.money import finds_money, is_of_money
from tracker.agreement.promises.nominal import expected_paper, nominal_act, sets_limit, wishes
from tracker.agreement.promises.notes import note_act
from tracker.agreement.promises.promised import HAS_BEEN, is_usable
from tracker.agreement.promises.readings import Context, Read, timeless
from tracker.agreement.promises.steps import first_step, scheduled_step, step_of_course, tells_of_past_course
from tracker.agreement.promises.time_clauses import is_detached, is_only_time, opens_with_occasion
from tracker.agreement.promises.to_come import begins_after, goes_on_after, is_counted, is_limit
from tracker.agreement.structure.prose.passages import Form
from tracker.agreement.tables.amounts import find_amounts
from tracker.agreement.values import Deadline, DeadlineKind

_GOES_ON_FROM_AT = re.compile(r"\bat:?\s*$")
_AS_OF = re.compile(r"pr\.?\s", re.IGNORECASE)
_DECIDED_TO = re.compile(
    r"\b(?:besluttede|vedtog|aftalte|valgte|har\s(?:[\w-]+\s){0,3}?(?:besluttet|vedtaget|aftalt|valgt))\s(?:[\w-]+\s){0,2}?at\s"
)
_TIMES_OVER = re.compile(r"\b(?:første|næste|en|én|to|tre|fire|flere) gang(?:e)?\b", re.IGNORECASE)
# «… er screenet medio marts»
_IS_DONE_AT = re.compile(r"(?<!det )(?<!der )\ber\s(?!u)[a-zæøå]{4,}(?:et|gt|kt|ført|bragt)\s$")
_POINT = re.compile(r"(?:primo|medio|ultimo|den \d|d\. ?\d|i uge|i (?:begyndelsen|slutningen) af)\b", re.IGNORECASE)
_USED = re.compile(r"(?:bruges|benyttes|anvendes|besøges|lejes|lånes|udlejes|ses|høres|opleves|spilles|serveres)\b")
# «Klimaudvalget får hvert år i marts et klimaregnskab»: what a body is given again and again, somebody makes each time
_BODY_GETS = re.compile(
    r"\b(?:vi\s+(?:får|modtager)|(?:får|modtager)\s+vi)\s+(?:en|et)\s(?!\w*(?:gang|del|mulighed|tilskud|bidrag|andel)\b)"
)
_STEP = re.compile(rf"\W*{NUMBERED_STEP}\b", re.IGNORECASE)  # «Trin 1 (oktober 2019): …»
_HAD_TO = re.compile(r"\bmåtte\b")  # «I januar måtte der saltes 22 gange»
_LONGEST_NOTE = 24
# «Næste møde 12. november», «Ny ferielov fra 1. september»
_NOT_OURS_TO_DO = re.compile(
    r"\W*(?:næste\s(?:ordinære\s)?møde|nye?\s\w*(?:lov|reform|bekendtgørelse)(?:er|en)?)\b", re.IGNORECASE
)
# Whom something is opened to; what the municipality itself can do from a day on is no more than a right
_PEOPLE_CAN = re.compile(
    r"\b(?:kan\s(?:[\w-]+\s){0,6}?)?(?:alle|man|[\w-]*(?:borger|forældre|elev|ansatte|medarbejder|forening|bruger|beboer|ældre"
    r"|unge|børn|patient|pårørende|husstand|frivillig|virksomhed)\w{0,4})\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"(?:(?:med virkning |med start |gældende |allerede )?fra|pr|efter)\b", re.IGNORECASE)
# «De første gæster kan efter planen bade i efteråret 2028», «Som et forsøg kan man låne cykler i juli 2020»
_AS_PLANNED = re.compile(
    r"\bkan\s(?:efter\s(?:tids)?planen|planmæssigt)\b|\bsom\s(?:et\s)?(?:[\w-]+\s)?forsøg\b", re.IGNORECASE
)
_FIRST_TIME = re.compile(r"\bførste gang\b", re.IGNORECASE)
# «Udvalget skal snart, og i hvert fald inden jul, pege på en ny plads»: a time put in between, blanked
_PUT_IN = re.compile(
    r"(?P<modal>\b(?:skal|vil|bør)\b[^,;.:]{0,40}),\s(?:og|men|dog|helst|gerne)\s[^,;.:]{0,40}\s{4}[^,;.:]{0,40},(?=\s[a-zæøå])"
)
_DAY = re.compile(r"den \d|d\. ?\d", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\d[./-]\d\d\b")
_FROM_TO = re.compile(r"fra\s.{2,40}\s(?:til(?: og med)?|–)\s", re.IGNORECASE)
_WEEK = re.compile(r"i uge(?:rne)?\s\d", re.IGNORECASE)
# «fra køreplansskiftet den 28. juni»
FROM_EVENT = re.compile(
    r"\bfra\s(?:og med\s)?(?:[\w-]+s\s)?[\w-]*(?:skiftet|start(?:en)?|åbningen|indvielsen|begyndelsen"
    r"|omlægningen|overtagelsen)\s$",
    re.IGNORECASE,
)
"""What stands before a time that begins with an event."""
_FROM = re.compile(r"(?:(?:(?:med virkning|med start|gældende) )?fra|gældende pr)\b", re.IGNORECASE)


def silent_act(
    read: Read, own: Sequence[Act], candidate: int, time: Deadline, start: int, end: int, context: Context
) -> Act | None:
    """What clause `candidate`, with `own` acts, promises by a noun or by a verb that the lexicon lacks."""
    index = clause_index(read.clauses, start)
    if _tells_or_asks(read, candidate, time, start, end):
        return None
    detached = candidate != index and not own and is_detached(read, index, start)
    if not detached and not _may_be_of_no_verb_known(read, own, candidate, start):
        return None
    words = read.sentence.text[start:end]
    done = _IS_DONE_AT.search(read.sentence.text[:start]) and _POINT.match(words)
    limit = candidate == index and (is_limit(time, words) or bool(_AS_OF.match(words) or done))
    silent = of_no_verb_known(read, candidate, start, context, limit=limit)
    if silent is None or _is_given_again(read, silent):
        return silent
    return None if _is_habit(silent, time, read.sentence.text) else silent


def _tells_or_asks(read: Read, index: int, time: Deadline, start: int, end: int) -> bool:
    """«Opgaven har i foråret været i udbud», «… hvad vi vil opnå i de kommende år»: no verb unknown promises there."""
    clause = read.clauses[index]
    has_been = HAS_BEEN.search(read.sentence.text, clause.start, clause.end)
    if _HAD_TO.search(read.sentence.text, clause.start, clause.end):
        return True
    return clause.opener is Opener.QUESTION or (
        has_been is not None and not is_limit(time, read.sentence.text[start:end])
    )


def _is_given_again(read: Read, act: Act) -> bool:
    """Whether a body is what the clause of `act` says gets something."""
    return _BODY_GETS.search(timeless(read, read.clauses[act.clause])) is not None


def _is_habit(act: Act, time: Deadline, words: str) -> bool:
    """«Huset bruges hver sommer»: what goes on again and again, without a first time, by a verb that no list has."""
    required = act.inflection is Inflection.INFINITIVE
    bounded = time.rule == "recurring-in-a-period" and time.start and time.due
    if bounded and act.inflection is Inflection.PASSIVE and not _USED.match(words, act.start):
        return False  # «Badevandet kontrolleres hver uge fra juni til august»: done by somebody, and for so long
    if bounded and act.verb and act.verb.infinitive == "følge":
        return False  # «Udvalget følger udgifterne hvert kvartal i 2020»
    return bool(time.recurrence) and act.noun is None and not required and not _TIMES_OVER.search(words)


def act_presumed(read: Read, index: int, time: Deadline, start: int, end: int, context: Context) -> Act | None:
    """What the time's own clause promises though no verb of it is known, or none carries it."""
    presumed = _presumed(read, index, time, start, end, context)
    return presumed or note_act(read, index, time, start, end, context)


def _presumed(read: Read, index: int, time: Deadline, start: int, end: int, context: Context) -> Act | None:
    clause = read.clauses[index]
    if _tells_or_asks(read, index, time, start, end):
        return None
    if read.sentence.form is Form.LINE or is_of_money(read.sentence.text[clause.start : clause.end]):
        return None
    words = read.sentence.text[start:end]
    limit = is_limit(time, words)
    opens = not re.search(r"\w{3}", read.sentence.text[clause.start : start])
    act = presumed_act(
        read.sentence.text,
        read.clauses,
        index,
        timeless(read, clause),
        When(
            limit=limit or bool(_FROM.match(words)),
            begins=time.kind is DeadlineKind.FROM or bool(_BEGINS.match(words) or _FIRST_TIME.search(words)),
            day=bool(_DAY.match(words)),
            sure=limit or bool(_YEAR.search(words)) or (opens and is_counted(time, words)),
            spans=bool(_FROM_TO.match(words) or _WEEK.match(words)),
            later=limit
            or goes_on_after(time, words, context.signed_on)
            or (opens and (begins_after(time, context.signed_on) or is_counted(time, words))),
        ),
        listed=read.sentence.form is Form.ITEM or _is_note(read),
    )
    planned = _AS_PLANNED.search(read.sentence.text, clause.start, clause.end) or _FIRST_TIME.search(words)
    begins = _FROM.match(words) or FROM_EVENT.search(read.sentence.text, clause.start, start)
    people_can = _PEOPLE_CAN.search(read.sentence.text, clause.start, clause.end)
    opened = (people_can and goes_on_after(time, words, context.signed_on)) or (planned and _YEAR.search(words))
    if act is None and (begins or opened):
        act = bounded_act(read.clauses, index, timeless(read, clause)) or opened_act(
            read.sentence.text, read.clauses, index, timeless(read, clause)
        )
    if act is None or (time.recurrence and act.inflection is not Inflection.PRESENT and "gang" not in time.expression):
        return None
    return act if is_usable(read, act, index, context, moved=False) else None


def opened_to_people(read: Read, own: Sequence[Act], index: int, start: int, end: int) -> Act | None:
    """«Fra marts kan forældrene frit vælge …»: what people can do from a day on, though the lexicon has the verb."""
    words = read.sentence.text
    clause = read.clauses[index]
    only_could = all(act.standing is Standing.OPTION for act in own) and _FROM.match(words[start:end])
    if not only_could or not _PEOPLE_CAN.search(words, clause.start, clause.end):
        return None
    return opened_act(words, read.clauses, index, timeless(read, clause))


def _blank(match: re.Match[str]) -> str:
    return match["modal"] + " " * (len(match[0]) - len(match["modal"]))


def _is_note(read: Read) -> bool:
    """Whether the sentence is a short note in prose: «20 elever pr. halvår fra 2023.»"""
    if _NOT_OURS_TO_DO.match(read.sentence.text):
        return False
    first, *others = read.clauses
    alone = first.opener is Opener.MAIN and all(other.opener is Opener.CONDITION for other in others)
    return alone and not read.acts and len(read.sentence.text.split()) <= _LONGEST_NOTE


def _may_be_of_no_verb_known(read: Read, own: Sequence[Act], candidate: int, start: int) -> bool:
    """Whether clause `candidate` may date an act that the lexicon lacks by the time at `start`."""
    index = clause_index(read.clauses, start)
    if candidate == 1 and index == 0 and not own and opens_with_occasion(read):
        return True
    if candidate == index:
        told = all(act.standing is Standing.HISTORY for act in own)
        clause = read.clauses[index]
        paid = find_amounts(read.sentence.text[clause.start : clause.end])
        if not paid and all(act.verb is not None and act.verb.money for act in own):
            return True  # «Vi prioriterer at rydde stien i maj»: no money at all
        return (
            not own
            or _opens_with_purpose(read, candidate, own)
            or sets_limit(read, candidate)
            or _is_bare_item(read)
            or (told and (wishes(read, candidate, start) or _decides_to(read, index)))
        )
    return (
        _labels(read, candidate, index)
        or is_only_time(read, index)
        or (not own and read.clauses[index].opener is Opener.RESULT)
    )


def _opens_with_purpose(read: Read, index: int, own: Sequence[Act]) -> bool:
    """«For at skabe tryghed tilses broerne i maj»: what the act at hand is for opens the sentence."""
    return (
        index == 0 and read.clauses[0].opener is Opener.RESULT and all(act.standing is Standing.PURPOSE for act in own)
    )


def _decides_to(read: Read, index: int) -> bool:
    """«Udvalget besluttede at besigtige …»: decided now, and still to be done."""
    clause = read.clauses[index]
    return bool(_DECIDED_TO.search(read.sentence.text[clause.start : clause.end]))


def _labels(read: Read, candidate: int, index: int) -> bool:
    """Whether one of two clauses is the label of the other: «Frist for svar: 1. marts», «Marts 2020: behandling»."""
    first = read.clauses[min(candidate, index)]
    if abs(candidate - index) != 1 or not read.sentence.text[: first.end].rstrip().endswith(":"):
        return False
    return candidate < index or not re.search(r"\w", _STEP.sub("", timeless(read, first), count=1))


def _is_bare_item(read: Read) -> bool:
    """Whether the sentence is an item of a list that goes on from «at», and so opens with what is to be done."""
    return read.sentence.form is Form.ITEM and bool(_GOES_ON_FROM_AT.search(read.sentence.lead))


def _as_ours(words: str, people: Sequence[str]) -> str:
    """The words of a clause with «vi» for who was there, as long as before: «Knud laver en plakat»."""
    names = "|".join(map(re.escape, people))
    named = (
        re.match(rf"\W*(?P<who>(?:{names})(?:\s[A-ZÆØÅ][\w-]+)*(?:\sog\s(?:{names}))?)(?=\s[a-zæøå])", words)
        if people
        else None
    )
    return words if named is None else f"{'vi':<{named.end()}}{words[named.end() :]}"


def of_no_verb_known(read: Read, index: int, start: int, context: Context, *, limit: bool) -> Act | None:
    """What a clause without a verb of the lexicon promises: by a noun, or by a verb that the lexicon lacks."""
    if tells_of_past_course(read, index):
        return None
    step = first_step(read, index) or step_of_course(read, index, start)
    nominal = step or nominal_act(read, index, start) or scheduled_step(read, index)
    if nominal is None and not others.speaks_of_others(read.sentence.text, context.organisation):
        nominal = expected_paper(read, index, start)
    if nominal is not None:
        return nominal
    clause = read.clauses[index]
    told = timeless(read, clause)
    if is_of_money(read.sentence.text[clause.start : clause.end]) and not (limit and finds_money(told)):
        return None
    words, item = _PUT_IN.sub(_blank, _as_ours(told, context.people)), _is_bare_item(read)
    spans = [one[1:] for one in read.times]
    plain = affirmed(read.sentence.text, spans)
    other = unknown_act(plain, masked(plain, spans, TIME), read.clauses, index, words, limit=limit, item=item)
    return other if other is not None and is_usable(read, other, index, context, moved=False) else None
