"""What comes of a promise, told plainly with a time ahead: what something costs, who moves in, what runs for the last
time, when a house is open, what all of a kind are or have by then.

Nobody is said to do it, and the verb does not promise by itself; the thing that it tells of is the municipality's.
"""

from __future__ import annotations

import re

from tracker.agreement.acts.verbs import Verb
from tracker.agreement.values import TaskKind

# What the municipality sets the price of; not what a supplier charges.
_FEE = (
    r"(?:[\w-]*(?<!vand)(?<!varme)(?<!gas)(?:takst|gebyr|kontingent|(?:bruger|forældre|egen)betaling|billetpris"
    r"|timepris|skatteprocent|dækningsafgift|grundskyld|promille)(?:n|en|et|er|erne|ene)?"
    r"|prisen\s(?:på|for)\s(?!(?:el|gas|varme|fjernvarme|strøm|vand|olie|benzin|mad|boliger|byggeri|jord|grunde)\b))"
)
# «Taksten stiger til 60 kr.», «Kontingentet falder med 50 kr.», «Taksten går op»
_FEE_MOVES = re.compile(
    rf"^\W*(?:(?:og|men|samt)\s)?(?:(?:den|det|de)\s)?{_FEE}[^.;:]{{0,60}}?\b(?P<verb>stiger|falder|går (?:op|ned))\b"
    rf"|^\W*(?P<verb_first>stiger|falder|går)\s(?:(?:den|det|de)\s)?{_FEE}\b",
    re.IGNORECASE,
)
_AMOUNT = r"(?<![\d.,])\d{1,3}(?:,\d+)?\s?(?:kr|kroner|pct|promille|%)"  # a price, and no expense
# «En billet har kostet 40 kr. og stiger til 45 kr.»: so much for one of a kind
_GOES_TO = re.compile(
    rf"^\W*(?:og|men)\s(?P<verb>stiger|falder)\s(?:fra\s\S+\s(?:kr\.\s)?)?til\s{_AMOUNT}", re.IGNORECASE
)
_ONE_OF_A_KIND = re.compile(
    rf"\W*(?:(?:en|et)\s(?!\w*(?:udgift|besparelse|bevilling|pulje))[\w-]+|(?:(?:den|det|de)\s)?{_FEE})", re.IGNORECASE
)
_PAYERS = r"[\w-]*(?:forældre|borger|bruger|elev|forening|husstand|besøgende|gæst|beboer|medlem|deltager|man\b)\w*"
# «Et måltid koster fra nytår 52 kr.», «Forældrene betaler 25 kr. om dagen for frokosten»
_COSTS = re.compile(
    rf"\b(?P<verb>koster)\b.{{0,60}}?{_AMOUNT}|\b{_PAYERS}\s(?P<verb_first>betaler)\b.{{0,60}}?{_AMOUNT}"
    rf"|\b(?P<verb_second>betaler)\s{_PAYERS}.{{0,60}}?{_AMOUNT}"
    rf"|\b(?:pris|takst|gebyr|kontingent|afgift)(?:en|et)\s(?:[^.;:]{{0,40}}?\s)?(?P<verb_is>bliver)\s[^.;:]{{0,20}}?{_AMOUNT}",
    re.IGNORECASE,
)
_BY_OTHERS = re.compile(
    r"\b(?:statens?|regeringen|forsyning\w*|selskab\w*|lov(?:en|givningen)?|udlejer\w*)\b", re.IGNORECASE
)
# «De første lejere flytter ind», «Beboerne på Lindegården flytter til det nye plejehjem»; not away from the place
_MOVES_IN = re.compile(
    r"\b(?P<verb>flytter|rykker)\b(?:\s(?!fra\b)[\w.-]+){0,6}?\s(?:ind|over|til|sammen|ud i|hen)\b", re.IGNORECASE
)
# «Bussen kører sidste gang», «Teltet rejses for første gang»
_FOR_THE_TIME = re.compile(
    r"\b(?P<verb>[a-zæøå]{3,}(?:er|ør|år))\b(?:\s[\w-]+){0,4}?\s(?:for\s)?(?:første|sidste) gang\b", re.IGNORECASE
)
_HEARING = r"(?:[\w-]*høring(?:en)?|høringsperioden|høringsfristen|indsigelsesfristen)"
_HEARING_ENDS = re.compile(rf"\b{_HEARING}\b[^.;:]*?\b(?P<verb>slutter|udløber|løber|lukker|ender)\b", re.IGNORECASE)
_ENDS = re.compile(r"\b(?P<verb>slutter|udløber|løber|lukker|ender)\b")
_A_HEARING = re.compile(rf"\W*(?:(?:den|det|de)\s)?{_HEARING}\b", re.IGNORECASE)
# «Borgerservice holder åbent til kl. 18 om torsdagen»: other hours than now; a season's own hours are nothing new
_OPEN_HOURS = re.compile(
    r"\b(?P<verb>holder|har|åbner)\b"
    r"(?=[^.;:]*\b(?:kl\.|om (?:\w+dag|aften|weekend)\w*|(?:hver|alle) (?:\w+dage?|dage|aftener)|weekend\w*|aften\w*"
    r"|længere|også|døgnet|timer? (?:mere|længere|tidligere)))(?=[^.;:]*\båbent?\b)",
    re.IGNORECASE,
)
# «Fra maj omfatter ordningen også Sønderby»
_REACHES = re.compile(
    r"\b(?P<verb>omfatter|dækker|gælder)\b(?=[^.;:]*\b(?:også|alle|hele|samtlige|desuden)\b)", re.IGNORECASE
)
_SOME_OR_ALL = (
    r"(?:alle|samtlige|hver(?=\s[\w-]+\s(?:har|er)\b)|halvdelen|flertallet|hovedparten|resten"
    r"|to tredjedele|tre fjerdedele|(?:mindst |over |hele )?\d[\d.]*(?:\s(?:pct\.|procent|%))?(?=\s(?:af|ud af)\b))"
)
# «Skolemaden bliver økologisk», «Kørslen bliver gratis»: what is made so; not what becomes dearer or harder
_IS_MADE = re.compile(
    r"^\W*(?:(?:og|men|samt)\s)?(?:(?P<verb_first>bliver)\s[^.;:]{3,60}?|[^.;:]{3,60}?\s(?P<verb>bliver))\s+(?:helt\s|fuldt\s)?"
    r"(?:gratis|økologisk|permanent|obligatorisk|frivillig|digital|røgfri|fossilfri|ensrettet|bilfri|grøn|selvstændig|fælles"
    r"|døgnåb(?:en|ne))(?:e|t|te|ne)?(?!\w)",
    re.IGNORECASE,
)
# «Fra 2021 hedder skolen Søndervangskolen»
_IS_CALLED = re.compile(r"\b(?P<verb>hedder)\b")
_THINGS = r"[\w-]*(?:plads|bolig|træ|stander|bænk|sti|lampe|hal|bus|cykel|legeplads|vindmølle|solcelle)\w*"
# «Til maj har vi en ny svømmehal», «I 2022 er der 300 flere p-pladser»: what the town has got by then; not more people
_HAVE_NEW = re.compile(
    r"\b(?:vi|kommunen|byen|regionen)\s(?P<verb>har)\s(?:en\s(?:ny|færdig)|et\s(?:nyt|færdigt)|nye)\s"
    r"|\b(?P<verb_first>har)\s(?:vi|kommunen|byen|regionen)\s(?:en\s(?:ny|færdig)|et\s(?:nyt|færdigt)|nye)\s"
    rf"|\b(?:(?P<verb_there>er)\sder|der\s(?P<verb_is>er)|(?P<verb_has>har)\s(?:vi|kommunen|byen))\s\d[\d.]*\s(?:flere|nye)\s{_THINGS}",
    re.IGNORECASE,
)
# «I 2021 har alle husstande fjernvarme», «Halvdelen af bilerne er eldrevne i 2023»
_ALL_ARE = re.compile(
    rf"^\W*(?:(?P<verb_first>er|har)\s{_SOME_OR_ALL}\b|{_SOME_OR_ALL}\s(?:[\w.-]+\s+){{1,7}}?(?P<verb>er|har)\b)",
    re.IGNORECASE,
)
# «Der er ladestandere ved alle haller»
_THERE_IS_FOR_ALL = re.compile(
    r"^\W*(?:der\s(?P<verb>er)|(?P<verb_first>er)\sder)\s(?:[\w-]+\s){1,4}?(?:i|på|ved|til|hos|for)\s"
    r"(?:alle|samtlige|hver|begge|hele)\b(?!\W*$)",
    re.IGNORECASE,
)
# «Partiernes mål er 45 pct.», «Måltallet er 500 boliger», «Målet er en ny hal»
_AIM_IS = re.compile(
    r"^\W*(?:(?:og|men)\s)?(?:(?:vores|det|den|[\w-]+s)\s(?:[a-zæøå]+e\s)?)?"
    r"(?:mål(?:et|tallet|sætningen)?|ambition(?:en)?|loftet|kravet)\b(?:\s(?:for|om|med|på)\s[\w\s-]{2,40}?)?\s+(?P<verb>er)\s+"
    r"(?:\d|en\s|et\s|nul\b|fuld|højst|mindst|under|over|maks|(?:to|tre|fire|fem|seks|syv|otte|ni|ti|tolv)\s)",
    re.IGNORECASE,
)
# «Sygefraværet er højst 4 pct. i 2021»: a bound that nobody foretells
_IS_BOUND = re.compile(
    r"\b\w*(?:fravær|ventetid|ventelist|svartid|behandlingstid|beholdning|likviditet|andel)\w*\s[^.;:]{0,40}?"
    r"\b(?P<verb>er|ligger)\s[^.;:]{0,30}?(?:højst|mindst|maks\.?|nede på|oppe på)\s+[\w\d]",
    re.IGNORECASE,
)
# «Biblioteket kommer til at holde åbent …»; not what somebody will lack, pay or notice
_COMES_TO = re.compile(
    r"\b(?P<verb>kommer)\s+(?:(?!ikke\b|næppe\b)[\w.-]+\s+){0,6}?til\s+at\s+"
    r"(?!(?:mangle|koste|betale|vente|opleve|mærke|bruge|stige|falde|vokse|fylde|savne|undvære|få|have|være|gå|stå|blive|se|spare"
    r"|kunne|miste|gælde|udgøre|betyde|præge|vise|presse"
    r"|tynge|belaste|ramme|kræve|påvirke|handle|dreje|svare|lide)\b)[a-zæøå]{2,}e\b"
)
_SOMEBODY_WILL = re.compile(
    r"\b(?:kommunen|regionen|\w*(?:borger|forældre|bruger|beboer|patient|skatteyder|virksomhed)\w*)\s+kommer\b"
)
# «Åbningstiden bliver kortere», «Bussen bliver gratis»; not what the seasons or the years bring
_TURNS = re.compile(
    r"^(?!.*\b(?:dagene|nætterne|vejret|sommeren|vinteren|foråret|efteråret|\w*varmen|strømmen|benzinen|gassen|befolkning\w*|borgerne|livet|levetid\w*|arbejdsstyrken)\b).*?"
    r"\b(?P<verb>bliver)\b(?:\s+(?!ikke\b)[\w.-]+){0,8}?\s+(?:gratis|kortere|længere|billigere|hurtigere|obligatorisk\w*|frivillig\w*"
    r"|fælles|ens|(?:den|det|de) samme|selvstændig\w*|røgfri\w*|bilfri\w*|ensrettet|digitale?)\b",
    re.IGNORECASE,
)
# Rights, opinions and money are had already, or by somebody else's word.
_NO_EFFECT = re.compile(
    r"\b(?:ret|krav|pligt|lov|enige|velkomne?|omfattet|forpligtet|berettiget|født|penge|midler|brug|behov|mulighed"
    r"|udfordring\w*|problem\w*|risiko|frist|udgift\w*|merudgift\w*|underskud|overskud|forventning\w*|ønske\w*"
    r"|afsat|budgetteret|indregnet|finansieret|bevilget|forudsat)\b",
    re.IGNORECASE,
)


def effect(body: str, shared: str, *, sure: bool, begins: bool) -> tuple[Verb | None, TaskKind, int, int] | None:
    """What a clause tells as an effect or, without a verb, as a state: its verb, kind and where it stands in `body`.

    `body`: the clause with its times blanked. `shared`: the subject that it has in common with the clause before.
    `sure`: the time can only be one to come; `begins`: something is so from then on.
    """
    if _BY_OTHERS.search(body):
        return None
    changes = (_FEE_MOVES.search(body) or _COSTS.search(body)) if begins else None
    if changes is None and begins and _ONE_OF_A_KIND.match(shared):
        changes = _GOES_TO.match(body)
    if changes is not None:
        return _told(changes, TaskKind.IMPLEMENTATION)
    ends = _HEARING_ENDS.search(body) or (_ENDS.search(body) if _A_HEARING.match(shared) else None)
    if ends is not None:
        return _told(ends, TaskKind.IMPLEMENTATION)
    runs = _FOR_THE_TIME.search(body) or _MOVES_IN.search(body)
    if runs is not None:
        return _told(runs, TaskKind.IMPLEMENTATION)
    opens = (_OPEN_HOURS.search(body) or _REACHES.search(body) or _IS_CALLED.search(body)) if begins else None
    opens = opens or (_IS_MADE.search(body) if begins or sure else None)
    if opens is not None:
        return _told(opens, TaskKind.IMPLEMENTATION)
    turns = (_TURNS.search(body) if begins else None) or (
        None if _SOMEBODY_WILL.search(body) else _COMES_TO.search(body)
    )
    if turns is not None:
        return _told(turns, TaskKind.IMPLEMENTATION)
    aim = _AIM_IS.search(body) or (_IS_BOUND.search(body) if sure else None)
    if aim is not None:
        return None, TaskKind.CHECKPOINT, *_span(aim)
    is_so = (_HAVE_NEW.search(body) or _THERE_IS_FOR_ALL.search(body)) if sure else None
    is_so = is_so or (_ALL_ARE.search(body) if sure or begins else None)
    if is_so is not None and not _NO_EFFECT.search(body):
        return None, TaskKind.DELIVERY, *_span(is_so)
    return None


def _span(match: re.Match[str]) -> tuple[int, int]:
    return match.span(next(name for name, words in match.groupdict().items() if words))


def _told(match: re.Match[str], kind: TaskKind) -> tuple[Verb, TaskKind, int, int]:
    group = next(name for name, words in match.groupdict().items() if words)
    verb = match[group].casefold().split()[0]
    return Verb(verb.removesuffix("r"), kind, ""), kind, *match.span(group)


def sets_price(words: str) -> bool:
    """Whether the words tell what something is to cost: an amount that is set, and no money that is spent."""
    return bool(_FEE_MOVES.search(words) or _COSTS.search(words) or _GOES_TO.match(words))


def ends_hearing(words: str) -> bool:
    """Whether the words tell of a hearing that ends, which no contract or grant does."""
    return bool(_HEARING_ENDS.search(words))
