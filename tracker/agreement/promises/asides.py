"""Times that date nothing: of what has been, of money and names, of how soon each is served, of what may never be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from tracker.agreement.acts.clauses import Opener, clause_index, masked
from tracker.agreement.acts.denied import is_denied
from tracker.agreement.acts.effects import sets_price
from tracker.agreement.deadlines.past import is_past, was_lately
from tracker.agreement.promises import background, others
from tracker.agreement.promises.funding import is_money_time
from tracker.agreement.promises.readings import Context, Read
from tracker.agreement.promises.strangers import takes_seat
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
# «Udvalget henviser foreningen til puljen, der har ansøgningsfrist den 1. oktober»: theirs who apply
_IS_A_POOLS = re.compile(
    r"\bhenvis\w*\s[^.;]{0,60}?\btil\s[^,.;]{3,60}, (?:(?:der|som) har\s(?:[\w-]*frist\s)?|hvis [\w-]*frist er\s)$",
    re.IGNORECASE,
)
# «Foreningerne kan søge tilskud, og fristen er den 1. marts», «Puljen har to ansøgningsrunder, og den første lukker …»
_FOR_WHO_APPLY = re.compile(
    r"\bkan\s(?:[\w-]+\s){0,3}?(?:søge|ansøge|søges|byde|tilmelde sig|melde sig)\b[^.;]*"
    r"\bfrist(?:en|er|erne)?\s(?:for [\w-]+ )?er\s$"
    r"|\bhar\s(?:\w+\s){0,3}?(?:ansøgnings|søge)(?:runder?|terminer)\b[^.;]*\b(?:lukker|slutter|udløber|åbner|er)\s$",
    re.IGNORECASE,
)
# «Foreningerne skal søge inden den 1. april», «senest i maj skal forældre, der ønsker …, melde sig»: theirs to keep
_WHO = (
    r"(?:(?:de|alle|nye)\s)?(?:[\w-]*(?:forening|klub|lokalråd|kunstner|borger|forælder|forældre|virksomhed|butik|ejer|husstand"
    r"|lodsejer|beboer|nabo|ansøger|ansøgere|bruger|deltager|lejer|udstiller|arrangør|pårørende|elev|lag|entusiast|modtager"
    r"|aftenskole|festival)"
    r"(?:e?r?ne|er|en|e|r)?|man|enhver|interesserede|forslagsstillere)"
)
_MUST_DO = (
    r"(?:selv\s)?(?:[\w-]+\s){0,5}?(?:søge|ansøge|tilmelde|melde\s(?:sig|ind|flytning)|skrive\ssig|indsende|sende|aflevere|indlevere"
    r"|indbetale|tilbagebetale|aflægge|dokumentere|fremsende|bestille|registrere\ssig|anmelde|framelde"
    r"|have\s(?:søgt|ansøgt|tilmeldt|meldt|afleveret|indsendt|sendt))\b"
)
_THEY_MUST = re.compile(rf"\b(?:{_WHO}(?:,\s(?:der|som)\s[^,;:.]+,)?\s+skal|skal\s+{_WHO})\s+{_MUST_DO}", re.IGNORECASE)
# «Kontrakten blev forlænget i 2021 og ophører ved …»
_ENDS_AFTER_ALL = re.compile(
    r"\b\w*(?:kontrakt|aftale|lejemål|bevilling|tilskud|overenskomst|ordning)(?:en|et|n|det)?\b[^,;:]*?"
    r"\b(?:blev|er|var|har)\s[^,;:]*?\b(?:og|men)\s(?:\w+\s)?(?:ophører|slutter|stopper|udløber)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
# «Hvis staten siger ja, inden september er gået, …»: a time of the condition
_CONDITION_BY_THEN = re.compile(r"\W*(?:Hvis|Såfremt|Dersom)\s[^,;:]*,\s(?:inden|før|når|mens)\s[^,;:]*,")
_LIMIT_IS = re.compile(r"\w*frist(?:en|erne)?\ser\s", re.IGNORECASE)  # in the expression itself
_LIMIT_WORD = re.compile(r"(?:[\w-]*frist\s)?(?:den |d\. |senest |\d)", re.IGNORECASE)
# «svarende til 1 pct. i 2024 og 2 pct. i 2025»: how much, not when
_AMOUNT = r"[\d.,]+\s(?:pct\.|procent|%|mio\. kr\.|kr\.)"
_SHARE_OF = re.compile(rf"\bsvarende til\s(?:{_AMOUNT}\s(?:i|fra)\s(?:19|20)\d\d(?:,| og|, og)?\s)*{_AMOUNT}\s$")
_USUALLY = re.compile(
    r"(?<!helt )(?<!end )(?<!som )\b(?:normalt(?! niveau)|sædvanligvis|typisk|som regel|plejer|for det meste|oftest)\b"
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
    r"|Materialet|Aftalen|Planen|Indkaldelsen)\s[a-zæøå]+s\s)"
)
_FROM_TODAY = re.compile(r"\bfra (?:i dag|dags dato)\b", re.IGNORECASE)
_THAT_ONE = re.compile(r"(?:og|men)\s(?:den|det|de)\s(?:bliver|vil blive|er)\b", re.IGNORECASE)
_OWES = re.compile(
    r"\b(?:vi|\w*part(?:erne|ierne)|forvaltningen|administrationen|direktionen|borgmesteren)\b", re.IGNORECASE
)

# «I år med valg …», not «mødes i år med borgmesteren»
_OPENS_CLAUSE = re.compile(r"(?:^|[,;:(]|\bog)\W*$")
_WITH_SOMETHING = re.compile(r"\s(?:med|uden)\s(?!\w+(?:en|et|ne|s)\b)[a-zæøå]{3,}\b")
# «efter tre år i Danmark», not «efter et halvt år på et møde»
_AFTER_SO_LONG = re.compile(r"efter\s.*\b(?:år|måneder|måned|uger|uge)$", re.IGNORECASE)
_THERE = re.compile(r"\s(?:i|på|som|hos)\s(?!(?:\w+\s){0,2}\w*(?:møde|drift|brug|udvalg))\w")
_PEOPLE = re.compile(
    r"\b(?:(?:pct\.|procent|ud af|halvdelen)(?!\w)|(?:flygtning|elev|borger|medarbejder|beboer|patient|sygemeldt"
    r"|kursist|deltager|lærling|familie|tilflytter|indvandrer)\w{0,4}\b|(?:ny)?ansatte\b|ledige\b|unge\b|børn\b|ældre\b)",
    re.IGNORECASE,
)
# «Nye regler træder i kraft …»: a law's, where the words around tell so
_NEW_RULES = re.compile(
    r"\b(?:træder|gælder)\s(?:der\s)?(?:de\s)?(?:nye|ændrede|skærpede|lempede)\s(?:[a-zæøå]+e\s)?(?:regler|krav|bestemmelser)\b"
    r"|^\W*(?:de\s)?(?:nye|ændrede|skærpede|lempede)\s(?:[a-zæøå]+e\s)?(?:regler|krav|bestemmelser)\b.{0,60}\b(?:træder|gælder)\b",
    re.IGNORECASE,
)
# «Rederiet bestemmer selv over den», «Det er regionen, der bestemmer», «Kommunen er kun blevet orienteret»
_OUR_BODIES = r"(?:kommunen|vi|[\w-]*udvalget|byrådet|kommunalbestyrelsen|regionsrådet|forvaltningen)"
_UP_TO_OTHERS = re.compile(
    rf"\W*(?:(?!{_OUR_BODIES}\b)[\w-]+(?:\s(?!{_OUR_BODIES}\b)[\w-]+)?\s(?:bestemmer|afgør|råder|beslutter)\sselv\s"
    r"(?:over\s)?(?:den|det|dem|sagen|datoen|tidspunktet)\b"
    rf"|(?:det\s)?(?:er|bestemmes)\s(?:af\s)?(?!{_OUR_BODIES}\b)[\w-]+(?:\s[\w-]+)?,\s(?:der|som)\s(?:selv\s)?"
    r"(?:bestemmer|afgør|beslutter|har ansvaret|står for)"
    rf"|(?:men\s|og\s)?(?:det\s(?:har|er)\s)?{_OUR_BODIES}\s(?:er\s(?:kun|blot|alene)\s(?:blevet\s)?(?:orienteret|hørt|underrettet)"
    r"|har\s(?:ikke\s(?:noget|meget)\sat\ssige|ingen\s(?:indflydelse|bestemmelse))|bestemmer ikke))",
    re.IGNORECASE,
)
_OWN_RULES = re.compile(r"\b(?:kommunens|regionens|vores|udvalgets|egne|vedtager|fastsætter|indfører)\b", re.IGNORECASE)
_FROM_STATE = re.compile(
    r"\b(?:staten|regeringen|folketinget|ministeriet)\b.{0,40}\b(?:kompenser|dækk|finansier|betal|afsat|afsæt|vedtag)"
    r"|\bkompenser\w+ af staten\b"
    r"|\bfølger af\s(?:\w+\s){0,2}(?:[\w-]*lov(?:en)?|[\w-]*direktiv(?:et)?|[\w-]*bekendtgørelsen?)\b",
    re.IGNORECASE,
)

# «Tilskuddet er betinget af, at …»: a condition for others' money
_ON_CONDITION = re.compile(
    r"\b\w*(?:tilskud|støtte|bevilling|tilsagn|lån|garanti|bidrag)(?:det|ten|en|et|ne)?\s(?:er|gives|ydes|udbetales)\s"
    r"(?:[\w-]+\s){0,3}?(?:betinget\saf|(?:under|med)\sforudsætning\saf|på\s(?:den\s)?betingelse(?:\saf)?),\sat\s",
    re.IGNORECASE,
)
# «Staten har en pulje. Den har ansøgningsfrist den …»: what the sentence before gave to somebody else
_GOES_ON_ABOUT = re.compile(
    r"\W*(?:Den|Det|De|Puljen|Ordningen|Fristen)\s(?:har|er|åbner|lukker|udløber|løber|gælder|uddeles)\b"
)
_THAT_THING = re.compile(r"(?:Den|Det|De)\s[a-zæøå]+(?:s|r|l)\s")  # «Broen er Banedanmarks. Den males i maj»
_THEY_HAVE = re.compile(r"\b(?:har|laver|opretter|åbner|udbyder|afsætter)\s(?:en|et|to|nye?)\s")
# «Vi fik udsættelse til udgangen af 2020»: how long one is spared
_SPARED = re.compile(r"\b(?:udsættelse|henstand|dispensation|respit|fritagelse)\s$", re.IGNORECASE)
_UNTIL = re.compile(r"(?:(?:frem )?til|indtil)\b", re.IGNORECASE)
_FROM_DOING = re.compile(r"\s(?:med|for|til)\sat\b")
# «Ansøgeren har frist til den 1. marts med at sende tegninger»: theirs who ask for something, or live there
_THEIR_LIMIT = re.compile(
    r"\b(?:ansøger|klager|nabo|\w*ejer|bygherre|beboer|forældre|lejer|forpagter|rederi|\w*forening|\w*klubb?|virksomhed|firma)"
    r"(?:e|n|en|et|er|ne|rne|erne|ene)?\s(?:har|fik|får)\s(?:\w+\s){0,2}?(?:frist|tid)\s(?:frem\s)?(?:ind)?til\s(?:den\s|d\.\s)?$",
    re.IGNORECASE,
)
# «Bo Lund (V) regner med, at …»: one person's view
_ONE_PERSONS = re.compile(
    r"^\W*[A-ZÆØÅ][\w.-]+(?:\s[A-ZÆØÅ][\w.-]+){0,3}\s\([A-ZÆØÅ]{1,3}\)\s"
    r"(?:regner|håber|tror|mener|forventer|foreslår|foreslog|ønsker|drømmer|venter|spår|gætter|vil\s(?:gerne|helst|have))\b"
)
# «Ældrerådet bad om en plan inden oktober»: who is heard asks, and is promised nothing by that
_HEARD_ASK = re.compile(
    r"\W*(?:handicap|ældre|senior|elev|ungdoms|unge|udsatte|integrations|lokal|bruger|pårørende)råd(?:et)?\s"
    r"(?:(?:bad|beder|har\sbedt)\b.{0,40}?\bom|(?:efterlys|foresl|ønske|anbefal|håbe)\w*|så\sgerne|ser\sgerne)\s",
    re.IGNORECASE,
)
# «Normeringerne følger af loven og gælder fra 2024»
_HOLDS_BY_LAW = re.compile(
    r"\b(?:følger|fremgår)\saf\s(?:\w+\s){0,2}?\w*(?:lov|loven|lovgivningen|bekendtgørelsen|direktivet|forordningen)\s"
    r"og\s(?:gælder|træder i kraft|har virkning|får virkning)\s$",
    re.IGNORECASE,
)


_ACCOUNT = re.compile(
    r"\b\w*(?:opfølgning|opgørelse|regnskab|status|saldo|beholdning|prognose|ledighed|\wtal|oversigt|rapport)(?:en|et|ne)?\s$",
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
        or background.is_other_time(sentence, start)
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
    if takes_seat(sentence) or background.is_quoted(sentence) or sentence.rstrip(' »”"').endswith("?"):
        return True
    limit = is_limit(time, sentence[start:end])  # what is under way is to be done by then
    background_only = not limit and background.tells_progress(paragraph, paragraph.index(sentence))
    return (
        background_only
        or _is_of_new_law(paragraph, sentence)
        or _is_decided_elsewhere(paragraph, sentence)
        or _is_of_others_thing(paragraph, sentence, context.organisation)
    )


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
    if _IS_A_POOLS.search(sentence[:start]) and _LIMIT_WORD.match(sentence, start):
        return True
    if _is_others_matter(read, start, end):
        return True
    limit = _LIMIT_IS.match(sentence, start)
    if _FOR_WHO_APPLY.search(sentence[: limit.end() if limit else start]):
        return True
    by_then = _CONDITION_BY_THEN.match(sentence)
    if (
        (by_then and start < by_then.end())
        or _is_their_duty(read, time, start)
        or _ENDS_AFTER_ALL.search(sentence[:start])
    ):
        return True
    if start < max(background.condition_first(sentence), withdrawn.end() if withdrawn else 0):
        return True  # «Lukkes skolen i sommeren 2020, skal …»
    return is_denied(sentence, [one[1:] for one in read.times], start, end)


def _is_others_matter(read: Read, start: int, end: int) -> bool:
    """Whether the time at `start` is of what somebody else must see to, asks for, thinks, or is spared."""
    sentence = read.sentence.text
    clause = read.clauses[clause_index(read.clauses, start)]
    before = sentence[:start]
    return bool(
        _ON_CONDITION.search(before)
        or _ONE_PERSONS.match(sentence)
        or _HEARD_ASK.match(sentence, clause.start, start)
        or _THEIR_LIMIT.search(before)
        or (_SPARED.search(before) and _UNTIL.match(sentence, start) and not _FROM_DOING.match(sentence, end))
        or _HOLDS_BY_LAW.search(before)
    )


def _is_their_duty(read: Read, time: Deadline, start: int) -> bool:
    """«Forældre skal tilmelde deres børn senest den 1. maj»: a limit that people keep, and no promise to them."""
    if time.kind is DeadlineKind.FROM:
        return False  # «Fra maj skal borgerne bestille tid»: a new order, which the municipality makes
    plain = masked(read.sentence.text, [one[1:] for one in read.times])
    clause = read.clauses[clause_index(read.clauses, start)]
    return any(
        clause.start <= duty.end() <= clause.end or clause.start <= duty.start() < clause.end
        for duty in _THEY_MUST.finditer(plain)
    )


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
        and _THERE.match(sentence, end) is not None
        and _PEOPLE.search(sentence, clause.start, start) is not None
    )


def _is_decided_elsewhere(paragraph: Sequence[str], sentence: str) -> bool:
    """«Køreplanen gælder fra maj. Rederiet bestemmer selv over den»: the next sentence tells that it is others'."""
    at = paragraph.index(sentence)
    return any(_UP_TO_OTHERS.match(words) for words in paragraph[at + 1 : at + 2])


def _is_of_others_thing(paragraph: Sequence[str], sentence: str, own: str | None) -> bool:
    """«Staten har en pulje. Den har ansøgningsfrist i maj»: the sentence before tells whose it is."""
    at = paragraph.index(sentence)
    if at == 0:
        return False
    if _THAT_THING.match(sentence) and others.belongs_to_others(paragraph[at - 1], own):
        return True
    if not _GOES_ON_ABOUT.match(sentence):
        return False
    return bool(_THEY_HAVE.search(paragraph[at - 1])) and others.speaks_of_others(paragraph[at - 1], own)


def _is_of_new_law(paragraph: Sequence[str], sentence: str) -> bool:
    """«Nye regler træder i kraft i maj. Staten kompenserer …»: the next sentence tells that they are a law's."""
    if not _NEW_RULES.search(sentence) or _OWN_RULES.search(sentence):
        return False
    at = paragraph.index(sentence)
    return any(_FROM_STATE.search(words) for words in paragraph[at : at + 2])


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
    if time.kind is not DeadlineKind.RELATIVE:
        return False
    index = clause_index(read.clauses, start)
    if background.asks_first(read.sentence.text):
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
