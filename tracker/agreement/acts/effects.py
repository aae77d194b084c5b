"""What comes of a promise, told plainly with a time ahead: what something costs, who moves in, what runs for the last
time, when a house is open, what all of a kind are or have by then.

Nobody is said to do it, and the verb does not promise by itself; the thing that it tells of is the municipality's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.agreement.acts.verb import Verb
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
_NAMES_HEARING = re.compile(
    rf"\b{_HEARING}(?:\s(?:af|i|hos|blandt|om|for|over)(?:\s[\w-]+){{1,4}})?,?\s*$", re.IGNORECASE
)
# «Borgerservice holder åbent til kl. 18 om torsdagen»: other hours than now; a season's own hours are nothing new
_OPEN_HOURS = re.compile(
    r"\b(?P<verb>holder|har|åbner)\b"
    r"(?=[^.;:]*\b(?:kl\.|om (?:\w+dag|aften|weekend)\w*|(?:hver|alle) (?:\w+dage?|dage|aftener)|weekend\w*|aften\w*"
    r"|længere|også|døgnet|timer? (?:mere|længere|tidligere)|\w*(?:dags|aften|weekend|morgen|døgn)åbent?))"
    r"(?=[^.;:]*\b\w*(?<!gen)åbent?\b)",
    re.IGNORECASE,
)
# «Forsøget slutter den 31. maj»: what the municipality tries, it ends
_TRIAL_ENDS = re.compile(
    r"^\W*(?:(?:og|men)\s)?[\w-]*(?:forsøg|prøveordning|prøveperiode|prøvedrift|forsøgsordning|forsøgsperiode|pilotprojekt)(?:en|et)"
    r"(?:\s(?:med|på|i|om)\s[^,;:.]{2,60}?)?\s(?P<verb>slutter|ender)\b",
    re.IGNORECASE,
)
# «Dørene går op lørdag den 2. maj»
_DOORS_OPEN = re.compile(
    r"^\W*(?:(?:og|så|men)\s)?dør(?:en|ene)\s(?P<verb>går|slås|åbner|åbnes)\s(?:for\s[\w-]+\s)?(?:op\b(?!\sden\s[a-zæøå])|\s*[.,;]|\s*$)"
    r"|^\W*(?P<verb_first>går|slås)\sdør(?:en|ene)\sop\b",
    re.IGNORECASE,
)
# «Kommunens ferieklub holder åbent», «Kommunens flextrafik dækker ruten»: what is said to be the municipality's own
_NO_SERVICE = r"\w*(?:budget|ramme|pulje|forsikring|økonomi|overskud)"
_OUR_OWN = rf"^\W*(?:kommunens|regionens|vores)\s(?!{_NO_SERVICE})[^.;:]{{3,60}}?\s"
_OURS_IS_OPEN = re.compile(rf"{_OUR_OWN}(?P<verb>holder)\s(?:[\w-]+\s)?åbent\b", re.IGNORECASE)
_OURS_SERVES = re.compile(rf"{_OUR_OWN}(?P<verb>dækker|betjener|omfatter)\b", re.IGNORECASE)
# «Svømmehallen holder lukket fra den 2. til den 16. marts»; what is closed each summer is not told with both days
_HOUSE = (
    r"^\W*(?:(?:og|men|samt)\s)?(?:[\w-]+\s){0,3}?[\w-]*(?:hal|bad|bibliotek|rådhus|borgerservice|genbrugsplads|museum|museet|skole"
    r"|børnehave|vuggestue|institution|bro|vej|sti|gade|færge|klinik|center|centret|park|plads|tunnel|anlæg|klub|varmestue|værested"
    r"|arkiv|kulturhus|vandrehjem|jobcent|svømme)(?:ben|met|ret|n|en|et|ne|erne|len|let|lerne|berne|rene|(?<!skole)rne)?"
    r"\s(?:[\w-]+\s){0,4}?"
)
_CLOSED = re.compile(
    rf"{_HOUSE}(?P<verb>holder)\s(?!som\b|altid\b|normalt\b)(?:[\w-]+\s){{0,2}}?(?:lukket|åbent)\b", re.IGNORECASE
)
# «… og har åbent i de nye rum fra september»
_OPEN_THERE = re.compile(r"\b(?P<verb>har|holder)\s(?:igen\s)?åbent\s(?:i|på)\s(?:de|det|den|sine|sit)\snye?\b")
# «Fra maj er der åbent om lørdagen», «er der åbent to dage»
_IS_OPEN = re.compile(
    r"\b(?:(?P<verb>er)\sder|der\s(?P<verb_is>er))\s(?:[\w-]+\s){0,2}?åbent\b(?!\s(?:for|som)\b)", re.IGNORECASE
)
# «Evalueringen, som skulle foreligge nu, kommer i stedet i maj»
_A_PAPER_OF_OURS = re.compile(
    r"\W*(?:(?:den|det)\s[a-zæøå]+e\s)?[\w-]*(?:evaluering|analyse|redegørelse|rapport|plan|oversigt|kortlægning|beregning|strategi"
    r"|politik|opgørelse|undersøgelse|oplæg|notat|udkast|forslag|svar|katalog)(?:en|n|ten|ken|get|et)\b",
    re.IGNORECASE,
)
_COMES_INSTEAD = re.compile(r"^\W*(?P<verb>kommer)(?:\s(?:i stedet|nu|så|derfor))?\s\s+\W*$")
# «Fra maj omfatter ordningen også Sønderby»
_REACHES = re.compile(
    r"\b(?P<verb>omfatter|dækker|gælder)\b(?=[^.;:]*\b(?:også|alle|hele|samtlige|desuden)\b)", re.IGNORECASE
)
_SOME_OR_ALL = (
    r"(?:(?:alle|samtlige)(?:\s\d[\d.]*)?|hver(?=\s[\w-]+\s(?:har|er)\b)|halvdelen|flertallet|hovedparten|resten"
    r"|hele(?=\s\w*(?:park|flåde|net|bestand|masse)(?:en|n|et)\b)"
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
_THINGS = (
    r"(?:[a-zæøå]+e\s)?[\w-]*(?:plads|bolig|træ|stander|bænk|sti|lampe|hal|bus|cykel|legeplads|vindmølle|solcelle|hænder"
    r"|medarbejder|pædagog|lærer|sygeplejerske|stilling|årsværk)\w*"
)
# «Inden jul har kommunen en handicappolitik»: what it is not likely to have already
_A_PAPER = (
    r"[\w-]*(?:plan|politik|strategi|kortlægning|analyse|oversigt|beredskab|koncept|model|kodeks|retningslinjer?)"
)
# «Til maj har vi en ny svømmehal», «I 2022 er der 300 flere p-pladser»: what the town has got by then; not more people
_HAVE_NEW = re.compile(
    r"\b(?:vi|kommunen|byen|regionen)\s(?P<verb>har)\s(?:en\s(?:ny|færdig)|et\s(?:nyt|færdigt)|nye)\s"
    r"|\b(?P<verb_first>har)\s(?:vi|kommunen|byen|regionen)\s(?:en\s(?:ny|færdig)|et\s(?:nyt|færdigt)|nye)\s"
    rf"|^\W*(?P<verb_now>har)\s(?:vi|kommunen|byen|regionen)\s(?:en|et)\s(?:[a-zæøå]+\s)?{_A_PAPER}\b"
    rf"|\b(?:(?P<verb_there>er)\sder|der\s(?P<verb_is>er)|(?P<verb_has>har)\s(?:vi|kommunen|byen)"
    rf"|(?:vi|kommunen|byen)\s(?P<verb_more>har))\s\d[\d.]*\s(?:flere|nye)\s{_THINGS}",
    re.IGNORECASE,
)
# «I 2021 har alle husstande fjernvarme», «Halvdelen af bilerne er eldrevne i 2023»
_ALL_ARE = re.compile(
    rf"^\W*(?:(?P<verb_first>er|har)\s{_SOME_OR_ALL}\b|{_SOME_OR_ALL}\s(?:[\w.-]+\s+){{1,7}}?(?P<verb>er|har)\b)",
    re.IGNORECASE,
)
# «250 virksomheder har en fast kontaktperson», «40 elever har fritidsjob»: so many by a day
_SO_MANY_HAVE = re.compile(
    r"^\W*(?:mindst\s|over\s)?\d[\d.]*\s(?!mio|mia|kr|pct)[a-zæøå-]{3,}\s(?P<verb>har)\s"
    r"(?:(?:en|et)\s(?:[a-zæøå]+\s)?(?!\w*(?:kontrakt|aftale|gæld|lån|bopæl|sygdom|diagnose)\b)[a-zæøå]|egen|eget|\w*job\b|adgang|praktik\w*)",
    re.IGNORECASE,
)
# «Hver skole har fået et vildt bed», «har mindst 300 medarbejdere gennemført det»
_SOME = rf"(?:{_SOME_OR_ALL}|hvert?|(?:mindst |over |omkring )?\d[\d.]*)\s+(?=[a-zæøå])"
_SOME_HAVE = re.compile(
    rf"^\W*(?:(?:og|men|mens|medens|så)\s+)?(?:(?P<verb_first>har)\s+{_SOME}|{_SOME}(?:[\w.-]+\s+){{1,7}}?(?P<verb>har)\b)",
    re.IGNORECASE,
)
# «Der er ladestandere ved alle haller»
_THERE_IS_FOR_ALL = re.compile(
    r"^\W*(?:der\s(?P<verb>er|findes)|(?P<verb_first>er|findes)\sder|[\w-]+(?:\s[\w-]+){0,3}?\s(?P<verb_is>findes))\s"
    r"(?:[\w-]+\s){0,4}?(?:i|på|ved|til|hos|for)\s(?:alle|samtlige|hver|begge|hele)\b(?!\W*$)",
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
    r"\b\w*(?:fravær|ventetid|ventelist|svartid|behandlingstid|beholdning|likviditet|andel|personaleomsætning)\w*\s[^.;:]{0,40}?"
    r"\b(?P<verb>er|ligger)\s[^.;:]{0,30}?(?:højst|mindst|maks\.?|nede på|oppe på|under|over)\s+[\w\d]",
    re.IGNORECASE,
)
# «Rådhuset er på 40 færre årsværk den 1. januar 2021», «Forvaltningen er nede på 300 medarbejdere», «Klagerne er mindst
# 15 pct. færre i 2020 end i 2019», «Vi har mindst to ladestandere i hver landsby»: how many there are then by what was
# decided, and not by births and deaths
_SO_MANY_THEN = re.compile(
    r"\b(?P<verb>er)\s(?:på\s\d[\d.]*\s(?:færre|flere)|nede\spå\s\d[\d.]*)\s"
    r"(?!(?:[a-zæøå]+e\s)?\w*(?:indbygger|borger|ældre|elev|børn|ledig|fødsl|pct|procent|mio|mia|kr\b))"
    r"|\b(?P<verb_than>er)\s(?:mindst|højst|maks\.?)\s\d[\d.,]*\s(?!mio|mia|kr)(?:pct\.\s|procent\s|%\s)?(?:\w+\s)?"
    r"(?:lavere|højere|færre|flere|mindre|større|kortere)\b.*\bend\b"
    r"|\b(?:(?:vi|kommunen|regionen)\s+(?P<verb_has>har)|(?P<verb_first>har)\s+(?:vi|kommunen|regionen))\s+(?:mindst|højst|maks\.?)\s"
    r"(?:\d[\d.,]*\s(?!mio|mia|kr)|(?:en|et|to|tre|fire|fem|seks|syv|otte|ni|ti|tolv)\s)",
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
# «Pensionister kører gratis med bussen», «Klubberne låner salen gratis»
_FOR_FREE = re.compile(
    r"\b(?P<verb>går|kører|rejser|sejler|svømmer|bader|låner|bruger|benytter|kommer|parkerer|besøger|træner|spiller|spiser"
    r"|deltager|cykler|afleverer)\b[^.;:]{0,60}?\s(?:gratis|uden (?:betaling|gebyr)|vederlagsfrit)\b",
    re.IGNORECASE,
)
# «Natbussen kører igen», «Genbrugspladsen modtager igen haveaffald»
_AGAIN = re.compile(
    r"\b(?P<verb>kører|sejler|modtager|tilbyder|holder|åbner|udlåner)\b(?=[^.;:]{0,40}?\sigen\b)",
    re.IGNORECASE,
)
# «… og fra 2021 kommer turen til børnehaverne», «I 2021 er det hallernes tur»
_TURN_COMES = re.compile(
    r"\b(?P<verb>kommer)\s(?:[\w-]+\s){0,2}?turen\s+til\b|\bturen\s(?P<verb_after>kommer)\s+til\b"
    r"|\b(?:det\s(?P<verb_is>er|bliver)|(?P<verb_first>er|bliver)\s+det)\s+(?:[\w-]+\s){0,3}?[\w-]+s\s+tur\b",
    re.IGNORECASE,
)
# «De første otte møder ind», «Den nye koordinator tiltræder»: who has been employed begins
_BEGINS_WORK = re.compile(
    r"(?<!elever )(?<!eleverne )(?<!børnene )\b(?P<verb>møder)\s+ind\b(?!\s+(?:om|kl|hver)\b)", re.IGNORECASE
)
# «Havnemesteren deltager på udvalgets møde i april»; «vi» stands where a committee is named
_AT_A_BODYS = re.compile(
    r"\b(?P<verb>deltager)\s(?:på|i|ved)\s(?:vi|(?:udvalget|byrådet|kommunalbestyrelsen|regionsrådet|bestyrelsen)s)\s+"
    r"(?:[a-zæøå]+e\s)?[\w-]*møde\b"
)
# «…, og den 1. september følger afdelingen i Torpe»: the same as was told of another
_FOLLOWS = re.compile(
    r"^\W*(?:og|mens|medens|så|hvorefter)\s+(?P<verb>følger)\s(?:så\s|også\s)?"
    r"[\w-]+(?:en|et|erne|ene|ne)(?=\s(?:i|på|ved|for)\s|\W*$)",
    re.IGNORECASE,
)
# «Fra august til juni deltager alle 4.-klasser i et forløb»
_TAKE_PART = re.compile(r"\b(?P<verb>deltager)\s(?:alle|samtlige|begge|de første)\s", re.IGNORECASE)
# «Kommunens plejehjem får 12 senge»; not more people, and no money
_GET_SO_MANY = re.compile(
    r"^\W*(?:kommunens|regionens|byens|vores|alle|samtlige)\s(?:[\w.-]+\s){1,4}?(?P<verb>får)\s\d[\d.]*\s"
    r"(?!\w*(?:kr|kroner|mio|mia|pct|procent|elev|barn|børn|borger|beboer|patient|bruger|indbygger|person|ansøg)\w*)[a-zæøå-]{3,}",
    re.IGNORECASE,
)
# «Klippekortet kommer alle beboere til gode»
_TO_THEIR_GOOD = re.compile(r"\b(?P<verb>kommer)\s[^.;:]{2,60}?\stil\s+gode\b", re.IGNORECASE)
# «Linje 4 får flere afgange», «Plejehjemmene får ti ekstra pladser»; not more pupils or more to do
_GETS_MORE = re.compile(
    r"\b(?P<verb>får)\s(?:[^.;:]{0,60}?\s)?(?:flere|ekstra)\s(?:afgange|pladser|timer|voksne|hænder|medarbejdere|pædagoger|lærere"
    r"|kolleger|ture|busser|hold|lektioner|ansatte|sygeplejersker|vejledere|rådgivere|åbningstimer|vagter)\b",
    re.IGNORECASE,
)
# «Fire teams erstatter de gamle distrikter», «En fælles plan afløser de seks gamle»; persons have names
_TAKES_PLACE = re.compile(
    r"\b(?P<verb>erstatter|afløser)\s+(?:de|den|det|alle|begge|[a-zæøå-]{3,}(?:en|et|ne)\b)", re.IGNORECASE
)
# «Posten som formand går fra Venstre til Lokallisten»: another has it from then on
_POST_PASSES = re.compile(
    r"\b\w*(?:post|formandskab|hverv)(?:en|et)?\b[^.;:]{0,80}?\s(?P<verb>går|skifter)\s[^.;:]{0,30}?\bfra\s[^.;:]{2,60}?\still?\s",
    re.IGNORECASE,
)
_NUMBER = r"(?:(?:mindst\s)?(?:en|et|én|ét|to|tre|fire|fem|seks|syv|otte|ni|ti|\d{1,3}))"
_ON_DUTY = (
    r"[\w-]*(?:vagt|pædagog|lærer|læge|sygeplejerske|jordemoder|vejleder|rådgiver|kontaktperson|medarbejder|voksne?|mentor"
    r"|assistent|hjælper|terapeut|psykolog|vikar|afgang)(?:e?r|en|n|e)?"
)
# «Fra maj er der en ekstra vagt på Solgården», «Der er to pædagoger i hver børnehave»: whom one meets there then
_IS_ON_DUTY = re.compile(
    rf"\b(?:(?P<verb>er)\sder|der\s(?P<verb_is>er))\s+(?:[\w-]+\s+){{0,2}}?"
    rf"(?:{_NUMBER}\s+(?:ekstra|faste?)\s+(?!\w*(?:gevinst|besparelse|indtægt|omkostning|belastning|aftale|pris|beløb|takst|sats)\w*)[\w-]+"
    rf"|{_NUMBER}\s+(?:[a-zæøå]+e?\s)?{_ON_DUTY}\b|(?:ekstra\s)?{_ON_DUTY}\s(?:i|på|ved|til)\b)",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r"\b[a-zæøå]{2,}(?:et|at|agt|sat|ført|bragt|gjort|ået|kt|gt|bt|ndt|lt|rt|pt)\b")
_DONE_NOW = re.compile(r"\b(?:allerede|nu|i dag|i øjeblikket|indtil|hidtil|tidligere)\b")
# Rights, opinions and money are had already, or by somebody else's word.
_NO_EFFECT = re.compile(
    r"\b(?:ret|krav|pligt|lov|enige|velkomne?|omfattet|forpligtet|berettiget|født|penge|midler|brug|behov|mulighed"
    r"|udfordring\w*|problem\w*|risiko|frist|udgift\w*|merudgift\w*|underskud|overskud|forventning\w*|ønske\w*"
    r"|afsat|budgetteret|indregnet|finansieret|bevilget|forudsat|medlemmer|(?:næst)?formænd|stedfortrædere|suppleanter)\b",
    re.IGNORECASE,
)


def done_by_some(body: str) -> tuple[int, int] | None:
    """Where a clause tells that so many, or all, of a kind will have done something."""
    told = _SOME_HAVE.search(body) if have_some(body) else None
    return _span(told) if told and _PARTICIPLE.search(body, _span(told)[1]) else None


def effect(
    body: str, shared: str, *, sure: bool, begins: bool, spans: bool
) -> tuple[Verb | None, TaskKind, int, int] | None:
    """What a clause tells as an effect or, without a verb, as a state: its verb, kind and where it stands in `body`.

    `body`: the clause with its times blanked. `shared`: the subject that it has in common with the clause before.
    `sure`: the time can only be one to come; `begins`: something is so from then on. `spans`: the time tells
    its first and its last day.
    """
    if _BY_OTHERS.search(body):
        return None
    changes = _changes(body, shared, sure=sure or begins, begins=begins, spans=spans)
    told = next((match for pattern in changes if (match := pattern.search(body))), None)
    if told is not None:
        return _told(told, TaskKind.IMPLEMENTATION)
    aim = _AIM_IS.search(body) or (_IS_BOUND.search(body) or _SO_MANY_THEN.search(body) if sure else None)
    if aim is not None:
        return None, TaskKind.CHECKPOINT, *_span(aim)
    states = (
        (_HAVE_NEW, _THERE_IS_FOR_ALL, *((_IS_ON_DUTY, _SO_MANY_HAVE) if begins else ()), _ALL_ARE)
        if sure or begins
        else ()
    )
    is_so = next((match for pattern in states if (match := pattern.search(body))), None)
    if is_so is not None and not _NO_EFFECT.search(body):
        return None, TaskKind.DELIVERY, *_span(is_so)
    return None


def have_some(words: str) -> bool:
    """Whether so many, or all, of a kind are said to have done or got something: «Hver skole har fået …»."""
    return bool(_SOME_HAVE.search(words)) and not _DONE_NOW.search(words)


def _changes(body: str, shared: str, *, sure: bool, begins: bool, spans: bool) -> Iterator[re.Pattern[str]]:
    """The patterns of what is done otherwise than now that fit the time, the surest first."""
    if begins:
        yield from (_FEE_MOVES, _COSTS)
        if _ONE_OF_A_KIND.match(shared):
            yield _GOES_TO
    yield _HEARING_ENDS
    yield from (
        pattern for whose, pattern in ((_A_HEARING, _ENDS), (_A_PAPER_OF_OURS, _COMES_INSTEAD)) if whose.match(shared)
    )
    yield from (_FOR_THE_TIME, _MOVES_IN, _AT_A_BODYS)
    if begins:
        yield from (_OPEN_HOURS, _OPEN_THERE, _IS_OPEN, _REACHES, _OURS_SERVES, _IS_CALLED)
    if sure:
        yield from (_DOORS_OPEN, _OURS_IS_OPEN, _IS_MADE, _FOR_FREE, _TO_THEIR_GOOD, _BEGINS_WORK, _TURN_COMES)
        yield from (_GETS_MORE, _GET_SO_MANY, _TRIAL_ENDS)
    if sure or begins:
        yield from (_FOLLOWS, _TAKE_PART)
    if begins:
        yield from (_AGAIN, _TAKES_PLACE, _TURNS, _POST_PASSES)
    if spans:
        yield _CLOSED
    if not _SOMEBODY_WILL.search(body):
        yield _COMES_TO


def _span(match: re.Match[str]) -> tuple[int, int]:
    return match.span(next(name for name, words in match.groupdict().items() if words))


def _told(match: re.Match[str], kind: TaskKind) -> tuple[Verb, TaskKind, int, int]:
    group = next(name for name, words in match.groupdict().items() if words)
    verb = match[group].casefold().split()[0]
    return Verb(verb.removesuffix("r"), kind, ""), kind, *match.span(group)


def sets_price(words: str) -> bool:
    """Whether the words tell what something is to cost: an amount that is set, and no money that is spent."""
    return bool(_FEE_MOVES.search(words) or _COSTS.search(words) or _GOES_TO.match(words))


def ends_named_hearing(before: str, body: str) -> bool:
    """«… efter en høring i bestyrelserne, som slutter den 26. marts»: whether a relative clause tells when one ends."""
    return bool(_NAMES_HEARING.search(before) and _ENDS.search(body))


# «… går sammen om en festival, der løber af stablen i maj»
_AN_EVENT = re.compile(
    r"\b(?:en|et|to|tre|fire|\d+)\s(?:[\w-]+\s){0,2}?[\w-]*(?:festival|udstilling|konference|kampagne|messe|koncert|forestilling|fest"
    r"|løb|marked|kongres|stævne|udstillinger|koncerter)(?:\s(?:i|på|om|for|af|med)\s[^,;:]{2,50})?,\s*$",
    re.IGNORECASE,
)
_IS_HELD = re.compile(
    r"\W*(?:der|som)\s(?:finder\ssted|løber\saf\sstablen|holdes|afholdes|står|vises|kan\sses|åbner|begynder|løber)(?=\s|\W*$)",
    re.IGNORECASE,
)


def holds_event(before: str, body: str) -> bool:
    """«… en festival, der løber af stablen i maj»: whether a relative clause tells when what is held takes place."""
    return bool(_AN_EVENT.search(before) and _IS_HELD.match(body))


def ends_hearing(words: str) -> bool:
    """Whether the words tell of a hearing that ends, which no contract or grant does."""
    return bool(_HEARING_ENDS.search(words))
