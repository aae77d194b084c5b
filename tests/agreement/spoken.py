"""Sentences of many styles, each with what a reader should find in it. Written for these tests."""

from __future__ import annotations

from datetime import date

from tracker.agreement.deadlines import DEFAULT
from tracker.agreement.deadlines import find as find_times
from tracker.agreement.owners.register import NO_REGISTER
from tracker.agreement.promises import commitments
from tracker.agreement.promises.alone import with_times_alone
from tracker.agreement.structure.outline import outline
from tracker.agreement.tables.allocations import read_tables

SIGNED_ON = date(2018, 10, 8)


def read(text, *, signed_on=SIGNED_ON, organisation="Fjordby Kommune", register=NO_REGISTER, title=None):
    """The commitments and findings of `text`."""
    structure = outline(text)
    found = find_times(text, signed_on=signed_on, title=title)
    times = with_times_alone(text, found, signed_on=signed_on, conventions=DEFAULT)
    rows = read_tables(text, structure.sections).allocations
    return commitments.find(
        text, structure, times, signed_on=signed_on, organisation=organisation, register=register, allocations=rows
    )


def dated(text, **kwargs):
    """The commitments of `text` that have a start or a due date."""
    found, _findings = read(text, **kwargs)
    return [one for one in found if one.deadline and (one.deadline.due or one.deadline.start)]


# Each: the sentence, and of every dated commitment in it the kind and the time as it is written.
PROMISED = [
    # put before a body
    (
        "Et oplæg til ny parkeringsstrategi forelægges Teknik- og Miljøudvalget i marts 2019.",
        [("presentation", "i marts 2019")],
    ),
    (
        "Forvaltningen skal senest den 1. maj 2019 fremlægge en plan for Økonomiudvalget.",
        [("presentation", "senest den 1. maj 2019")],
    ),
    ("Vi præsenterer resultatet for Byrådet inden sommerferien 2020.", [("presentation", "inden sommerferien 2020")]),
    ("Byrådet får i efteråret 2019 forelagt en samlet boligplan.", [("presentation", "i efteråret 2019")]),
    ("Sagen genoptages på udvalgets møde den 14. maj 2019.", [("presentation", "den 14. maj 2019")]),
    ("Sagen blev udsat til mødet den 11. juni 2019.", [("presentation", "den 11. juni 2019")]),
    ("Emnet tages op igen på mødet i februar 2019.", [("presentation", "i februar 2019")]),
    ("Der ønskes en sag forelagt Socialudvalget inden udgangen af 2019.", [("presentation", "inden udgangen af 2019")]),
    # a body decides
    (
        "Byrådet tager stilling til en ny skolestruktur inden udgangen af 2019.",
        [("decision", "inden udgangen af 2019")],
    ),
    (
        "Parterne er enige om, at der i foråret 2020 træffes beslutning om placeringen.",
        [("decision", "i foråret 2020")],
    ),
    ("Regionsrådet vedtager en ny klimaplan senest i juni 2020.", [("decision", "senest i juni 2020")]),
    ("Stillingtagen til fortsættelse sker i 3. kvartal 2020.", [("decision", "i 3. kvartal 2020")]),
    # evaluation
    ("Ordningen evalueres efter sommerferien 2020.", [("evaluation", "efter sommerferien 2020")]),
    ("Der gennemføres en evaluering af forsøget i foråret 2020.", [("evaluation", "i foråret 2020")]),
    ("Partierne vil evaluere den nye tildelingsmodel i 2. halvår 2020.", [("evaluation", "i 2. halvår 2020")]),
    ("Indsatsen skal midtvejsevalueres medio 2020.", [("evaluation", "medio 2020")]),
    ("Evaluering i efteråret 2021.", [("evaluation", "i efteråret 2021")]),
    # report
    ("Udvalget orienteres om fremdriften i december 2019.", [("report", "i december 2019")]),
    ("Forvaltningen afrapporterer til Økonomiudvalget i maj 2019.", [("report", "i maj 2019")]),
    ("Der gives en status på indsatsen i marts 2020.", [("report", "i marts 2020")]),
    (
        "Der følges op på aftalen i forbindelse med budgetlægningen for 2020.",
        [("report", "i forbindelse med budgetlægningen for 2020")],
    ),
    ("Udvalget ønsker en redegørelse for sygefraværet inden påske 2019.", [("report", "inden påske 2019")]),
    # ready
    ("Strategien skal være klar inden udgangen af 2019.", [("delivery", "inden udgangen af 2019")]),
    ("Den nye hal står færdig i august 2021.", [("delivery", "i august 2021")]),
    (
        "Byggeriet afsluttes i 2021, og skolen tages i brug den 1. august 2021.",
        [("delivery", "i 2021"), ("delivery", "den 1. august 2021")],
    ),
    ("Rapporten offentliggøres senest den 1. februar 2020.", [("delivery", "senest den 1. februar 2020")]),
    ("Hjemmesiden forventes lanceret i januar 2020.", [("delivery", "i januar 2020")]),
    ("En handleplan skal foreligge inden sommeren 2019.", [("delivery", "inden sommeren 2019")]),
    ("Der udarbejdes en mobilitetsplan inden udgangen af 2020.", [("delivery", "inden udgangen af 2020")]),
    ("Åbningen er planlagt til september 2020.", [("delivery", "september 2020")]),
    # measurable
    (
        "Sygefraværet skal være nedbragt til 4,5 pct. inden udgangen af 2020.",
        [("checkpoint", "inden udgangen af 2020")],
    ),
    ("Kommunens CO2-udledning skal reduceres med 40 pct. inden 2025.", [("checkpoint", "inden 2025")]),
    ("Andelen af økologi skal udgøre mindst 60 procent i 2021.", [("checkpoint", "i 2021")]),
    # done in a period
    ("Renoveringen af havnen igangsættes i 2020.", [("implementation", "i 2020")]),
    ("Vi går i gang med at omlægge ruterne i efteråret 2019.", [("implementation", "i efteråret 2019")]),
    ("Projektet gennemføres i perioden 2019-2021.", [("implementation", "i perioden 2019-2021")]),
    ("Kampagnen videreføres i 2020.", [("implementation", "i 2020")]),
    ("Ledningerne nedgraves i løbet af 2020.", [("implementation", "i løbet af 2020")]),
    ("Takstnedsættelsen indfases fra 2020.", [("implementation", "fra 2020")]),
    ("Anlægsarbejdet påbegyndes primo 2020.", [("implementation", "primo 2020")]),
    ("Der afholdes en temadag i april 2019.", [("implementation", "i april 2019")]),
    # lists and labels
    (
        "Parterne er enige om at:\n• Følge op på trafiksikkerheden i foråret 2019\n• Evaluere busdriften i 2020\n",
        [("report", "i foråret 2019"), ("evaluation", "i 2020")],
    ),
    ("Senest 5. april 2019: Forvaltningen sender forslaget i høring.", [("implementation", "Senest 5. april 2019")]),
    ("Frist for høringssvar: 1. marts 2019.", [("delivery", "1. marts 2019")]),
    # several acts
    (
        "Der nedsættes en arbejdsgruppe i januar 2019, som afrapporterer i juni 2019.",
        [("implementation", "i januar 2019"), ("report", "i juni 2019")],
    ),
    (
        "Kulturudvalget drøfter oplægget i marts 2019 og beslutter i maj 2019, hvordan midlerne fordeles.",
        [("presentation", "i marts 2019"), ("decision", "i maj 2019")],
    ),
    # minutes
    ("Udvalget besluttede, at sagen skal forelægges på ny i september 2019.", [("presentation", "i september 2019")]),
    ("Udvalget anmoder forvaltningen om at fremlægge en plan i november 2019.", [("presentation", "i november 2019")]),
    (
        "Økonomiudvalget godkendte indstillingen med den tilføjelse, at ordningen evalueres i 2020.",
        [("evaluation", "i 2020")],
    ),
    # moved
    ("Indvielsen udskydes til maj 2020 i stedet for november 2019.", [("implementation", "maj 2020")]),
    # what the lexicon lacks, and what only a noun says
    ("Den nye bane forventes at kunne tages imod af klubben i august 2020.", [("implementation", "i august 2020")]),
    ("Udvalget forventer at kunne behandle planen endeligt i januar 2020.", [("presentation", "i januar 2020")]),
    ("Licitationen forventes i 1. kvartal 2020.", [("implementation", "i 1. kvartal 2020")]),
    ("Fristen for indstilling af kandidater er den 1. april 2019.", [("delivery", "den 1. april 2019")]),
    ("Alle borgere skal være tilknyttet et fast team ved udgangen af 2020.", [("delivery", "ved udgangen af 2020")]),
    (
        "Vi venter klarhed i 2. kvartal 2019, hvor Ældreudvalget får en sag om den fremtidige organisering.",
        [("presentation", "i 2. kvartal 2019")],
    ),
    (
        "Forslaget sendes i høring i marts 2019, så Byrådet kan træffe beslutning i juni 2019.",
        [("implementation", "i marts 2019"), ("decision", "i juni 2019")],
    ),
    ("Den nye struktur får virkning fra den 1. august 2020.", [("delivery", "den 1. august 2020")]),
    ("Vi ønsker, at byen er CO2-neutral i 2040.", [("checkpoint", "i 2040")]),
    ("Planen forventes vedtaget den 25. juni 2019.", [("decision", "den 25. juni 2019")]),
    ("Klimaplan 2025 revideres i maj 2019.", [("implementation", "i maj 2019")]),
    ("Byrådet får hvert år i april en status på planen, første gang i 2019.", [("report", "hvert år i april")]),
    ("Høringssvarene behandles i maj 2019.", [("implementation", "i maj 2019")]),
    ("Høringssvarene behandles i Byrådet i maj 2019.", [("presentation", "i maj 2019")]),
    ("Ansøgningen fremsendes til staten i maj 2019.", [("delivery", "i maj 2019")]),
    # a board of the municipality is no state agency
    ("Kommunalbestyrelsen vedtager politikken i maj 2019.", [("decision", "i maj 2019")]),
    ("Skolebestyrelsen drøfter principperne i november 2019.", [("presentation", "i november 2019")]),
    ("Budgettet vedtages endeligt af Kommunalbestyrelsen i oktober 2019.", [("decision", "i oktober 2019")]),
    # a time with a verb of its own, or beside a condition, is that of the main clause
    (
        "Gælden afvikles med 12 mio. kr., inden valgperioden er slut.",
        [("implementation", "inden valgperioden er slut")],
    ),
    (
        "Parterne mødes igen, når regnskabet er gjort op, og senest den 2. maj 2019.",
        [("implementation", "senest den 2. maj 2019")],
    ),
    (
        "Styregruppen samles, hvis budgettet skrider, dog senest i juni 2019.",
        [("implementation", "senest i juni 2019")],
    ),
    # what a body is given again and again, and from when
    (
        "Socialudvalget modtager en kvartalsvis opgørelse, første gang i maj 2019.",
        [("report", "første gang i maj 2019")],
    ),
    ("Byrådet får en opgørelse af ventetiderne i marts 2019.", [("report", "i marts 2019")]),
    (
        "Økonomiudvalget får en redegørelse hvert forår, første gang i foråret 2020.",
        [("report", "hvert forår, første gang i foråret 2020")],
    ),
    (
        "Udvalget gør status over indsatsen hvert år i juni, første gang i 2020.",
        [("report", "hvert år i juni, første gang i 2020")],
    ),
    # what others oblige the municipality to is its own
    (
        "Staten har pålagt kommunen, at planen skal revideres inden udgangen af 2019.",
        [("delivery", "inden udgangen af 2019")],
    ),
    # in the present, by a verb that no list has, or what something of the municipality is given
    ("Vi udlægger 40 hektar til skov inden 2022.", [("implementation", "inden 2022")]),
    ("Skolerne nedskalerer indkøbet af kopipapir fra den 1. august 2019.", [("implementation", "1. august 2019")]),
    ("Fra og med 2020 serverer plejehjemmene mad fra egne køkkener.", [("implementation", "Fra og med 2020")]),
    ("Alle børnehaver lever op til kravene inden udgangen af 2020.", [("implementation", "inden udgangen af 2020")]),
    ("Fritidsklubben i Vestbyen får nye lokaler den 1. maj 2019.", [("delivery", "den 1. maj 2019")]),
    ("Havnepladsen får en ny belysning i 2020.", [("delivery", "i 2020")]),
    ("I august 2020 får biblioteket et nyt børnerum.", [("delivery", "I august 2020")]),
    # a day after an abbreviation
    ("Kassen skal pr. 31. december 2020 være på mindst 55 mio. kr.", [("checkpoint", "pr. 31. december 2020")]),
    ("Der skal pr. 1. maj 2020 oprettes en ungeenhed.", [("implementation", "pr. 1. maj 2020")]),
    ("Gælden skal pr. 31.12.2021 udgøre højst 200 mio. kr.", [("checkpoint", "pr. 31.12.2021")]),
    # told as done, by a day that is still to come
    ("Faste vikarer er indført på alle plejehjem senest den 1. maj 2020.", [("implementation", "den 1. maj 2020")]),
    ("Nye skilte er opsat ved alle indfaldsveje inden udgangen af 2019.", [("delivery", "inden udgangen af 2019")]),
    ("Alle haller er tilsluttet fjernvarme senest i 2021.", [("delivery", "senest i 2021")]),
    # any state, and what a committee hands out
    ("Kommunens busser skal være eldrevne senest i 2025.", [("checkpoint", "senest i 2025")]),
    ("Kommunens havne skal være affaldsfrie senest i 2024.", [("checkpoint", "senest i 2024")]),
    ("Puljen udmøntes af Kulturudvalget senest i marts 2019.", [("decision", "senest i marts 2019")]),
    ("Midlerne udmøntes endeligt af Social- og Sundhedsudvalget i maj 2019.", [("decision", "i maj 2019")]),
    # promises to refrain
    ("Partierne er enige om, at der ikke sker takststigninger i 2020.", [("implementation", "i 2020")]),
]

BACKGROUND = [
    "I august 2016 trådte den nye ordning i kraft.",
    "Byrådet vedtog i 2017 en ny planstrategi.",
    "Loven træder i kraft den 1. januar 2020.",
    "Den nye lov betyder, at kommunerne fra 2020 overtager opgaven.",
    "I 2020 gennemfører Banedanmark en større sporfornyelse.",
    "Regeringen fremlægger et udspil i efteråret 2019.",
    "Staten finansierer ordningen til og med 2019.",
    "Indsatsen er finansieret af en pulje, der udløber med udgangen af 2019.",
    "Den statslige bevilling ophører med udgangen af 2020.",
    "Arbejdet tager afsæt i Vision 2030.",
    "Initiativerne fra regeringens handlingsplan frem til 2025 er vigtige.",
    "Klimaplan 2025 sætter rammen for arbejdet.",
    "Med Budget 2018 blev der afsat 4 mio. kr. til formålet i 2019.",
    "Antallet af ældre stiger frem mod 2030.",
    "Befolkningen forventes at vokse med 2.000 borgere frem til 2025.",
    "I de kommende år bliver der flere børn i Fjordby.",
    "I Budget 2018 er det besluttet, at skolen udvides i perioden 2019-2020.",
    "Projektet blev desværre udskudt i 2018.",
    "Arrangementet gennemføres ikke i 2020.",
    "Rapporten kan eventuelt udsendes i foråret 2020.",
    "Hvis staten giver tilsagn i 2020, drøftes sagen igen.",
    "Fjordby, den 8. oktober 2018",
    "Skatteindtægterne forventes at blive 3,2 mia. kr. i 2020.",
    "Området er i fuld gang med at udvikle sig. Der bygges boliger ved havnen, og biblioteket tages i brug i 2019.",
    "Movia omlægger busnettet i december 2019.",
    "Der er indgået en aftale med KL, som gælder til udgangen af 2020.",
    "Parterne er enige om at gennemføre tiltagene i Affaldsplan 2026.",
    "Initiativerne fra regeringens handlingsplan frem til 2025 skal integreres i arbejdet.",
    "Budgettet er stramt i 2020, og vi evaluerer ordningen.",
    "I 2018 kom der nye regler, og ordningen evalueres.",
    "I Budget 2018 er der afsat 4 mio. kr. i 2019 til nye stier.",
    "Byrådet prioriterede 4 mio. kr. i 2019 til nye stier.",
    "Den plan, der er godkendt den 12. december 2018, sætter rammen.",
    "Ordningen har over en fireårig periode vist gode resultater.",
    "Kassen skal over en fireårig periode have et overskud på 10 mio. kr. i gennemsnit.",
    "Kravene skærpes den 1. januar 2020, når en ny lov om hestehold træder i kraft.",
    "Reglerne i bekendtgørelsen træder i kraft den 1. juli 2020.",
    "Egedal Kommune åbner et nyt center i 2020.",
    "Folketinget har vedtaget, at tilskuddet omlægges den 1. januar 2020.",
    "Regeringen har bestemt, at ordningen udvides i 2020.",
    "KL har nedsat et udvalg, der afslutter sit arbejde i maj 2019.",
    "Erhvervslivet har en arbejdsgruppe, der fremlægger sine ideer i foråret 2019.",
    "Ytringsfrihedskommissionen kommer med sin betænkning i april 2020.",
    "Sundhedsstyrelsen offentliggør nye anbefalinger i marts 2019.",
    "Folketingets lov om barnets ret ventes gennemført den 1. januar 2020.",
    "Regeringens plan for skolerne iværksættes i 2020.",
    "Den statslige pulje, der betaler for indsatsen, ophører med udgangen af 2019.",
    "Tilskuddet, som staten giver i dag, stopper med udgangen af 2020.",
    "Staten, der ejer vejen, renoverer broen i 2020.",
    "Renovationsselskabet henter papir fra den 1. marts 2019, og vi vil informere borgerne.",
    "Movia kører oftere fra december 2019, og vi vil sikre gode stoppesteder.",
    "Banedanmark spærrer overkørslen i maj 2019, og forvaltningen orienterer naboerne.",
    "Kommunen får flere ældre borgere frem til 2030.",
    "Skolen får 40 nye elever i august 2019.",
    "Fjordby får en ny udligning i 2020.",
    "Kommunen får behov for flere plejeboliger inden 2025.",
    "Skolerne mangler 20 lærere i august 2019.",
    "Plejehjemmet ligger i Vestbyen frem til 2020.",
    "Aftalen er forlænget indtil udgangen af 2020.",
    "Ordningen er allerede indført på alle skoler inden udgangen af 2018.",
    "Staten har indført reglerne senest i 2020.",
    "Strategien skal vise vejen til et grønnere Fjordby i 2045.",
    "Planen skal indeholde mål for 2025.",
    "Oversigten skal omfatte udgifterne i 2020.",
    "I 2020 gik eleverne ud uden at have nået målet.",
]

FUNDED = [
    ("Der afsættes 2 mio. kr. i 2019 og 3 mio. kr. i 2020 til renovering af legepladser.", "2019-01-01", "2020-12-31"),
    ("Til flere sygeplejersker prioriteres 4 mio. kr. årligt i 2019-2022.", "2019-01-01", "2022-12-31"),
    ("Parterne er enige om at investere 10 mio. kr. i 2020 i nye cykelstier.", "2020-01-01", "2020-12-31"),
    (
        "Der reserveres 1,5 mio. kr. i hvert af årene 2019, 2020 og 2021 til klimatilpasning.",
        "2019-01-01",
        "2021-12-31",
    ),
    ("• Ny svømmehal: Der afsættes 25 mio. kr. i 2021.\n", "2021-01-01", "2021-12-31"),
    ("Parterne vil bevare tilbuddet og lægger fra og med Budget 2020 0,5 mio. kr. i puljen.", "2020-01-01", "None"),
    ("• Ny kunstgræsbane ved skolen: 4,2 mio. kr. i 2020.\n", "2020-01-01", "2020-12-31"),
    ("Der afsættes 3 mio. kr. i 2020 til de øgede udgifter på området.", "2020-01-01", "2020-12-31"),
    ("Skolegården bygges om for 3 mio. kr. i 2020.", "2020-01-01", "2020-12-31"),
]
