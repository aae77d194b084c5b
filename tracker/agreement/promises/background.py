"""What is only background: history, other people's dates, names with years in them, financing that runs out.

A time expression is a deadline only when the municipality itself is to have done something by then. Everything here
says why an expression, or a clause, is no such thing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.effects import ends_hearing
from tracker.agreement.acts.lifted import lifts
from tracker.agreement.acts.targets import stands
from tracker.agreement.deadlines.chains import dates_a_paper

_NAME_WITH_YEAR = re.compile(
    r"\b(?:\w*vision|\w*strategi|\w*plan|\w*politik|\w*program|\w*aftalen?|\w*budget(?:tet|ter|terne)?"
    r"|\w*forlig(?:et)?|regnskab(?:et)?|agenda|finanslov(?:en)?"
    r"|\w*pakken?|ok|verdensmål|\w*reform(?:en)?|\w*lov(?:en)?|valgperioden|\w*planen|\w*strategien"
    r"|\w*politikken|\w*programmet|overenskomst(?:en)?)s?"
    r"(?:\s+(?:for|med)(?:\s+(?!perioden|årene)[\w-]+){0,5})?\s*[(,]?\s*$",
    re.IGNORECASE,
)
_YEARS_ONLY = re.compile(
    r"(?:for |for perioden |for årene |perioden |årene )?(?:19|20)\d\d"
    r"(?:\s(?:og|samt) (?:\w*overslagsår\w*)\s.{4,12}$|\s?[-/–]\s?(?:20)?\d\d"
    r"|(?:,\s(?:19|20)\d\d)*,?\s(?:og|samt)\s(?:19|20)\d\d)?[a-z]?\.?$",
    re.IGNORECASE,
)
# «et oplæg om tilskud efter 2021»: which grants
_AFTER_YEAR = re.compile(r"(?:efter|fra) (?:19|20)\d\d")
_OF_WHAT = re.compile(r"\b(?:en|et|nyt?)\s(?:\w+\s)?\w+\s(?:om|over|til|af)\s[\w-]+\s$", re.IGNORECASE)
# «Reglerne for skoleåret 2021/22 sendes ud inden jul»
_SPAN_OF_PLAN = re.compile(r"(?:skoleåret|sæsonen|folketingsåret)\b", re.IGNORECASE)
# «Vi fjerner lukkeugen mellem jul og nytår»: which closing, of every year
_CLOSING = re.compile(r"\b(?:lukkeug|lukkedag|lukkeperiod|\w*ferieluk|sommerluk)\w*\s$", re.IGNORECASE)
_IN_NO_YEAR = re.compile(r"(?:mellem|imellem|i|om|op til|omkring)\s(?!.*\d{4})")
# «tallene for uge 39»: what something is about, not when
_DATA_FOR = re.compile(
    r"\b\w*(?:(?<!hospi)(?<!kapi)tal|plan|regnskab|opgørelse|rapport|status|måling|statistik|oversigt|program|kalender)\w*\s(?:for|fra)\s$",
    re.IGNORECASE,
)
_BY_THEN = re.compile(r"(?:inden|senest|før)\b", re.IGNORECASE)  # «…, får vi en plan for inden jul»
# «en plan med mål for 2030 og 2050»: how far ahead it looks
_LOOKS_AHEAD = re.compile(
    r"\b(?:(?:med|og|samt)\s(?:[a-zæøå]+e\s)?(?:(?:del)?mål|måltal|milepæle|tal|scenari\w+|prognoser|fremskrivninger|beregninger)"
    r"|\w*(?:prognose|fremskrivning|scenari)\w*)\s(?:for|i|til|frem mod|mod)?\s?$",
    re.IGNORECASE,
)
_LOOKS_BACK = re.compile(r"\btilbage\s$")  # «Vi ser tilbage på året»: on what, not when
_SOME_YEARS = re.compile(
    r"(?:(?:for|i|til|frem mod|mod)\s)?(?:årene\s)?(?:19|20)\d\d(?:(?:,\s|\s(?:og|samt)\s|\s?[-–]\s?)(?:19|20)\d\d)*$",
    re.IGNORECASE,
)
_DATA = re.compile(
    r"\b(?:\w*(?:(?<!hospi)(?<!kapi)tal|tælling|måling|svar|erfaring|regnskab|resultat|undersøgelse|notat|rapport|anbefaling|analyse|beregning"
    r"|prognose|opgørelse|status|statistik|oversigt|tilsyn|referat)(?:er|erne|ene|en|et|ne|lene|lerne)?|data)\s$",
    re.IGNORECASE,
)
_CLOSES = '«»"“”'
# «en handlingsplan for de næste ti år»: how far the plan reaches
_FOR_YEARS_TO_COME = re.compile(r"for (?:de )?(?:næste|kommende|følgende)\b", re.IGNORECASE)
_SPANS = re.compile(
    r"\b\w*(?:plan|strategi|program|vision|politik|budget|retning)(?:en|er|et|met|ken)?\s$", re.IGNORECASE
)
# How far a plan reaches, or whose it is («delaftale til budget 2021»); «en plan til budgetforhandlingerne for 2021» is
# to be there by then
_HORIZON = re.compile(
    r"(?:(?:frem )?(?:til|mod)(?: og med)? |frem til|mod |gældende|for )"
    r"(?!(?:brug (?:for|i|ved|under) )?(?:arbejdet med )?budget(?:forhandling|lægning|proces|drøftelse))",
    re.IGNORECASE,
)
_FROM_YEAR_TO_YEAR = re.compile(
    r"\b(?:overføres?|overført|flyttes|videreføres)\b[^;:]*?\b"
    r"(?:fra (?:19|20)\d\d )?til (?:(?:19|20)\d\d|(?:det )?(?:næste|kommende) år)\b",
    re.IGNORECASE,
)
_RUNS_OUT = re.compile(
    r"\b(?:overgangs|udlignings|tilskuds|kompensations|støtte|refusions)ordning\w*\b.{0,30}\bophører\b|"
    r"\b\w*(?:aftale|kontrakt|forlig|konstituering|overenskomst)(?:n|en|et|t)? gælder fra\b.{2,40}\btil\b|"
    r"\b(?:\w*bevilling|\w*pulje|\w*finansiering|\w*støtte|\w*tilskud|\w*midler(?!tidig)"
    r"|\w*kompensation|\w*refusion|\w*lejemål|\w*forpagtning|\w*kontrakt|\w*aftale|leasing|mandat|(?:service|produkt|reparations)garanti)\w*\b.{0,30}\b(?:ophører"
    r"|slutter|stopper)\b"
    r"|\b(?:udløber|(?<!s )(?<!ved )udløb|bortfalder|bortfaldt|ophører med at|løber ud|er (?:\w+ ){0,2}(?:finansieret"
    r"|bevilget|dækket|forsikret)|finansieres (?:i dag|hidtil|p\.?t\.)"
    r"|slipper op|rækker (?:kun |foreløbig )?(?:ind)?til"
    r"|har været finansieret|finansieringen (?:ophører|stopper|slutter)|midlerne (?:ophører|slutter"
    r"|er brugt)|gælder(?! (?:(?!(?:reg|lov|aftal|forlig)\w+ )[\w-]+(?:en|et|ne) )?(?:ikke [^.;:]{2,40} men )?"
    r"(?:først |dog |allerede )*fra\b)"
    r"|gældende(?! (?:(?:senest|først|allerede|også) )?(?:fra|pr\.))|står ved magt"
    r"|(?:aftalen|forliget|loven|reglerne) gælder)\b"
    r"|\b\w*(?:aftale|kontrakt|overenskomst|lejemål|plan|pulje)(?:n|en|t|et|rne)?\b.{0,60}\bløber\b",
    re.IGNORECASE,
)
# «Fra den 1. august 2026 gælder garantien overalt»
_TAKES_EFFECT = re.compile(r"^\W*(?:og\s)?(?:med virkning\s)?fra\s[^,;]{3,30}\sgælder\b", re.IGNORECASE)
# What was planned and is given up: «udgår», «annulleres».
_GIVEN_UP = re.compile(
    r"\b(?:udgår|udgik|annulleres|aflyses|droppes|skrinlægges|opgives|sløjfes|tilbagerulles|trækkes tilbage"
    r"|afslås|afvises|forkastes"
    r"|bortfald(?:er|t)|blev (?:aflyst|annulleret|droppet|opgivet|skrinlagt|sløjfet)"
    r"|læg(?:ge|ger|ges) (?:[\w-]+ ){0,2}?(?:på (?:hylden|is)|i (?:skuffen|graven|mølposen))"
    r"|lader? (?:\w+ )?ligge(?= *[.,;]| *$)"
    r"|er (?:(?:nu|dermed|derfor|siden) )?(?:ikke|udgået|annulleret|aflyst|opgivet|skrinlagt|sløjfet|droppet"
    r"|taget af bordet|lagt (?:på (?:is|hylden)|i (?:graven|mølposen|skuffen))|nedstemt|forkastet"
    r"|trukket tilbage)(?! kun)"
    r"|ikke (?:længere )?(?:en )?del af|indgår (?:derfor |dog )?ikke i (?:aftalen|forliget|budgettet)"
    r"|(?:tages|skrives|stryges|skæres|pilles) (?:helt |igen )?(?:ud )?af"
    r" (?:(?:anlægs|budget|hand(?:le|lings)|investerings)?(?:planen|budgettet|programmet|oversigten)|bordet|listen))\b",
    re.IGNORECASE,
)
_LIFTED = re.compile(
    r"\ber\s(?:(?:nu|siden|dermed|helt)\s)?(?:bortfaldet|ophævet|frafaldet|omgjort|opgivet)\b"
    r"|\b(?:frist|grænse|loft|krav|regel|aftale|ordning)\w*\b.*"
    r"\b(?:gælder|holder)\s(?:\w+\s){0,2}?ikke\s(?:længere|mere)\b",
    re.IGNORECASE,
)
# What the years bring, and what a budget keeps as it is: «Museet fejrer 100 års jubilæum i 2023»
_OF_ITSELF = re.compile(
    r"\b(?:fejrer|fylder|runder)\s(?:[\w-]+\s){0,3}?\d+[\s-]?års?(?:[\s-](?:jubilæum|fødselsdag)|\s*[.,;]|\s\s|$|\si\b)"
    r"|^\W*(?:(?:den|det)\s)?(?:kommunale\s|kommunens\s)?(?:skat(?:ten)?|skatteprocent(?:en)?|udskrivningsprocent(?:en)?"
    r"|indkomstskat(?:ten)?|grundskyld(?:en)?|dækningsafgift(?:en)?)\s+(?:(?:i|for)\s(?:19|20)\d\d\s+)?"
    r"(?:fastholdes|er uændret|forbliver)\b"
    r"(?!.*\b(?:til|frem)\b)",
    re.IGNORECASE,
)
# The body's own next meeting is no task.
_OWN_MEETING = re.compile(
    r"\W*(?:at\s)?(?:(?:udvalgets|byrådets|kommunalbestyrelsens|regionsrådets|(?-i:[A-ZÆØÅ]{2,4})['’]s)\s)?"
    r"(?:næste|førstkommende|kommende|sidste)?\s?(?:ordinære\s)?(?:(?!opstilling|information|orientering|fyraften)\w+s)?"
    # «Møderne holdes om aftenen fra maj» is a new order
    r"møde(?!r(?:ne)?\s[a-zæøå]+\s(?:om|på|skiftevis|digitalt|kl\.)\s[^.;:]*\bfra\s(?!kl))[trn]*"
    r"\s+(?:(?:i|for)\s[\w.-]+\s(?:[\w.-]+\s)?)?"
    r"(?:holdes|afholdes|finder sted|er|ligger|starter|begynder)\b"
    r"|.*\bholder\ssit\snæste\s(?:ordinære\s)?(?:\w+s)?møde\b"
    r"|\W*mødet\s(?:hæves|sluttede|begyndte)"
    r"|\W*konstitueringen\s(?:af\sbyrådet\s)?(?:finder|sker|foregår|holdes)\b"
    r"|\W*(?:kommunal|regionsråds|folketings|europaparlaments|ældreråds)valget\s(?:holdes|afholdes|finder sted|er)\b"
    # «Den 16. november skal borgerne til stemmeurnerne»
    r"|.*\b(?:skal|går)\s(?:borgerne|vælgerne|danskerne)\s(?:igen\s)?til\s(?:(?:stemme)?urnerne|valg)\b"
    r"|.*\b(?:borgerne|vælgerne|danskerne)\s(?:skal|går)\s(?:igen\s)?til\s(?:(?:stemme)?urnerne|valg)\b"
    r"|\W*(?:referatet|protokollen|dagsordenen|udskriften|dette\s(?:referat|dokument)|denne\s(?:protokol|dagsorden|udskrift))\s"
    r"(?:er|blev|bliver|offentliggøres|udsendes|godkendes|underskrives)\b",
    re.IGNORECASE,
)
_ACCORDING_TO_LAW = re.compile(
    r"\W*ved (?:en (?:ny )?)?lov(?:ændring)?\s[a-zæøå]+e?s\b"  # «Ved lov udvides ordningen i 2023»
    r"|(?:\W*(?:(?:der|som|hvilket)\s)?|[^,;]*\bskal\s(?:(?:alle\s)?(?:kommuner|regioner)(?:ne)?\s)?)"
    r"(?:ifølge|i henhold til|efter|i medfør af|jf\.)\s(?:\w+\s){0,2}?"
    r"(?:\w*lov(?:en|givningen|forslaget)?|\w*bekendtgørelsen?|\w*direktivet|\w*forordningen|reglerne|\w+reglerne)\b"
    # «Efter udspillet skal husstandene sortere i ti slags»; not «Efter udspillet drøfter udvalget …»
    r"|\W*(?:ifølge|efter)\s(?:\w+\s)?(?:\w*udspillet|\w*reformen|økonomiaftalen|finanslovsaftalen|trepartsaftalen)\sskal\s"
    r"(?!(?:vi|kommunen|regionen|forvaltningen|\w*udvalget|byrådet)\b)",
    re.IGNORECASE,
)
_STATIVE = re.compile(
    r"\b(?:er|var|har|havde|udgør|udgjorde|svarer|betyder|medfører|viser|stiger|falder|vokser|oplever"
    r"|opleves|forventes at (?:stige|falde|vokse|udgøre|være|få|blive)"
    r"|ventes at (?:stige|falde|vokse|udgøre)|rummer|indeholder|omfatter|giver|gælder|kræver|afhænger"
    r"|ligger|bor|findes|opstår|står over for|fremgår|kan|bliver|får|mister|når|fylder)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\W*(?:først |senest )?når\b", re.IGNORECASE)  # not the verb «når»
_IN_PROGRESS = re.compile(
    r"\bi de kommende år\b|\b(?:forandrer|udvikler) sig\b|\bskyder op\b|"
    r"\b(?:er (?:nu |allerede |godt |i øjeblikket )*(?:i (?:fuld )?gang|undervejs|på vej)"
    r"|fortsætter i de kommende år)\b",
    re.IGNORECASE,
)
_PARTIES_SPEAK = re.compile(
    r"\b(?:parterne|partierne|\w*parterne|\w*partierne|enige?|ønsker|skal|vil|afsættes|afsætter"
    r"|prioriteres|besluttet|aftalt|vi|forvaltningen|administrationen|direktionen|udvalget|byrådet)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"[«»\"„“”'’][^«»\"„“”]+[«»\"„“”'’],?\s*(?:sagde|siger|udtalte|udtaler|lovede|lover|skrev|skriver|lyder|fortæller)\b"
)


def names_something(sentence: str, start: int, end: int) -> bool:
    """Whether the years at `start` belong to the name or the span of a plan: «Vision 2030», «plan frem til 2025»."""
    words = sentence[start:end]
    before = sentence[max(0, start - 70) : start]
    if _is_of_data(sentence, start, before):
        return True
    if _LOOKS_AHEAD.search(before) and _SOME_YEARS.match(words):
        return True
    if _CLOSING.search(before) and _IN_NO_YEAR.match(words):
        return True
    if (_FOR_YEARS_TO_COME.match(words) and _SPANS.search(before)) or _ends_title(sentence, start, end):
        return True
    if dates_a_paper(sentence, start, end) or (_AFTER_YEAR.fullmatch(words) and _OF_WHAT.search(before)):
        return True
    if re.match(r"(?:\w*vision|\w*plan|\w*strategi|\w*aftale\w*) (?:19|20)\d\d", words, re.IGNORECASE):
        return True
    if _SPAN_OF_PLAN.match(words) and re.search(r"[^\W\d_]{4,}\sfor\s$", before):
        return True
    if _YEARS_ONLY.match(words) and _NAME_WITH_YEAR.search(before):
        return True
    if _HORIZON.match(words) and re.search(r"(?:19|20)\d\d", words) and not re.search(r"udgangen|januar|dec", words):
        named = re.search(
            r"\b\w*(?:plan|strategi|politik|vision|program|aftale|masterplan|oversigt)(?:en|et|ken"
            r"|met)?s?(?:\s+for\s+[\w-]+(?:\s[\w-]+){0,3})?\s*$"
            # «en analyse af behovet for boliger frem til 2032», «en prognose over børnetallet frem til 2030»
            r"|\b\w*behov(?:et|ene)?(?:\s+for\s+[\w-]+(?:\s[\w-]+){0,2})?\s*$"
            r"|\b\w*(?:prognose|fremskrivning|analyse|scenari\w+)(?:n|en|r|er|rne|erne)?\s(?:over|af|for)\s[\w-]+(?:\s[\w-]+){0,3}\s*$",
            before,
            re.IGNORECASE,
        )
        return bool(named) and not re.search(r"\bskal\b.*$", before[named.start() :] if named else "")
    return False


def _is_of_data(sentence: str, start: int, before: str) -> bool:
    """Whether the time at `start` tells of when figures are, or back to when one looks: «tallene for uge 39»."""
    if _DATA_FOR.search(before) and not _BY_THEN.match(sentence, start):
        return True
    of = (("fra ", _DATA), ("på ", _LOOKS_BACK))
    return any(sentence.startswith(word, start) and named.search(before) for word, named in of)


def _ends_title(sentence: str, start: int, end: int) -> bool:
    """Whether the years at `start` end a title in quotation marks: «Fritid i bevægelse 2019-2026»."""
    closed = end < len(sentence) and sentence[end] in _CLOSES
    return closed and _YEARS_ONLY.match(sentence[start:end]) is not None


def is_length(words: str) -> bool:
    """Whether the words tell how long something lasts and not until when: «over en fireårig periode»."""
    length = re.match(r"(?:over|gennem|i) (?:en|et) [\w-]+(?:-|\s)?årig\w*", words, re.IGNORECASE)
    return bool(length) and not re.search(r"\bfra\b", words)


def carries_over(words: str) -> bool:
    """Whether money is only moved from one year to the next: «12 mio. kr. overføres fra 2017 til 2018»."""
    return bool(_FROM_YEAR_TO_YEAR.search(words))


# «Togene kører igen i maj, oplyser trafikselskabet»
_SAY_SO = re.compile(
    r",\s(?:har(?=\s[\w-]+(?:\s[\w-]+){0,5}\s(?:oplyst|meddelt|varslet|bekræftet|sagt|skrevet)\W*\Z)|oplyser|oplyste|meddeler|meddelte|skriver|skrev|siger|fortæller|forklarer|vurderer|forudser|udtaler)\s"
    r"(?![^.;]*\b(?:vi|kommunen|regionen|part\w+"
    r"|[\w-]*(?:udvalg|råd|forvaltning|administration|direktion|borgmester|formand|direktør|chef)\w*)\b)"
    r"(?!(?:alle|den|det|de|i|på)\b)[\w-]+(?:\s[\w-]+){0,5}\W*\Z",
    re.IGNORECASE,
)
# «… er af Folketinget fastlagt til at ske fra 2020»
_LAID_DOWN = re.compile(
    r"\b(?:er|bliver)\s(?:af|fra)\s(?:folketinget|regeringen|staten|lovgiver|eu|[\w-]*minist(?:er|eri)(?:en|et))\s\w+t\b"
    # «Loven ændres i januar, og i juli følger de nye regler»
    r"|^\W*\w*lov(?:en|givningen)\s(?:ændres|revideres|ophæves)\b.*,\sog\s.*"
    r"\b(?:følger|kommer|gælder)\s(?:(?:de|nye|skærpede)\s)*(?:regler|bestemmelser|krav)\b",
    re.IGNORECASE,
)


def is_quoted(sentence: str) -> bool:
    """Whether somebody is quoted, «…», sagde formanden, or what others say or laid down is told."""
    return bool(_QUOTED.match(sentence) or _SAY_SO.search(sentence) or _LAID_DOWN.search(sentence))


def runs_out(clause_text: str) -> bool:
    """Whether the clause tells of financing or a rule that ends or holds until then."""
    told = _TAKES_EFFECT.sub("", clause_text, count=1)
    return bool(_RUNS_OUT.search(told)) and not (lifts(told) or ends_hearing(told) or stands(told))


def is_lifted(clause_text: str) -> bool:
    """Whether the clause tells that something set before does not hold any more: «er bortfaldet»."""
    return bool(_LIFTED.search(clause_text))


def is_no_act_of_ours(clause_text: str) -> bool:
    """Whether the clause tells of something given up, of the body's own meeting, or of what a law orders."""
    return bool(
        _OF_ITSELF.search(clause_text)
        or (_GIVEN_UP.search(clause_text) and not lifts(clause_text))
        or _OWN_MEETING.match(clause_text)
        or _ACCORDING_TO_LAW.match(clause_text)
    )


def only_describes(clause_text: str) -> bool:
    """Whether the clause's verb tells how things are or go by themselves."""
    return bool(_STATIVE.search(_WHEN.sub("", clause_text)))


def tells_progress(paragraph: Sequence[str], at: int) -> bool:
    """Whether sentence `at` of the paragraph goes on describing something that is under way.

    A paragraph that opens with «er i fuld gang» tells how things go until the parties speak.
    """
    if not paragraph or not _IN_PROGRESS.search(paragraph[0]):
        return False
    return not any(_PARTIES_SPEAK.search(sentence) for sentence in paragraph[: at + 1])


def is_history(acts: Sequence[Act], clause_text: str) -> bool:
    """Whether a clause whose acts are all told as done, or whose verb is past, is history."""
    if any(act.standing is not Standing.HISTORY for act in acts):
        return False
    return bool(acts) or bool(_PAST.search(clause_text))


_PAST = re.compile(
    r"\b(?:blev|var|havde|bad|trådte|fik|gik|kom|tog|stod|lå|begyndte|skete|fandt|gav|viste|førte|sagde|skulle"
    r"|kunne|måtte|ville|(?<!s )(?<!ved )udløb|steg|faldt|drev|voksede|trak|satte|lagde"
    r"|gjorde|lod|deltog|bragte|vandt|kostede|mødtes|enedes|(?<!er )(?<!har )(?<!være )holdt"
    r"|(?:er|har)(?: \w+){0,6}? (?:sket|set|kommet|haft|fået|gået|været|blevet|steget|faldet"
    r"|[a-zæøå]{3,}(?:eret|aget|ttet|dtaget))"
    r"|[a-zæøå]{3,}(?<!\bind)(?:erede|ttede|ndede|gede|kede|lede|vede|sede|mede|rede))s?\b"
)
