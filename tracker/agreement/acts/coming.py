"""What a clause in the present tells as still to come, and not who does it: it comes, is got, is set, is voted on."""

from __future__ import annotations

import re

from tracker.agreement.acts.verb import Inflection, Verb
from tracker.agreement.values import TaskKind

# «De seks sidste (pladser)», «resten af boligerne», «halvdelen»
_SOME_OF_THEM = (
    r"(?:de(?:\s(?:to|tre|fire|fem|seks|syv|otte|ni|ti|tolv|\d+|første|sidste|øvrige|resterende|andre|nye)){1,3}"
    r"(?:\s(?!regler|elever|borgere|beboere|ansatte|tal\b|love?\b|krav\b|kommuner|regioner|partier|lande\b)[a-zæøå]+)?"
    r"|(?:resten|halvdelen|den anden halvdel)(?:\saf\s[\w-]+)?)"
)
# What is made, and comes when it is ready: «De endelige tal for 2019 kommer i maj»
_PAPER = (
    r"(?:(?:den|det|de)\s(?:endelige|samlede|færdige|reviderede|opdaterede|nye|næste)\s"
    r"(?!regler|love?\b|krav|elever|borgere)[\w-]+"
    r"|resultat(?:et|erne)|konklusionen|afgørelsen|redegørelsen|opgørelsen)"
    r"(?:\s+(?:for|af|over|om|på)(?:\s+(?!fra\b)[\w-]+){1,5}?)?"
)
# «den første kommer i november», «Der kommer nye bænke», «Der kommer gang i byggeriet»
_FIRST_COMES = re.compile(
    r"\b(?:(?:(?:den|det|de) (?:første|næste|nye)|(?:anden|tredje|fjerde|næste|sidste|første) [a-zæøå]+|der"
    rf"|{_SOME_OF_THEM})\s(?P<verb>kommer|følger|udkommer)"
    rf"|{_SOME_OF_THEM}\s(?P<verb_others>tager|får|gør)"
    r"(?=\s(?:den|det|dem|et|en)\b(?!\s(?:bedre|værre|svært|godt|lettere)\b))"
    rf"|{_PAPER}\s(?P<verb_paper>kommer)(?=\s\s|\W*$)"
    r"|(?:\A|\b(?:og|men)\s)(?:den|det|de)\s(?P<verb_then>ligger|falder|er)(?=\s{6,}[.)]?\s*\Z)"
    r"|(?:(?:den|det|de) (?:første|næste|ene)|(?:første|anden|tredje|næste|sidste) [a-zæøå]+)"
    r"\s(?P<verb_falls>falder|ligger)(?=\s\s)"
    r"|(?:\A|\b(?:og|men|mens)\s)(?:(?:den|det)\s[a-zæøå]+e\s\w*(?:afgørelse|beslutning|godkendelse|vedtagelse)"
    r"|\w*(?:afgørelse|beslutning|godkendelse|vedtagelse)(?:n|en))"
    r"(?:\s(?:om|af|i|på|mellem)\s[^,;:.]{2,60}?)?\s(?P<verb_decides>falder)(?:\s(?:først|endeligt))?(?=\s\s|\s+(?:i|på)\s[\w-]*(?:vi|råd|møde))"
    r"|(?P<verb_first>kommer|følger)\s(?:der|den næste|den anden|næste|anden)"
    r"|(?:og|mens|medens)\s(?:i|på|ved|til)\s[\w-]+\s(?P<verb_there>følger|kommer)\s(?:en|et|to|tre|fire))\b"
    r"(?!\s+(?:flere|færre|mere|mindre|ikke|stadig|hele tiden|altid)\b)(?!.*\bfra\s)",
    re.IGNORECASE,
)
# «Forældrene stemmer om madordningen i uge 19»: a vote is held
_VOTE = re.compile(r"\b(?P<verb>stemmer)\s+(?:[\w-]+\s+)?om\b")
_BODY_VOTES = re.compile(r"\bvi\s+stemmer\b|\bstemmer\s+vi\b")
_PERSONS = (
    r"(?:borger|børn|unge|ældre|elev|familie|forældre|mennesker|ledige|personer|ansatte|medarbejder|patient|flygtning"
    r"|kvinde|mænd|virksomhed)"
)
# «Torvet får ny belægning»; not what nobody gives: more inhabitants, need, effect, money.
_RECEIVES = re.compile(
    r"(?P<verb>\bfår\b)\s+(?:[\w-]+(?:en|et|erne|ne)\s)?"
    r"(?!(?:en |et )?(?:nye? |nyt |stor |større |bedre |lille |mindre )?"
    r"(?:\d|at\b|flere|færre|mere|mindre|bedre|større|mulighed|brug|behov|betydning|svær|let|lov\b|ret\b|effekt"
    r"|konsekvens|glæde|virkning|problem|gavn|råd\b|lige|travlt|nok\b|del\b|tilskud|støtte\b|penge|udfordring|fald"
    r"|stigning|tab\b|merforbrug|underskud|overskud|også|ikke|svar|lov|regler|medhold|afslag|besøg|kritik"
    r"|det (?:bedre|værre|svært|lettere|godt)\b"
    r"|mange (?:børn|unge|ældre|borgere|familier|mennesker|forældre|ansatte|ledige)\b"
    r"|rolle|række|stadig|hjælp\b|udligning))(?:[a-zæøå])"
)
# «Udvalget får inden for en måned et svar fra forvaltningen», «Skolen får et brev om grunden», «Udvalget modtager en
# liste»: what is written to them
_GETS_LETTER = re.compile(
    r"\b(?P<verb>får|modtager)\s+(?:[\w-]+(?:en|et|erne|ne)\s+)?(?:(?:et\s|en\s)(?:brev|skriftligt\ssvar|folder|pjece|mail|sms"
    r"|indkaldelse|invitation|vejledning|(?:[a-zæøå]+et\s)?[\w-]*(?<!vente)liste)\b"
    r"|(?:et\s)?svar\s(?:fra|af)\s(?:forvaltningen|administrationen|kommunen|udvalget|byrådet))\b"
)
_BY_US = r"(?:kommunen|regionen|forvaltningen|administrationen|udvalget|byrådet|vi|os)"
_OF_US = r"(?:kommunens|regionens|forvaltningens|administrationens|[\w-]*udvalgets|byrådets|vores|rådhusets)"
_ANSWER = (
    r"(?:(?:et\s|en\s)?(?:endeligt?\s|skriftligt?\s|foreløbigt?\s)?"
    r"(?:svar|besked|tilbagemelding|afgørelse|påbud)\b)"
)
_NO_GIVER = rf"(?!\s+af\s(?!{_BY_US}\b)|.*\sfra\s(?!{_BY_US}\b))"  # «svar på valg af skole» tells no giver
OWED = re.compile(
    # «Miljøstyrelsen skal have kommunens vurdering», «Ministeriet skal have et svar fra kommunen»
    rf"\W*(?:[\w-]+\s+){{1,6}}?(?P<verb_due>skal)\s+(?:[\w-]+\s+){{0,2}}?have\s+(?:{_OF_US}\s+[a-zæøå]|{_ANSWER}{_NO_GIVER}"
    rf"|(?:en|et)\s(?:[\w-]+\s+){{1,4}}?fra\s+{_BY_US}\b)"
    # «Arrangørerne får svar i denne uge», «Inden jul får naboerne besked»
    rf"|\W*(?:at\s)?(?:alle\s|de\s)?(?!{_BY_US}\b|ansøger)(?:[\w-]+(?:erne|ene|ne|rådet|en|et))(?:\s(?:i|på|ved|bag|fra)\s[\w-]+)?"
    rf"\s+(?P<verb_gets>får)\s+{_ANSWER}{_NO_GIVER}"
    rf"|(?:og|men|så)\s(?:de|alle)\s(?P<verb_they>får)\s+{_ANSWER}{_NO_GIVER}"
    rf"|\W*(?P<verb_first>får)\s+(?!{_BY_US}\b|ansøger)[\w-]+(?:erne|ene|ne|rådet|en|et)(?:\s(?:i|på|ved|bag|fra)\s[\w-]+)?"
    rf"\s+{_ANSWER}{_NO_GIVER}",
    re.IGNORECASE,
)
"""What the municipality owes to somebody, told as what they are to have: «Naboerne får svar inden jul»."""
_SO_MANY = r"(?:\d[\d.]*|to|tre|fire|fem|seks|syv|otte|ni|ti|de (?:to|tre|fire|fem|seks))"
_NO_THING = r"nye\b|flere\b|ekstra\b|mio|mia|pct|procent|uger|dage|måneder|år\b|\w+(?:ske|lige|ende|ede)\b"
_NOT_GIVEN = (
    r"(?:med|i|på|til|fra|for|af|om|og|ved|mod|over|som|der|flere|færre|mere|mindre|hjælp|mulighed|problem|brug|behov"
    r"|svar|besøg|tilskud|støtte|penge|lov|ret|råd)\w*\b"
)
# «Inden jul får 40 busstop læskure»: who gets it stands after the verb
_SO_MANY_GET = re.compile(
    rf"\A\W*(?:(?:og|så|men)\s)?(?P<verb>får)\s+{_SO_MANY}\s(?!{_PERSONS}|{_NO_THING})[a-zæøå-]{{4,}}"
    rf"(?:\s(?:i|på|ved|langs|omkring)\s(?:[\w-]+\s)?[\w-]+)?\s+(?!{_NOT_GIVEN})[a-zæøå]"
)
# «Taksten for madservice stiger pr. 1. januar med 2 kr.»: a charge that those who agree set themselves
_CHARGE_MOVES = re.compile(
    r"\b\w*(?:takst|gebyr|husleje|kontingent|forældrebetaling|brugerbetaling|egenbetaling|billetpris)(?:en|et|erne|ene|er|n)?"
    r"\b(?:(?!privat)[^,;:]){0,60}?\s(?P<verb>stiger|falder)(?=\s{2,}(?:med|til)\s\d)",
    re.IGNORECASE,
)
# «Den er nu sat til 2021», «Samtalerne er lagt i uge 43»
_IS_SET = re.compile(
    r"\ber\s(?:(?:nu|derfor|foreløbig|i stedet)\s){0,2}(?P<verb>sat|lagt|skubbet)(?:\s(?:til|i))?(?=\s\s)"
)
# «Alle ledere kommer på kursus»
_ON_COURSE = re.compile(
    r"\b(?P<verb>kommer|tager)\b(?:\s+[\w-]+){0,4}?\s+på\s(?:[\w-]+\s)?"
    r"(?:\w*kurs(?:us|er)|\w*uddannelse|\w+forløb|\w*seminar|studietur|studiebesøg)\b"
)

# «En rapport om skovene ligger hos udvalget inden jul»
_LIES_BEFORE = re.compile(
    r"\b\w*(?:rapport|notat|oplæg|forslag|udkast|plan|svar|redegørelse|regnskab|oversigt|opgørelse|evaluering|analyse|undersøgelse|status)"
    r"(?:t?en|m?et|r|ne|erne)?\b[^.;:]{0,60}?\s(?P<verb>ligger)\s(?:klar\s)?(?:hos|på bordet hos)\s+vi\b",
    re.IGNORECASE,
)
# «Udvalgets studietur går til Samsø»
_TRIP = re.compile(
    r"\b\w*(?:tur|rejse|udflugt)(?:en)?\s(?:i år\s)?(?P<verb>går)\s(?:igen\s|denne gang\s)?til\b", re.IGNORECASE
)

# «Til sommer ligger der en bro over åen»: what is built, and there by then
_IS_THERE = re.compile(
    r"^\W*(?:(?:og|så)\s)?(?:(?P<verb>ligger|står|hænger|findes)\sder|der\s(?P<verb_after>ligger|står|hænger))\s"
    r"(?:en|et|to|tre|fire|fem|nye)\s(?:[a-zæøå-]+\s)?"
    r"[\w-]*(?:bro|sti|bænk|skur|tavle|skilt|mole|kaj|rampe|trappe|shelter|stander|hal|legeplads|boldbane|kunstgræsbane|pavillon|hegn"
    r"|brønd|toilet|læskur|hus|skole|tårn|station)(?:e?r|me|s|e)?\b",
    re.IGNORECASE,
)
_COMES = Verb("komme", TaskKind.DELIVERY, "")
_FALLS = Verb("falde", TaskKind.DECISION, "")
_IS_SENT = Verb("komme", TaskKind.IMPLEMENTATION, "")
_MOVES = Verb("ændre", TaskKind.IMPLEMENTATION, "")
_SETS = Verb("sætte", TaskKind.IMPLEMENTATION, "")
_GETS = Verb("få", TaskKind.DELIVERY, "")
_ANSWERS = Verb("svare", TaskKind.DELIVERY, "Svar til")


def owed(body: str) -> tuple[Verb, Inflection, int, int] | None:
    """The verb by which a clause tells what the municipality owes to somebody; its form and span as of `to_come`."""
    match = OWED.match(body)
    if match is None:
        return None
    group = next(name for name, word in match.groupdict().items() if word)
    return _ANSWERS, Inflection.PASSIVE, *match.span(group)


def is_there(body: str) -> tuple[int, int] | None:
    """Where a clause tells that something which is built is there by then."""
    match = _IS_THERE.match(body)
    if match is None:
        return None
    return match.span("verb" if match["verb"] else "verb_after")


def to_come(body: str) -> tuple[Verb, Inflection, int, int] | None:
    """The verb of such a clause, with its form and span in `body`, the clause's words with times blanked."""
    if (first := _FIRST_COMES.search(body)) is not None:
        group = next(name for name, word in first.groupdict().items() if word)
        return _FALLS if group == "verb_decides" else _COMES, Inflection.PRESENT, *first.span(group)
    if (vote := _VOTE.search(body)) is not None:
        kind = TaskKind.DECISION if _BODY_VOTES.search(body) else TaskKind.IMPLEMENTATION
        return Verb("stemme", kind, "Afstemning"), Inflection.PRESENT, *vote.span("verb")
    for pattern, verb in (
        (_CHARGE_MOVES, _MOVES),
        (_IS_SET, _SETS),
        (_ON_COURSE, _IS_SENT),
        (_TRIP, _IS_SENT),
        (_LIES_BEFORE, _GETS),
        (_GETS_LETTER, _GETS),
        (_RECEIVES, _GETS),
        (_SO_MANY_GET, _GETS),
    ):
        if (match := pattern.search(body)) is not None:
            return verb, Inflection.PARTICIPLE if verb is _SETS else Inflection.PRESENT, *match.span("verb")
    return None
