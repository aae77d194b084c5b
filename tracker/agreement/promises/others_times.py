"""Times that others must keep, set or ask for: an applicant's limit, a law's day, a condition for somebody's money."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.agreement.acts.clauses import clause_index, masked
from tracker.agreement.promises import others
from tracker.agreement.promises.readings import Read
from tracker.agreement.promises.settled_elsewhere import OURS
from tracker.agreement.values import Deadline, DeadlineKind

# «Udvalget henviser foreningen til puljen, der har ansøgningsfrist den 1. oktober»: theirs who apply
_IS_A_POOLS = re.compile(
    r"\bhenvis\w*\s[^.;]{0,60}?\btil\s[^,.;]{3,60}, (?:(?:der|som) har\s(?:[\w-]*frist\s)?|hvis [\w-]*frist er\s)$",
    re.IGNORECASE,
)
# «Foreningerne kan søge tilskud, og fristen er den 1. marts», «Puljen har to ansøgningsrunder, og den første lukker …»
_FOR_WHO_APPLY = re.compile(
    r"\bkan\s(?:[\w-]+\s){0,3}?(?:søge|ansøge|søges|byde|tilmelde sig|melde sig)\b[^.;]*"
    r"\bfrist(?:en|er|erne)?\s(?:for [\w-]+ )?er\s$"
    r"|\b\w*frist(?:en)?\shos\s(?:staten|regionen|fonden|\w*(?:ministeriet|styrelsen))\s(?:er|udløber)\s$"
    # «Fristen for ansøgerne er den 1. marts»
    r"|\bfrist(?:en|erne)?\sfor\s(?:at\ssøge\s)?(?:ansøger(?:ne|e)|ansøgning(?:er|erne)?\sfra\s[\w-]+|foreninger(?:ne)?|borger(?:ne|e)"
    r"|forældre(?:ne)?|virksomheder(?:ne)?|kunstner(?:ne|e))\s(?:er|udløber)\s(?:den\s)?$"
    # «Foreningernes frist for at indsende ansøgning er …»
    r"|(?:^|[,;]\s(?:og\s|men\s)?)(?:[\w-]*(?:forening|klub|ansøger|kunstner|virksomhed)(?:b?er)?(?:ne)?|ansøgerne|interesserede)s\s"
    r"(?:(?:ansøgnings|tilmeldings)frist\s(?:[^.;]{3,60}\s)?|frist\s(?:for|til)\s(?:at\s)?[^.;]{0,40}?(?:søg|tilmeld)[^.;]{0,40}?\s)(?:er|udløber)\s$"
    r"|\bfrist(?:en)?\sfor\sat\ssøge\s(?:om\s)?(?:statens|regeringens|eu's|\w*(?:ministeriets|styrelsens|fondens))\s[^.;]*\ser\s$"
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
_LIMIT_IS = re.compile(r"\w*frist(?:en|erne)?\ser\s", re.IGNORECASE)  # in the expression itself
_LIMIT_WORD = re.compile(r"(?:[\w-]*frist\s)?(?:den |d\. |senest |\d)", re.IGNORECASE)
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
    r"|har\s(?:ikke\s(?:noget|meget)\sat\ssige|ingen\s(?:indflydelse|bestemmelse))|bestemmer ikke)"
    # «Kommunen er ikke part i sagen», «Det er kommunen uvedkommende»
    rf"|{_OUR_BODIES}\s(?:er\sikke\s(?:part\si|involveret|indblandet|med\si)|har\s(?:intet|ikke\snoget)\smed\s\w+\sat\sgøre"
    r"|blander\ssig\sikke)\b|det\s(?:er\skommunen\suvedkommende|vedkommer\sikke\skommunen))",
    re.IGNORECASE,
)
_ASKS_FOR = re.compile(
    r"\b(?:har|havde)\s(?:(?!ikke\b)[\w-]+\s){0,3}?(?:bedt|ønsket|foreslået|anmodet|søgt|spurgt|opfordret)\b"
    r"|\b(?:bad|beder|foreslog|foreslår|ønskede|ønsker|anmodede|anmoder|opfordrede|opfordrer|ansøgte)\b"
)
_REFUSAL = (
    r"(?:det|dette|ønsket|ønskerne|forslaget|anmodningen|ansøgningen|henvendelsen)\s(?:[\w-]+\s){0,4}?"
    r"(?:afvis(?:er|es|te|tes|t)|afslå(?:r|s|et)|afslog|imødekommes ikke|faldt|forkastet|nedstemt"
    r"|(?:siger|sagde)\s(?:[\w-]+\s){0,3}?nej"
    r"|(?:kan|vil|kunne|ville)\s(?:[\w-]+\s){0,3}?ikke(?:\s(?:imødekomme|støtte|følge|gå|bakke|efterkomme|være)|\W*$)"
    r"|(?:var|er) (?:der )?(?:ikke|intet) (?:et )?(?:flertal|opbakning))"
)
# «Det siger udvalget nej til: Hallen lukker i juni»
_REFUSED = re.compile(rf"\W*{_REFUSAL}", re.IGNORECASE)
_BUT_REFUSED = re.compile(rf"[,;]\s(?:men|og)\s{_REFUSAL}", re.IGNORECASE)
_OWN_RULES = re.compile(r"\b(?:kommunens|regionens|vores|udvalgets|egne|vedtager|fastsætter|indfører)\b", re.IGNORECASE)
_FROM_STATE = re.compile(
    r"\b(?:staten|regeringen|folketinget|ministeriet)\b.{0,40}\b(?:kompenser|dækk|finansier|betal|afsat|afsæt|vedtag)"
    r"|\bkompenser\w+ af staten\b"
    r"|\bfølger af\s(?:\w+\s){0,2}(?:[\w-]*lov(?:en)?|[\w-]*direktiv(?:et)?|[\w-]*bekendtgørelsen?)\b",
    re.IGNORECASE,
)
# «Tilskuddet er betinget af, at …»: a condition for others' money
_ON_CONDITION = re.compile(
    r"\b\w*(?:tilskud|støtte|bevilling|tilsagn|lån|garanti|bidrag|gave|donation)(?:det|ten|en|et|ne|n)?\s(?:er(?:\sgivet)?|gives|ydes|udbetales)\s"
    r"(?:[\w-]+\s){0,3}?(?:betinget\saf|(?:under|med)\sforudsætning\saf|på\s(?:den\s|det\s)?(?:betingelse|vilkår)(?:\saf)?),\sat\s",
    re.IGNORECASE,
)
# «Staten har en pulje. Den har ansøgningsfrist den …»: what the sentence before gave to somebody else
_GOES_ON_ABOUT = re.compile(
    r"\W*(?:Den|Det|De|Puljen|Ordningen|Fristen)\s(?:har|er|åbner|lukker|udløber|løber|gælder|uddeles|får|træder)\b"
)
_THAT_THING = re.compile(r"(?:Den|Det|De)\s[a-zæøå]+(?:s|r|l)\s")  # «Broen er Banedanmarks. Den males i maj»
_THEY_HAVE = re.compile(
    r"\b(?:har|laver|opretter|åbner|udbyder|afsætter)\s(?:en|et|to|nye?)\s"
    r"|\b(?:vedtog|har vedtaget|fremsatte|udstedte)\s"  # «Folketinget vedtog reformen. Den træder i kraft i 2026»
)
# «KL's topmøde holdes den 25. september»
_EVENT_OF = re.compile(
    r"\W*(?:[\w-]+:\s)?(?:[\w.-]+\s){0,2}?[\w-]+['’]?s\s(?:[a-zæøå]+e\s)?[\w-]*(?:møde|konference|kongres|messe|stævne|generalforsamling|kampagne|temadag)"
    r"(?:t|et|en|n)?\s(?:holdes|afholdes|finder|begynder|åbner|er)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\W*[\w-]+:\s")  # «Formanden: KL's topmøde holdes …»
# «Vi fik udsættelse til udgangen af 2020»: how long one is spared
_SPARED = re.compile(r"\b(?:udsættelse|henstand|dispensation|respit|fritagelse)\s$", re.IGNORECASE)
_UNTIL = re.compile(r"(?:(?:frem )?til|indtil)\b", re.IGNORECASE)
_FROM_DOING = re.compile(r"\s(?:(?:med|for|til)\sat\b|med\s(?:\w+\s)?[\w-]+(?:en|et|ne)\b)")
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
# «Lov om havplaner: Kravet gælder for planer, der vedtages efter …»
_OF_LAW = re.compile(
    r"\W*(?:lov|bekendtgørelse|direktiv|forordning|vejledning)\s(?:om|for|nr\.)\s[^:]{3,80}:\s"
    r".*\b(?:gælder|træder i kraft|(?:har|får) virkning)\b",
    re.IGNORECASE,
)
# «Normeringerne følger af loven og gælder fra 2024»
_HOLDS_BY_LAW = re.compile(
    r"\b(?:følger|fremgår)\saf\s(?:\w+\s){0,2}?\w*(?:lov|loven|lovgivningen|bekendtgørelsen|direktivet|forordningen)\s"
    r"og\s(?:gælder|træder i kraft|har virkning|får virkning)\s$"
    # «De lovbundne normeringer har fuld virkning fra 2024», «…, og dele af loven får virkning i august»
    r"|(?:\blov(?:bundne|pligtige|fæstede|bestemte|givne)\s[\w-]+|\b(?:dele?|resten|hovedparten|størstedelen|flertallet|bestemmelserne|kravene)"
    r"\s(?:af|i)\s(?:den\s|det\s)?(?:[a-zæøå]+e\s)?\w*(?:loven|reformen|direktivet|forordningen|bekendtgørelsen|lovgivningen)(?:s\s[\w-]+)?)"
    r"\s(?:gælder|træder(?:\sførst)?(?:\si kraft)?|(?:har|får)\s(?:først\s)?(?:fuld\s)?(?:virkning)?)\s?(?:først\s)?$",
    re.IGNORECASE,
)
# «Normeringerne skal leve op til lovens krav fra 2024»: by when is promised, from when is the law's
_FROM_A_LAW = re.compile(
    r"\b(?:[\w-]*lovens|eu['’]?s|statens|regeringens|direktivets|bekendtgørelsens|forordningens)\s(?:[a-zæøå]+e\s)?"
    r"(?:krav|regler|bestemmelser|minimumskrav)\s(?:(?:om|til)\s[\w-]+\s)?$",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:fra|gældende|pr\.?)\b", re.IGNORECASE)


# «Svar ventes: marts 2025», «Tilsagn forventes i maj»: what somebody else gives
_ANSWER_AWAITED = re.compile(
    r"^\W*(?:et\s|en\s)?(?:svar|tilsagn|afslag|dom|kendelse)(?:et|en)?(?:\s(?:fra|hos)\s[\w-]+)?\s(?:for)?ventes:?\s*$"
    r"|^\W*(?:tilladelse|godkendelse|dispensation|svar|tilsagn|afgørelse)(?:n|r)?\sfra\s(?!kommun|region|byråd|[\w-]*udvalg|[\w-]*forvaltning)"
    r"[\w-]+(?:\s[\w-]+){0,2}:?\s(?:for)?ventes:?\s*$",
    re.IGNORECASE,
)


# «Samarbejdet ophører den 31. maj, fordi naboen har opsagt det»: ended by who is no part of the municipality
_ENDS_THEN = re.compile(r"\b(?:ophører|slutter|stopper|ender)\s$")
_ENDED_BY = re.compile(
    r",?\s(?:fordi|da|idet|eftersom|efter at)\s(?P<who>[^,;.:]{2,60}?)\s(?:har\s(?:[\w-]+\s){0,2}?"
    r"(?:opsagt|sagt\s(?:[\w-]+\s)?(?:nej|stop|op|fra)|trukket\ssig|ophævet|meldt\sfra)|opsiger|trækker\ssig|ikke\s(?:længere\s)?(?:vil|ønsker))\b",
    re.IGNORECASE,
)


def is_ended_by_others(sentence: str, start: int, end: int) -> bool:
    """Whether somebody else ends by the time at `start` what the municipality has with him."""
    by = _ENDED_BY.match(sentence, end) if _ENDS_THEN.search(sentence, 0, start) else None
    return by is not None and OURS.search(by["who"]) is None


def is_applicants(sentence: str, start: int) -> bool:
    """Whether the time at `start` is the limit of those who may apply for something."""
    if _IS_A_POOLS.search(sentence[:start]) and _LIMIT_WORD.match(sentence, start):
        return True
    limit = _LIMIT_IS.match(sentence, start)
    return _FOR_WHO_APPLY.search(sentence[: limit.end() if limit else start]) is not None


# «Fristen for at søge er den 1. maj, men kommunen søger ikke», «…, og kommunens ansøgning sendes senest den 24. april»
_LIMIT_TO_APPLY = re.compile(
    r"(?:^|[,;]\s(?:og|men)\s)\W*(?:ansøgnings|søge|indsendelses)?fristen(?:\s(?:for|til|hos|i)\s[^,;:.]{3,60}?)?\s(?:er|udløber)\s(?:senest\s)?(?:den\s|d\.\s)?$",
    re.IGNORECASE,
)
_APPLIES_NOT = re.compile(
    r"\b(?:kommunen|regionen|vi|[\w-]*udvalget|byrådet|forvaltningen)\s(?:[\w-]+\s){0,4}?(?:ikke\sat\ssøge|søger\sikke|(?:vil|skal)\sikke\ssøge)\b"
    r"|\b(?:søger\s(?:kommunen|regionen|vi)\sikke|ikke\sat\ssøge)\b",
    re.IGNORECASE,
)
_OWN_APPLICATION = re.compile(
    r"[,;]\s(?:og|men)\s(?:kommunens|regionens|vores|forvaltningens)\s(?:[a-zæøå]+e\s)?(?:ansøgning|bud|oplæg)\b",
    re.IGNORECASE,
)


def is_limit_not_met(paragraph: Sequence[str], read: Read, start: int, end: int) -> bool:
    """Whether the time at `start` is the last day to apply for something, and the municipality does not, or sooner."""
    sentence = read.sentence.text
    words = f"{sentence[:start]}{sentence[start:end]}"
    limit = _LIMIT_TO_APPLY.search(words[: start + (found.end() if (found := _LIMIT_IS.match(words[start:])) else 0)])
    if limit is None:
        return False
    own = _OWN_APPLICATION.search(sentence, end)
    if own and any(begins > own.end() for _time, begins, _end in read.times):
        return True
    after = paragraph[paragraph.index(sentence) + 1 :][:1]
    return any(_APPLIES_NOT.search(said) for said in (sentence[end:], *after))


def is_others_matter(read: Read, start: int, end: int) -> bool:
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
        or (_FROM.match(sentence, start) and _FROM_A_LAW.search(before))
        or _OF_LAW.match(before)
        or _ANSWER_AWAITED.match(before)
    )


def is_their_duty(read: Read, time: Deadline, start: int) -> bool:
    """«Forældre skal tilmelde deres børn senest den 1. maj»: a limit that people keep, and no promise to them."""
    if time.kind is DeadlineKind.FROM:
        return False  # «Fra maj skal borgerne bestille tid»: a new order, which the municipality makes
    plain = masked(read.sentence.text, [one[1:] for one in read.times])
    clause = read.clauses[clause_index(read.clauses, start)]
    return any(
        clause.start <= duty.end() <= clause.end or clause.start <= duty.start() < clause.end
        for duty in _THEY_MUST.finditer(plain)
    )


def is_in_part_of_others(sentence: str, start: int, own: str | None) -> bool:
    """«Vi svarer inden maj; statens plan nævner udgangen af 2028»: a part after a semicolon that is about others."""
    begin = sentence.rfind(";", 0, start) + 1
    return begin > 0 and others.speaks_of_others(sentence[begin:start].strip(), own)


def is_decided_elsewhere(paragraph: Sequence[str], sentence: str) -> bool:
    """«Køreplanen gælder fra maj. Rederiet bestemmer selv over den»: the next sentence tells that it is others'."""
    at = paragraph.index(sentence)
    return any(_UP_TO_OTHERS.match(words) for words in paragraph[at + 1 : at + 2])


def is_refused(paragraph: Sequence[str], sentence: str, end: int) -> bool:
    """«De har bedt om, at hallen åbner i maj. Det afviser udvalget»: what is asked for, and not to be.

    `end`: where the time ends that is asked for.
    """
    asked = _ASKS_FOR.search(sentence, 0, end)
    if asked is None:
        return False
    following = paragraph.index(sentence) + 1
    return bool(_BUT_REFUSED.search(sentence, end)) or any(
        _REFUSED.match(words) for words in paragraph[following : following + 1]
    )


def is_of_others_thing(paragraph: Sequence[str], sentence: str, own: str | None) -> bool:
    """«Staten har en pulje. Den har ansøgningsfrist i maj»: the sentence before tells whose it is, or this one."""
    if _EVENT_OF.match(sentence) and others.speaks_of_others(_LABEL.sub("", sentence), own):
        return True
    at = paragraph.index(sentence)
    if at == 0:
        return False
    if _THAT_THING.match(sentence) and others.belongs_to_others(paragraph[at - 1], own):
        return True
    if not _GOES_ON_ABOUT.match(sentence):
        return False
    return bool(_THEY_HAVE.search(paragraph[at - 1])) and others.speaks_of_others(paragraph[at - 1], own)


def is_of_new_law(paragraph: Sequence[str], sentence: str) -> bool:
    """«Nye regler træder i kraft i maj. Staten kompenserer …»: the next sentence tells that they are a law's."""
    if not _NEW_RULES.search(sentence) or _OWN_RULES.search(sentence):
        return False
    at = paragraph.index(sentence)
    return any(_FROM_STATE.search(words) for words in paragraph[at : at + 2])
