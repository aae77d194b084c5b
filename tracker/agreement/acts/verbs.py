"""The verbs by which Danish agreements promise something, with the kind of task they end.

One line a verb: the infinitive, how it is inflected, and the noun phrase that names the act in a list («Evaluering
af»). Inflection: `e` for -ede, -et (afdække), `t` for -te, -t (indkøbe), or the preterite and the participle written
out («forelagde/forelagt»). A pattern after `+` must be found in the same clause («tage+stilling»); without it the line
says nothing about that verb. The first line that fits decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from tracker.agreement.acts.verb import Inflection, Verb, forms_of
from tracker.agreement.values import TaskKind
from tracker.danish import MONTH_WORDS

_PRESENTATION = """
forelægge forelagde/forelagt Forelæggelse af
fremlægge fremlagde/fremlagt Fremlæggelse af
præsentere e Præsentation af
genoptage genoptog/genoptaget Genoptagelse af
drøfte e Drøftelse af
lægge+frem lagde/lagt Fremlæggelse af
få+(?:en|et)\\s(?:\\w+\\s)?(?:sag|forslag|plan) fik/fået
få+\\btil\\s(?:\\w+\\s)?(?:godkendelse|\\w*behandling|drøftelse|orientering|beslutning) fik/fået Forelæggelse af
få+^som\\s{body}\\sfår fik/fået Forelæggelse af
tilgå+tilgår\\s(?:\\w+\\s)?{body} tilgik/tilgået Forelæggelse af
modtage+^som\\s{body}\\smodtager modtog/modtaget Forelæggelse af
få+til\\s(?:godkendelse|behandling|udtalelse|drøftelse|beslutning) fik/fået
komme+til\\s(?:\\w+\\s)?(?:\\w*behandling|drøftelse|debat|afstemning|godkendelse|vedtagelse)\\b kom/kommet Behandling af
komme+\\btil\\s(?!at\\b){body} kom/kommet Forelæggelse af
lande+\\bpå\\s.*\\bbord(?:et)?\\b|\\bhos\\s{body} e Forelæggelse af
tage+op tog/taget Drøftelse af
tage+en\\s(?:\\w+\\s)?\\w*(?:drøftelse|debat|snak)\\w* tog/taget Drøftelse af
vende+tilbage t Tilbagemelding om
vente+sagen\\s(?:\\w+\\s)?tilbage e Genoptagelse af
udsætte udsatte/udsat Behandling af
"""
# The readings of a budget are steps that the law orders, and no tasks.
_BEFORE_A_BODY = """
behandle e Behandling af
førstebehandle+^(?!.*budget) e Førstebehandling af
andenbehandle+^(?!.*budget) e Andenbehandling af
genbehandle e Genbehandling af
færdigbehandle e Færdigbehandling af
fremsende t Fremsendelse af
oversende t Oversendelse af
indstille e Indstilling om
komme+med|for\\s\\w*(?:udvalg|råd|bestyrelse) kom/kommet
bringe+for bragte/bragt Fremlæggelse af
"""
_DECISION = """
tage+stilling tog/taget Stillingtagen til
tage+\\bbestik\\saf tog/taget Stillingtagen til
træffe+beslutning|beslutninger|afgørelse|valg traf/truffet Beslutning om
beslutte e Beslutning om
vedtage vedtog/vedtaget Vedtagelse af
godkende t Godkendelse af
afgøre afgjorde/afgjort Afgørelse af
udpege e Udpegning af
fordele e Fordeling af
vælge valgte/valgt Valg af
sige+(?:ja\\seller\\snej|endeligt\\s(?:ja|nej))\\b sagde/sagt Stillingtagen
fastsætte fastsatte/fastsat Fastsættelse af
fastlægge fastlagde/fastlagt Fastlæggelse af
aftale t Aftale om
"""
_EVALUATION = """
evaluere e Evaluering af
effektevaluere e Effektevaluering af
midtvejsevaluere e Midtvejsevaluering af
slutevaluere e Slutevaluering af
"""
_REPORT = """
afrapportere e Afrapportering om
rapportere e Rapportering om
aflægge+{report}|regnskab\\w* aflagde/aflagt Afrapportering om
orientere e Orientering om
redegøre redegjorde/redegjort Redegørelse for
afgive+\\brapport(?:en)?\\b afgav/afgivet Rapport til
aflægge+\\brapport(?:en)?\\b|\\bberetning(?:en)?\\b aflagde/aflagt Rapport til
melde+\\btilbage\\b t Tilbagemelding om
svare+\\bsvarer?\\s(?!til\\b|ikke\\b) e Svar til
følge+op fulgte/fulgt Opfølgning på
gøre+status gjorde/gjort Status på
opgøre opgjorde/opgjort Opgørelse af
høre+hører\\s(?:igen\\s|nyt\\s)?fra\\s(?!.*\\bunder\\b)[a-zæøå]+ t Tilbagemelding fra
høre+hører\\s(?:nærmere\\s)?om\\b t Orientering om
få+\\bat\\svide fik/fået Orientering om
statusrapportere e Statusrapportering om
"""
_DELIVERY = """
offentliggøre offentliggjorde/offentliggjort Offentliggørelse af
afslutte e Afslutning af
færdiggøre færdiggjorde/færdiggjort Færdiggørelse af
ibrugtage ibrugtog/ibrugtaget Ibrugtagning af
tage+i\\s+brug tog/taget Ibrugtagning af
åbne e Åbning af
modtage+(?:de|den|det|sine?|sit)\\sførste modtog/modtaget Modtagelse af
byde+velkommen bød/budt Åbning for
genåbne e Genåbning af
indvie e Indvielse af
lancere e Lancering af
foreligge forelå/foreligget
træde+i\\s+kraft trådte/trådt Ikrafttræden af
stå+færdig|klar stod/stået
gælde+{from_then} gjaldt/gjaldt Ikrafttræden af
få+virkning fik/fået Ikrafttræden af
have+\\bhar\\s(?:\\w+\\s)?virkning\\sfra\\b havde/haft Ikrafttræden af
aflevere e Aflevering af
levere e Levering af
udsende t Udsendelse af
vente+{awaited} t Levering af
give+\\budsættelse\\b gav/givet Udsættelse for
få+\\budsættelse\\b fik/fået Udsættelse for
publicere e Offentliggørelse af
indgå+i\\s+budget\\w*|i\\s+forhandling\\w* indgik/indgået
indsende t Indsendelse af
afsende t Afsendelse af
sende+sendes\\b(?!\\si\\b) t Udsendelse af
"""
_PRODUCTION = """
udarbejde e Udarbejdelse af
afklare e Afklaring af
udforme e Udformning af
formulere e Formulering af
udvikle e Udvikling af
etablere e Etablering af
oprette e Oprettelse af
optage+\\blån\\b optog/optaget Optagelse af
nedsætte nedsatte/nedsat Nedsættelse af
lave e Udarbejdelse af
opføre t Opførelse af
bygge+om(?=\\s(?:for|til|i|og)\\b|\\W*$) e Ombygning af
bygge e Opførelse af
anlægge anlagde/anlagt Anlæg af
opsætte opsatte/opsat Opsætning af
opstille e Opstilling af
installere e Installation af
indkøbe t Indkøb af
ansætte ansatte/ansat Ansættelse af
kortlægge kortlagde/kortlagt Kortlægning af
afdække e Afdækning af
undersøge t Undersøgelse af
analysere e Analyse af
afsøge t Afsøgning af
vurdere e Vurdering af
belyse t Belysning af
beskrive beskrev/beskrevet Beskrivelse af
revidere e Revision af
opdatere e Opdatering af
ajourføre t Ajourføring af
indarbejde e Indarbejdelse af
regne+regnes\\sind\\b e Indregning af
formidle e Formidling af
beramme e Berammelse af
programsætte programsatte/programsat Programsætning af
planlægge planlagde/planlagt Planlægning af
skitsere e Skitsering af
beregne e Beregning af
"""
_IMPLEMENTATION = """
sætte+fokus satte/sat Fokus på
sætte+i\\s+gang|i\\s+værk satte/sat Igangsættelse af
gå+i\\s+gang gik/gået Igangsættelse af
tage+initiativ tog/taget Initiativ til
indgå+\\w*aftale\\w*|\\w*samarbejde\\w*|\\w*partnerskab\\w*|\\w*kontrakt\\w* indgik/indgået Indgåelse af
sende+i\\s+\\w*høring sendte/sendt Høring om
sende+i\\s+udbud sendte/sendt Udbud af
møde+mødes?(?!\\smed\\s\\d) mødtes/mødt Møde om
inddrage inddrog/inddraget Inddragelse af
videreføre t Videreførelse af
videreudvikle e Videreudvikling af
fortsætte fortsatte/fortsat Fortsættelse af
forlænge e Forlængelse af
udvide e Udvidelse af
udbygge e Udbygning af
koordinere e Koordinering af
forebygge e Forebyggelse af
bevare e Bevarelse af
justere e Justering af
forhandle e Forhandling af
fastholde fastholdt/fastholdt Fastholdelse af
nedgrave e Nedgravning af
styrke e Styrkelse af
forbedre e Forbedring af
renovere e Renovering af
istandsætte istandsatte/istandsat Istandsættelse af
modernisere e Modernisering af
ombygge e Ombygning af
udskifte e Udskiftning af
udbyde udbød/udbudt Udbud af
annoncere e Annoncering af
konkurrenceudsætte konkurrenceudsatte/konkurrenceudsat Konkurrenceudsættelse af
indføre t Indførelse af
implementere e Implementering af
udrulle e Udrulning af
indfase e Indfasning af
udfase e Udfasning af
nedlægge nedlagde/nedlagt Nedlæggelse af
lukke e Lukning af
flytte e Flytning af
sammenlægge sammenlagde/sammenlagt Sammenlægning af
fusionere e Fusion af
udskyde udskød/udskudt
rykke e
fremrykke e Fremrykning af
overdrage overdrog/overdraget Overdragelse af
hjemtage hjemtog/hjemtaget Hjemtagelse af
overtage overtog/overtaget Overtagelse af
sælge solgte/solgt Salg af
understøtte e Understøttelse af
støtte e Støtte til
sikre e Sikring af
fremme e Fremme af
øge e Forøgelse af
hæve e Forhøjelse af
sænke e Nedsættelse af
reducere e Reduktion af
nedbringe nedbragte/nedbragt Nedbringelse af
bringe+ned\\s(?:på|til|under) bragte/bragt Nedbringelse af
halvere e Halvering af
afvikle e Afvikling af
realisere e Realisering af
anvende t Anvendelse af
udnytte e Udnyttelse af
afprøve e Afprøvning af
teste e Test af
identificere e Identifikation af
udbrede udbredte/udbredt Udbredelse af
indkalde t Indkaldelse af
invitere e Invitation til
ansøge t Ansøgning om
afskaffe e Afskaffelse af
opsige opsagde/opsagt Opsigelse af
genforhandle e Genforhandling af
opprioritere e Opprioritering af
opgradere e Opgradering af
genoprette e Genopretning af
plante e Plantning af
rejse t Rejsning af
rekruttere e Rekruttering af
uddanne e Uddannelse af
opkvalificere e Opkvalificering af
uddele t Uddeling af
tilbyde tilbød/tilbudt Tilbud om
give+\\btilbud\\som\\b gav/givet Tilbud om
omlægge omlagde/omlagt Omlægning af
omdanne e Omdannelse af
tilpasse e Tilpasning af
integrere e Integration af
indtænke t Indtænkning af
digitalisere e Digitalisering af
indrette e Indretning af
nedrive nedrev/nedrevet Nedrivning af
opkræve e Opkrævning af
ophøre t Ophør med
reservere e Reservation af
samle e Samling af
afsætte+afsætte[rs]?\\s(?:(?:her|der)til\\s)?(?:[\\w-]*(?:mødet|dagen)|en\\s[\\w-]*dag|tid) afsatte/afsat
sætte+(?:[\\w-]*mødet|[\\w-]*dagen|tid)\\s.*\\baf satte/sat
foretrække foretrak/foretrukket Valg af
høre+høring\\w* t Høring om
starte+op e Opstart af
arbejde+arbejde[rs]?(?:\\s\\w+)?\\sfor e Arbejde for
"""
# «Udvalget må vente på rapporten til maj»; «{awaited}» in the lines above.
_AWAITED = r"^(?!.*\b(?:i dag|uger|dage|måneder|længe|(?:patient|borg|bebo|elev)erne)\b).*\bmå\b.*\bvente\b.*\btil\b"
_A_BODY = r"(?:[\w-]+,?\s(?:og\s)?){0,3}?[\w-]*(?:udvalget|byrådet|regionsrådet|kommunalbestyrelsen)"
# What is held once, on its day: «åbningsfest», «Klimadag»; «{event}» in the lines below
_EVENT = (
    r"\w*møde\w*|\w*seminar\w*|\w*konference\w*|\w*arrangement\w*|\w*workshop\w*|\w*indvielse\w*|\w*reception\w*|rejsegilde\w*"
    r"|\w*fest(?:en)?|\b(?:af)?hold(?:e|er|es|t)\s(?:der\s)?(?:nyt\s)?valg\b|(?:tema|klima|miljø|natur|borger|frivillig|bevægelses|sundheds|trivsels|kultur|idræts|sports|børne|forældre|pårørende"
    r"|medarbejder|personale|erhvervs|karriere|plante|informations)dag\w*"
)
# «Taksten gælder ikke i 2022, men først fra 2023», «Fra maj gælder de nye tider»; «{from_then}» in the lines above
_FROM_THEN = (
    r"gælder?\s(?:(?!(?:reg|lov|aftal|forlig)\w+\s)[\w-]+(?:en|et|ne)\s)?(?:(?:for|i)\s[^,]{1,60}\s)?(?:ikke\s[^,]{2,40},?\smen\s)?(?:(?:først|dog|allerede)\s)*fra\b"
    r"|\bfra\s[^,]{3,30}\sgælder"
)
# What is given or received when somebody reports; «{report}» in the lines below.
_REPORTS = (
    r"\w*(?:status|orientering|redegørelse|tilbagemelding|besked|rapporter|oplæg|analyse|opgørelse|beretning|betænkning|indstilling|anbefaling"
    r"|oversigt|notat|overblik|nøgletal|udkast|beregning)\w*"
    r"|\w*rapport(?:en)?"
)
# «… skal besætte pladsen og gør det senest i maj»; «{does}» in the lines below
_DOES_IT = (
    r"gør\s(?:det|dette)\s(?=senest\b|inden\b|før\b|allerede\b|til\s(?:sommer|forår|efterår|vinter|jul|påske|nytår)|den\s\d|primo\b|medio\b|ultimo\b|ved\sudgangen"
    r"|i\s(?:løbet|uge|" + MONTH_WORDS + r"|\d|for|efter|somm|vint))"
)
_LIGHT = """
lægge+op\\s+til(?!,?\\sat) lagde/lagt
gennemføre t Gennemførelse af
igangsætte igangsatte/igangsat Igangsættelse af
iværksætte iværksatte/iværksat Iværksættelse af
påbegynde t Påbegyndelse af
opstarte e Opstart af
starte e Start på
begynde t Start på
indlede e Indledning af
afholde afholdt/afholdt Afholdelse af
holde+{event} holdt/holdt Afholdelse af
foretage foretog/foretaget Gennemførelse af
gøre+{does} gjorde/gjort
finde+sted fandt/fundet
foregå foregik/foregået
ske e
udføre t Udførelse af
give+{report} gav/givet
afgive+{report} afgav/afgivet
få+{report} fik/fået
modtage+{report} modtog/modtaget
modtage+\\b(?:en|et)\\s(?:\\w+\\s)?\\w*(?:undersøgelse|analyse|oversigt)\\b(?!.*\\bfra\\sstaten\\b) modtog/modtaget
"""
_IDLE = """
åbne+op e
give+mulighed\\w*|anledning|plads gav/givet
tage+udgangspunkt|højde|hensyn|ansvar tog/taget
lægge+vægt lagde/lagt
træde+tilbage trådte/trådt
"""
_MONEY = """
afsætte afsatte/afsat
prioritere e
bevilge e
bevillige e
investere e
tilføre t
disponere e
finansiere e
øremærke e
frigive frigav/frigivet
hensætte hensatte/hensat
spare e
allokere e
budgettere e
udmønte e
tildele t
medfinansiere e
"""


def _lines(table: str) -> Iterator[tuple[str, str, str]]:
    for line in table.strip().splitlines():
        head, inflection, *noun = line.split(maxsplit=2)
        yield head, inflection, noun[0] if noun else ""


def _filled(needs: str) -> str:
    for name, pattern in (
        ("{report}", _REPORTS),
        ("{awaited}", _AWAITED),
        ("{from_then}", _FROM_THEN),
        ("{does}", _DOES_IT),
        ("{body}", _A_BODY),
        ("{event}", _EVENT),
    ):
        needs = needs.replace(name, pattern)
    return needs


def _lexicon() -> Mapping[str, tuple[tuple[Verb, Inflection], ...]]:
    tables: tuple[tuple[str, TaskKind, dict[str, bool]], ...] = (
        (_IDLE, TaskKind.IMPLEMENTATION, {"idle": True}),
        (_PRESENTATION, TaskKind.PRESENTATION, {"puts_before": True}),
        (_BEFORE_A_BODY, TaskKind.PRESENTATION, {"puts_before": True}),
        (_DECISION, TaskKind.DECISION, {}),
        (_EVALUATION, TaskKind.EVALUATION, {}),
        (_REPORT, TaskKind.REPORT, {}),
        (_DELIVERY, TaskKind.DELIVERY, {}),
        (_PRODUCTION, TaskKind.IMPLEMENTATION, {"produces": True}),
        (_IMPLEMENTATION, TaskKind.IMPLEMENTATION, {}),
        (_LIGHT, TaskKind.IMPLEMENTATION, {"light": True}),
        (_MONEY, TaskKind.IMPLEMENTATION, {"money": True}),
    )
    forms: dict[str, list[tuple[Verb, Inflection]]] = {}
    for table, kind, traits in tables:
        for head, inflection, noun in _lines(table):
            infinitive, _, needs = head.partition("+")
            pattern = re.compile(rf"\b(?:{_filled(needs)})\b") if needs else None
            verb = Verb(infinitive, kind, noun, pattern, **traits)
            for form, inflected in forms_of(infinitive, inflection):
                forms.setdefault(form, []).append((verb, inflected))
    return MappingProxyType({form: tuple(readings) for form, readings in forms.items()})


LEXICON: Mapping[str, tuple[tuple[Verb, Inflection], ...]] = _lexicon()
"""Every form of every verb, lower-case, with the readings it can have, the surest first."""
