"""Times that date nothing: of what has been, of money and names, of how soon each is served, of what may never be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from tracker.agreement.acts.clauses import clause_index
from tracker.agreement.acts.denied import is_denied
from tracker.agreement.acts.effects import sets_price
from tracker.agreement.acts.openers import Opener, condition_first
from tracker.agreement.deadlines.past import is_past, was_lately
from tracker.agreement.promises import background
from tracker.agreement.promises.funding import is_money_time
from tracker.agreement.promises.left_to_others import is_left_to_others
from tracker.agreement.promises.other_time import is_other_time
from tracker.agreement.promises.others_times import (
    is_applicants,
    is_decided_elsewhere,
    is_ended_by_others,
    is_in_part_of_others,
    is_limit_not_met,
    is_of_new_law,
    is_of_others_thing,
    is_others_matter,
    is_refused,
    is_their_duty,
)
from tracker.agreement.promises.own_paper import speaks_of_itself
from tracker.agreement.promises.posts import is_term_of_body, takes_seat, term_of_post
from tracker.agreement.promises.readings import Context, Read
from tracker.agreement.promises.to_come import is_limit
from tracker.agreement.structure.prose.item_heads import label_end
from tracker.agreement.values import Deadline, DeadlineKind, TaskKind

_SEASON = re.compile(
    r"forår|sommer|efterår|vinter|januar|februar|marts|april|maj|jun|jul|august|sept|okt|nov|dec|kvartal"
    r"|halvår|ferie|påske",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"\b\w*(?:takst|gebyr|pris|betaling|husleje|kontingent|afgift|skat|promille)\w*\b.{0,60}"
    r"\b(?:hæves|sænkes|nedsættes|forhøjes|fastsættes|sættes|reguleres|ændres)\s(?:op\s|ned\s)?til\s"
    r"[\d.,]+\s(?:kr|kroner|pct|promille|%)",
    re.IGNORECASE,
)
_DAYS = re.compile(r"\b(?:\w*dage?|timer?|døgn|minutter|en uge)\b", re.IGNORECASE)
# «Klager besvares inden for to måneder», «En borger, der udskrives, skal have besøg …»: each one, again and again
_EACH = re.compile(
    r"\W*(?:[A-ZÆØÅ][a-zæøå]+(?:e|er)|[Ee]nh?v?e?r? [a-zæøå]+|Et [a-zæøå]+|(?:Alle |Hver )?[Nn]ye? [a-zæøå]+),?\s"
    r"(?:der|som|besvares|behandles|afgøres|gennemfører|får|modtager|tilbydes|skal have|skal tilbydes)\b"
)
# «Fristen den 1. maj for at byde bortfalder», «Fristen den 1. maj flyttes til …»
_LIMIT_WITHDRAWN = re.compile(
    r"\W*(?:(?:den|det)\s\w+\s)?\w*(?:frist|deadline)(?:en)?\b[^,;]*?"
    r"\b(?:bortfalder|ophæves|annulleres|udgår|gælder ikke|er ikke længere|holder ikke|flyttes|rykkes"
    r"|udskydes|udsættes|forlænges|ændres)\b",
    re.IGNORECASE,
)
# «- Rundkørsel ved Lyngvej (2021): udgår»: all that the line says of what was planned
_LINE_DROPPED = re.compile(
    r"\)?\s?[:–-]\s(?:(?:er|projektet|punktet)\s)?(?:udgår|udgået|bortfalder|bortfaldet|opgives|opgivet|droppes|droppet|annulleres|aflyses|aflyst"
    r"|sløjfes|skrinlægges|skrinlagt|tages ud)(?:\s(?:helt|nu|af|fra|i)\b[^.;:,]{0,40})?\W*$",
    re.IGNORECASE,
)
# «Kontrakten blev forlænget i 2021 og ophører ved …»
_ENDS_AFTER_ALL = re.compile(
    r"\b\w*(?:kontrakt|aftale|lejemål|bevilling|tilskud|overenskomst|ordning)(?:en|et|n|det)?\b[^,;:]*?"
    r"\b(?:blev|er|var|har)\s[^,;:]*?\b(?:og|men)\s(?:\w+\s)?(?:ophører|slutter|stopper|udløber)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
# «Hvis staten siger ja, inden september er gået, …»: a time of the condition
_CONDITION_BY_THEN = re.compile(r"\W*(?:Hvis|Såfremt|Dersom)\s[^,;:]*,\s(?:inden|før|når|mens|medens)\s[^,;:]*,")
# «svarende til 1 pct. i 2024 og 2 pct. i 2025»: how much, not when
_AMOUNT = r"[\d.,]+\s(?:pct\.|procent|%|mio\. kr\.|kr\.)"
_SHARE_OF = re.compile(rf"\bsvarende til\s(?:{_AMOUNT}\s(?:i|fra)\s(?:19|20)\d\d(?:,| og|, og)?\s)*{_AMOUNT}\s$")
_USUALLY = re.compile(
    r"(?<!helt )(?<!end )(?<!som )\b(?:normalt(?! niveau)|sædvanligvis|typisk|som regel|plejer|for det meste|oftest"
    r"|traditionelt|traditionen tro|efter traditionen|som traditionen byder)\b",
    re.IGNORECASE,
)
# «senest den 1. juni i året før det budgetår, som …»: in any year
_BESIDE = re.compile(
    r"(?:(?:senest|inden) )?(?:den )?(?:\d+\. \w+ )?i (?:(?:året|måneden) (?:før|efter)\s(?:det|den|de)\b|det år,)"
)
_YEAR = re.compile(r"\d{4}|/\d\d\b")
# «Efter høringen i maj vedtages planen i juni»: the act's own time is the nearer one
_AFTER = re.compile(r"\befter\s(?:\w+\s){0,2}\w+(?:en|et|erne|ene)\s$", re.IGNORECASE)
# «De fem tilsyn gennemføres inden 14 dage», «Svaret sendes inden for otte dage»: what was spoken of, and not each one
_OWED_ONCE = re.compile(
    r"\W*(?:(?:De|Den|Det|Disse)\s(?!enkelte)"
    r"|(?:Svaret|Redegørelsen|Notatet|Brevet|Oversigten|Rapporten|Udkastet|Forslaget|Opgørelsen|Tallene|Svarene|Skiltene"
    r"|Materialet|(?:[A-ZÆØÅ][\w-]*)?(?:[Aa]ftalen|[Kk]ontrakten)|Planen|Indkaldelsen)\s[a-zæøå]+s\s)"
    r"|[\w-]+(?:en|et)\s[a-zæøå]+s\s(?:midlertidigt|foreløbigt|i første omgang)\b"
)
_FROM_SIGNING = re.compile(r"\b(?:fra|efter)\s(?:i dag\b|dags dato\b|nu\b|.*\b(?:aftale|forlig))", re.IGNORECASE)
_FROM_TODAY = re.compile(r"\bfra (?:i dag|dags dato)\b", re.IGNORECASE)
_THAT_ONE = re.compile(r"(?:og|men)\s(?:den|det|de)\s(?:bliver|vil blive|er)\b", re.IGNORECASE)
_OWES = re.compile(
    r"\b(?:vi|\w*part(?:erne|ierne)|forvaltningen|administrationen|direktionen|borgmesteren|formand(?:en|skabet)|\w*direktøren)\b",
    re.IGNORECASE,
)

# «I år med valg …», not «mødes i år med borgmesteren»
_OPENS_CLAUSE = re.compile(r"(?:^|[,;:(]|\bog)\W*$")
_WITH_SOMETHING = re.compile(r"\s(?:med|uden)\s(?!\w+(?:en|et|ne|s)\b)[a-zæøå]{3,}\b")
# «efter tre år i Danmark», not «efter et halvt år på et møde»
_AFTER_SO_LONG = re.compile(r"efter\s.*\b(?:år|måneder|måned|uger|uge)$", re.IGNORECASE)
_THERE = re.compile(r"\s(?:i|på|som|hos)\s(?!(?:\w+\s){0,2}\w*(?:møde|drift|brug|udvalg))\w")
_SHARE_THEN = re.compile(
    r"\W*\d[\d,]*\s(?:pct\.|procent|%)\saf\s[^.;:]*\befter\s\d+\s\w+\Z"
)  # «60 pct. i gang efter 13 uger»
_PEOPLE = re.compile(
    r"\b(?:(?:pct\.|procent|ud af|halvdelen)(?!\w)|(?:flygtning|elev|borger|medarbejder|beboer|patient|sygemeldt"
    r"|kursist|deltager|lærling|familie|tilflytter|indvandrer)\w{0,4}\b|(?:ny)?ansatte\b|ledige\b|unge\b|børn\b|ældre\b)",
    re.IGNORECASE,
)


_ACCOUNT = re.compile(
    r"\b\w*(?:opfølgning|opgørelse|regnskab|status|saldo|beholdning|prognose|ledighed|\wtal|oversigt|rapport|revision)(?:en|et|ne)?\s$",
    re.IGNORECASE,
)
_AS_OF = re.compile(r"pr\.?\s", re.IGNORECASE)
# «Forbruget følger budgettet pr. 31. august»
_FIGURE_IS = re.compile(
    r"\W*(?:\w+s\s)?\w*(?:forbrug|udgift|indtægt|resultat|ledighed|belægning|beholdning|økonomi)\w*\s(?:\w+\s){0,2}?"
    r"(?:følger|svarer til|ligger|viser|holder sig)\b",
    re.IGNORECASE,
)
# «Tak for et godt møde den 11. oktober»
_THANKS = re.compile(r"\W*(?:(?:mange|stor|tusind|en stor)\s)?tak\s(?:for|til)\b", re.IGNORECASE)
# «Særstandpunkt: Partiet ønsker skatten sænket i 2024»: what only one of them is for
_OWN_STAND = re.compile(
    r"\W*(?:særstandpunkt|særudtalelse|mindretalsudtalelse|protokoltilførsel)\b[^:]{0,60}:", re.IGNORECASE
)
# «Vi indstiller til det konstituerende møde den 7. december, at …»: the day of the meeting is the calendar's
_TO_FIRST_MEETING = re.compile(r"\bindstill\w*\b[^.;:]*\skonstituerende\s(?:byråds)?møde\s$", re.IGNORECASE)
# «Aftalen, indgået ved nytår, evalueres …»: when the thing was made
_MADE_THEN = re.compile(
    r",\s(?:indgået|underskrevet|vedtaget|godkendt|nedsat|oprettet|stiftet|åbnet|indviet|bygget|opført|anlagt|fornyet|ansat|lavet)e?\s$"
)
_QUOTES = '»«"“”„'


def dates_nothing(read: Read, time: Deadline, start: int, end: int, paragraph: Sequence[str], context: Context) -> bool:
    """Whether the time at `start` is no deadline, whatever the sentence promises. `paragraph`: as it stands in it."""
    sentence = read.sentence.text
    if time.kind is DeadlineKind.VAGUE:
        return True
    if context.signed_on and (time.due or time.start) and not _is_ahead(time, context.signed_on):
        return True
    if (
        is_money_time(read, start, end)
        and not _sets_price(read, start)
        and not _has_target(read, start)
        and not _SEASON.search(sentence[start:end])
    ):
        return True
    if (
        background.is_length(sentence[start:end])
        or background.names_something(sentence, start, end)
        or is_other_time(sentence, start)
        or _is_of_what_was_made(sentence, time, start, end)
        or (time.rule == "all-through" and sentence.startswith(":", end))  # «Sommeren over: Nye pladser …»
        or _TO_FIRST_MEETING.search(sentence, 0, start)
    ):
        return True
    if (
        _is_ruled_out(read, time, start, end)
        or _is_of_each_one(read, start, end)
        or _has_been(read, time, start, end, context.signed_on)
    ):
        return True
    if end <= label_end(sentence) or _is_of_figures(read, start) or _is_words_of_others(read, start, end):
        return True  # «Beslutning fra mødet den 5. maj: …», «Budgetopfølgningen pr. 30. september …»
    if _SHARE_OF.search(sentence[:start]) or _BESIDE.match(sentence[start:]) or _is_usual(read, start):
        return True
    if (
        _is_year_of_a_kind(sentence, start, end)
        or _is_service(read, time, start, end)
        or _counts_from_condition(read, time, start)
    ):
        return True
    seat = takes_seat(sentence) and term_of_post(read, time, start, end) is None
    seat = seat or is_term_of_body(sentence, start)
    if _OWN_STAND.match(sentence) or seat or background.is_quoted(sentence) or sentence.rstrip(' »”"').endswith("?"):
        return True
    limit = is_limit(time, sentence[start:end])  # what is under way is to be done by then
    background_only = not limit and background.tells_progress(paragraph, paragraph.index(sentence))
    return (
        background_only
        or speaks_of_itself(paragraph, sentence, time, start, end)
        or is_of_new_law(paragraph, sentence)
        or is_limit_not_met(paragraph, read, start, end)
        or is_decided_elsewhere(paragraph, sentence)
        or is_refused(paragraph, sentence, end)
        or is_of_others_thing(paragraph, sentence, context.organisation)
        or is_in_part_of_others(sentence, start, context.organisation)
    )


def _is_of_what_was_made(sentence: str, time: Deadline, start: int, end: int) -> bool:
    """«Aftalen, indgået til nytår, evalueres»: of what has been, though the next such time is read."""
    made = _MADE_THEN.search(sentence, 0, start) is not None
    return made and sentence.startswith(",", end) and not _YEAR.search(time.expression)


def _is_usual(read: Read, start: int) -> bool:
    """«Budgettet vedtages normalt i oktober», «Udvalget plejer at mødes i maj»: how it goes, and no promise."""
    clause = read.clauses[clause_index(read.clauses, start)]
    return _USUALLY.search(read.sentence.text, clause.start, clause.end) is not None


def _is_words_of_others(read: Read, start: int, end: int) -> bool:
    """«I skriver, at det haster »inden påske«»: a time that is quoted, or that somebody is thanked for."""
    words = read.sentence.text
    if start and words[start - 1] in _QUOTES and words[end : end + 1] in tuple(_QUOTES):
        return True
    return bool(_THANKS.match(words)) and clause_index(read.clauses, start) == 0


def _is_of_figures(read: Read, start: int) -> bool:
    """«Budgetopfølgningen pr. 30. september forelægges i november»: of figures, where another time dates."""
    words = read.sentence.text
    if _AS_OF.match(words, start) and _FIGURE_IS.match(words):
        return True
    return len(read.times) > 1 and bool(_AS_OF.match(words[start:]) and _ACCOUNT.search(words[:start]))


def _has_been(read: Read, time: Deadline, start: int, end: int, signed_on: date | None) -> bool:
    """«Svar på spørgsmålet fra mødet i april …»: a time without a year, read as the next one and told as the last."""
    day = time.due or time.start
    if day is None or time.recurrence or _YEAR.search(time.expression) or not was_lately(day, signed_on):
        return False
    words = read.sentence.text
    return not _AFTER.search(words, 0, start) and is_past(words.casefold(), start, end, day, signed_on)


def _is_ruled_out(read: Read, time: Deadline, start: int, end: int) -> bool:
    """Whether the time at `start` is a condition's, another fund's, a withdrawn limit's, or denied."""
    sentence = read.sentence.text
    withdrawn = _LIMIT_WITHDRAWN.match(sentence)
    if _LINE_DROPPED.match(sentence, end):
        return True
    if is_left_to_others(read, start, end):
        return True
    if is_applicants(sentence, start) or is_others_matter(read, start, end) or is_ended_by_others(sentence, start, end):
        return True
    by_then = _CONDITION_BY_THEN.match(sentence)
    if (
        (by_then and start < by_then.end())
        or is_their_duty(read, time, start)
        or _ENDS_AFTER_ALL.search(sentence[:start])
    ):
        return True
    if start < max(condition_first(sentence), withdrawn.end() if withdrawn else 0):
        return True  # «Lukkes skolen i sommeren 2020, skal …»
    return is_denied(sentence, [one[1:] for one in read.times], start, end)


def _is_year_of_a_kind(sentence: str, start: int, end: int) -> bool:
    """«I år med valg holdes mødet i marts»: any such year, not this one."""
    words = sentence[start:end].casefold()
    return words == "i år" and bool(_OPENS_CLAUSE.search(sentence[:start]) and _WITH_SOMETHING.match(sentence, end))


def _is_of_each_one(read: Read, start: int, end: int) -> bool:
    """«Halvdelen skal være i arbejde efter tre år i Danmark»: counted for each by what he or she has done so long."""
    sentence = read.sentence.text
    clause = read.clauses[clause_index(read.clauses, start)]
    return (
        bool(_AFTER_SO_LONG.match(sentence, start, end))
        and (_THERE.match(sentence, end) or _SHARE_THEN.match(sentence, clause.start, end)) is not None
        and _PEOPLE.search(sentence, clause.start, start) is not None
    )


def _sets_price(read: Read, start: int) -> bool:
    """«Taksten hæves til 40 kr. i 2023»: what something is to cost from when on is set, not paid."""
    clause = read.clauses[clause_index(read.clauses, start)]
    words = read.sentence.text
    return bool(_PRICE.search(words, clause.start, start)) or sets_price(words[clause.start : clause.end])


def _is_service(read: Read, time: Deadline, start: int, end: int) -> bool:
    """«Breve besvares inden for 14 dage»: how soon each one is served, unless the administration owes it once."""
    words = _FROM_TODAY.sub("", read.sentence.text[start:end])
    each = _EACH.match(read.sentence.text) and re.match(r"(?:senest )?inden ?for\b", words)
    if time.kind is not DeadlineKind.RELATIVE or not (each or _DAYS.search(words)):
        return False
    clause = read.clauses[clause_index(read.clauses, start)]
    if _OWED_ONCE.match(read.sentence.text, clause.start, clause.end):
        return False
    if _THAT_ONE.match(read.sentence.text, clause.start) and _OWES.search(read.sentence.text[: clause.start]):
        return False  # «Vi har noteret ønsket om et skilt, og det bliver sat op inden for 14 dage»
    return not read.mentions and not read.units and not _OWES.search(read.sentence.text[clause.start : clause.end])


def _counts_from_condition(read: Read, time: Deadline, start: int) -> bool:
    """«Bliver svaret nej, optages forhandlinger inden for fire uger»: counted from what may never be."""
    if time.kind is not DeadlineKind.RELATIVE or _FROM_SIGNING.search(time.expression):
        return False
    index = clause_index(read.clauses, start)
    if condition_first(read.sentence.text):
        return True
    joined = (at for at, other in enumerate(read.clauses) if at > index and other.opener is Opener.COORDINATED)
    own = read.clauses[: next(joined, None)]  # what comes after «og» has conditions of its own
    return any(at != index and other.opener is Opener.CONDITION for at, other in enumerate(own))


def _has_target(read: Read, start: int) -> bool:
    index = clause_index(read.clauses, start)
    return any(act.clause == index and act.kind is TaskKind.CHECKPOINT for act in read.acts)


def _is_ahead(time: Deadline, signed_on: date) -> bool:
    over = time.start and time.due and time.start.year < time.due.year == signed_on.year
    if over and not time.recurrence and _YEAR.search(time.expression.split(" til ")[0]):
        return False  # «fra 2019 til 2022», written in 2022
    if time.due is not None:
        return time.due > signed_on
    return time.start is None or time.start >= signed_on
