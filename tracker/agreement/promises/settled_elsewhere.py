"""What is settled elsewhere: by the calendar, a law, a nationwide agreement, another town, a company's own rules."""

from __future__ import annotations

import re

from tracker.agreement.acts.act import Act
from tracker.agreement.acts.clauses import Clause

LAWS = re.compile(
    r"\b\w*(?:loven|lovgivningen|bekendtgørelsen?|direktivet|forordningen|vejledningen|lov|lovforslag(?:et)?)\b",
    re.IGNORECASE,
)
"""A law, or what is like one."""
# «Forældrene vil have svar inden skolestart»: what people wish for is promised by nobody
THEY_WISH = re.compile(
    r"\W*(?:alle |mange |flere |nogle |de fleste )?(?:af )?\w*(?:borger|beboer|lodsejer|nabo|forældre|pårørende|elev"
    r"|bruger|medarbejder|forening|virksomhed|klub|lokalråd)(?:e?r?ne|en|e?r|et)?\s(?:vil\s(?:\w+\s){0,2}?have|vil\s(?:gerne|helst)|ønsker|kræver|foreslår"
    r"|efterlyser|håber|spørger|beder om|betaler for|har (?:bedt|spurgt|foreslået|ønsket|efterlyst))\b",
    re.IGNORECASE,
)
"""What people wish for."""
OURS = re.compile(
    r"\b(?:vi|kommunen|[\w-]*udvalget|byrådet|kommunalbestyrelsen|regionsrådet|magistraten|forvaltningen|administrationen"
    r"|direktionen|borgmesteren)\b",
    re.IGNORECASE,
)
"""Who decides in a municipality or region."""
# «De frivillige maler selv huset»: who does by himself what the municipality could
_DO_IT_SELVES = re.compile(
    r"\W*(?:(?:de|den|alle|\w+s)\s)?(?:frivillige|medlemmerne|brugerne|forældrene|pensionisterne|deltagerne"
    r"|\w*forening(?:en|erne)|\w*(?<!ungdoms)(?<!junior)(?<!fritids)klub(?:ben|berne))\s(?:[\w-]+\s){0,5}?[a-zæøå]+r\sselv\s",
    re.IGNORECASE,
)
# «Aftalen mellem regeringen og KL ventes …»
_AMONG_OTHERS = re.compile(
    r"\W*(?:(?:en|den|de|ny|nye|næste)\s)*[\w-]+ mellem (?:regeringen|staten)(?:,| og)"
    r" (?:KL|Danske Regioner|kommunerne|regionerne)\b"
    # «Forhandlingerne med staten ventes afsluttet …»
    r"|\W*(?:[\w-]*forhandlingerne|drøftelserne|dialogen)\smed\s(?:staten|regeringen|\w*ministeriet|\w*styrelsen)\s"
    r"(?:for)?ventes\b",
    re.IGNORECASE,
)
# What the calendar or the citizens bring, and what nobody does: «Kommunalvalget holdes …», «Behovet øges …».
_NOBODYS = re.compile(
    r"\W*(?:(?:og|men|samt|at)\s)?(?:(?:det|den|de|næste|kommende|nye?)\s){0,2}(?:[\w-]+s\s)?"
    r"(?:(?:kommunal|folketings|regions|regionsråds|europa-parlaments|ældreråds)valget|valget(?!\s(?:af|til|om|mellem)\b)|valgperioden|valgkampen"
    r"|(?:sommer|efterårs|jule|vinter|påske|skole)ferien?|(?:skole|kalender|budget|regnskabs|finans)året"
    r"|(?:\w*sæsonen|foråret|sommeren|efteråret|vinteren)\s(?:løber|varer|begynder|starter|slutter|ender)"
    r"|(?:løn|overenskomst|treparts)forhandlingerne(?!\smed\b)"
    r"|\w*(?:behov|pres|interesse|efterspørgs(?:e)?l|ledighed|befolkning|risiko|tilgang|tilflytning)"
    r"(?:let|len|sen|en|et|n|t|ket)?\b.{0,60}\b(?:øges|forøges|mindskes|reduceres))\b(?!.*\bskal\b)",
    re.IGNORECASE,
)
_BY_LAW = re.compile(
    r"\b(?:når|fordi|da)\b.{0,50}\b\w*lov(?:en|givningen)?\b.{0,50}\b(?:træder i kraft|får virkning|gælder|vedtages)",
    re.IGNORECASE,
)
# «Næste punkt er valget, og det er den 16. november»: what the calendar brings is taken up
_IS_THEN = re.compile(r"(?:og|men)\s(?:det|den|de)\s(?:er|ligger|falder)\b", re.IGNORECASE)
_NAMED_DAY = re.compile(r"\b(?:\w*valget|\w+ferien)\b", re.IGNORECASE)
# «I nabokommunen indføres betalingsparkering»
_ELSEWHERE = re.compile(
    r"\W*(?:(?:og|men)\s)?(?:[\w-]+(?:en|et|ne)\s(?=i\snabo))?"
    r"i (?:nabo(?:kommune|region|by)\w*|andre (?:kommuner|regioner|lande|byer)|udlandet"
    r"|(?:resten af|hele) landet|sverige|norge|finland|tyskland|england|holland|frankrig|eu)\b",
    re.IGNORECASE,
)
# «Overenskomsten genforhandles på landsplan», «Taksterne fastsættes centralt»
_NATIONWIDE = re.compile(
    r"\bpå (?:lands|nationalt |statsligt )plan\b"
    r"|\b(?:aftal|forhandl|fastsætt|udmeld|beslutt|afgør|vedtag)\w*\s(?:[\w-]+\s){0,3}?"
    r"(?:centralt|nationalt|fra centralt hold)\b"
    # «Vederlaget reguleres hvert år efter bekendtgørelsen»
    r"|\b(?:regul|indeks|pristalsregul)eres\b[^.;:]*\b(?:efter|ifølge|jf\.|i henhold til|i takt med)\s(?:\w+\s){0,2}?"
    r"\w*(?:lov(?:en|ens|givningen)?|bekendtgørelsens?|cirkulærets?|overenskomsten|statens|satsreguleringsprocenten)\b",
    re.IGNORECASE,
)
# «Foreningen holder landsmøde i maj»: what only organisations hold
_OF_ORGANISATIONS = re.compile(
    r"\b(?:landsmøde|kongres|delegeretmøde|repræsentantskabsmøde)(?:t|sen|n)?\b", re.IGNORECASE
)
# «Posterne besættes på generalforsamlingen i april, jf. selskabets vedtægter»
_BY_THEIR_RULES = re.compile(
    r"\b(?:jf\.|ifølge|efter|i henhold til)\s(?:(?:[\w-]*(?:selskabets|foreningens|fondens|forbundets|laugets)"
    r"|dets|dens)\s(?:egne\s)?(?:vedtægter|regler|statutter)\b"
    r"|(?:sin|deres)\segen\s(?:tids)?plan\b"
    # «Anlægget skal efter tilladelsen stå færdigt i 2025»: a condition for who was given it
    r"|[\w-]*(?:tilladelsen|dispensationen|vilkårene)\b(?!\sfra\b))",
    re.IGNORECASE,
)
# «Laget bliver efter eget udsagn færdigt i maj»: as somebody has it who is not «vi»
_AS_THEY_SAY = re.compile(
    r"\b(?:efter|ifølge)\s(?:(?:sit|sine|deres)\s)?egn?e?t?\s(?:udsagn|udmelding(?:er)?|oplysning(?:er)?|forventning(?:er)?|tidsplan)\b",
    re.IGNORECASE,
)
# «den reform, der træder i kraft den 1. januar»
_REFORM = re.compile(
    r"\b(?:refusions|beskæftigelses|udlignings|folkeskole|social|pensions|skatte)?reform(?:en)?\W*$", re.IGNORECASE
)
# «Reformen af jobcentrene, der træder i kraft den 1. januar»
_REFORM_OF = re.compile(r"\b\w*reform(?:en)?\s(?:af|på|om|for|i)\s[^,.;:]{2,50},?\s*$", re.IGNORECASE)
# «Kravet i loven om frokost gælder fra 2021»
_DEMAND_OF_LAW = re.compile(
    r"\W*(?:(?:og|men)\s)?(?:(?:det|de)\s(?:nye\s)?)?(?:krav(?:et|ene)?|reglerne|bestemmelserne)\s(?:i|fra|efter)\s(?:\w+\s)?"
    r"[\w-]*(?:lov(?:en|givningen)?|bekendtgørelsen|direktivet|forordningen|eu)\b"
    # «Den nationale bekendtgørelse gælder fra 2021»
    r"|\W*(?:(?:og|men)\s)?(?:den|det|de)\s(?:nye\s)?nationale\s[\w-]*(?:lov|regl|krav|bekendtgørels|retningslinj)\w*",
    re.IGNORECASE,
)
# «det byråd, der vælges i november 2021»
_ELECTED = re.compile(r"(?:byråd|kommunalbestyrelse|regionsråd|folketing|ældreråd)(?:et|n)?\W*$", re.IGNORECASE)


def is_settled_elsewhere(sentence: str, clause: Clause, act: Act, before: str, antecedent: str, governor: str) -> bool:
    """Whether the calendar, a law or a nationwide agreement brings it, or people only wish for it.

    `before`: what stands before the act.
    """
    if THEY_WISH.match(sentence, clause.start) or _DO_IT_SELVES.match(sentence, clause.start):
        return True
    if _OF_ORGANISATIONS.search(sentence, clause.start, clause.end):
        return True
    if _NATIONWIDE.search(sentence, clause.start, clause.end) or _BY_LAW.search(sentence[act.end :]):
        return True
    words = sentence[clause.start : clause.end]
    if (_ELSEWHERE.match(words) or _AS_THEY_SAY.search(words)) and not OURS.search(words):
        return True
    if _IS_THEN.match(words) and _NAMED_DAY.search(sentence[: clause.start]):
        return True
    if _BY_THEIR_RULES.search(sentence, clause.start) and not OURS.search(sentence, clause.start):
        return True
    if _AMONG_OTHERS.match(before) or _NOBODYS.match(f"{before}{sentence[act.start : act.end]}"):
        return True
    verb = act.verb.infinitive if act.verb else ""
    if verb == "vælge" and _ELECTED.search(antecedent):
        return True
    if verb == "gælde" and _DEMAND_OF_LAW.match(before):
        return True
    reform = _REFORM.search(antecedent) or _REFORM_OF.search(governor)
    return verb == "træde" and bool(LAWS.search(f"{before} {governor}") or reform)
