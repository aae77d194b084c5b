"""One thing varied at a time: many sentences, each with many verbs, times, places of the time, and committees.

`variations.txt` holds the sentences with their slots. They tell how general the reader is: what is read in one wording
is to be read in every other one, and what is no promise is to be none at whatever time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from tests.agreement.spoken import read
from tracker.agreement.deadlines import find as find_times
from tracker.agreement.values import Commitment, Deadline

SIGNED_ON = date(2022, 9, 14)
EACH = 6  # sentences made of a frame that takes any verb
MORE = 5  # of what promises nothing
FEW = 3  # sentences made of a frame with words of its own

TIMES = """
senest den 1. maj 2023 | den 14. april 2023 | d. 1/3-2023 | senest 1.6.2023 | i marts 2023 | i januar
senest i juni 2023 | i løbet af efteråret 2023 | i foråret 2023 | inden sommerferien 2023 | før sommerferien 2023
efter sommerferien 2023 | inden sommeren 2023 | inden udgangen af 2023 | ved udgangen af 2. kvartal 2023
i 2. kvartal 2023 | i 1. halvår 2023 | primo 2023 | medio 2024 | ultimo marts 2023 | inden årets udgang
i begyndelsen af 2023 | i slutningen af 2023 | omkring årsskiftet | i løbet af 2023 | i 2023
inden budgetforhandlingerne for 2024 | forud for budgetlægningen for 2024 | fra skoleåret 2023/24 | i uge 12 2023
inden nytår | til foråret | i indeværende år | næste år | fra og med august 2023
med virkning fra den 1. januar 2023 | pr. 1. januar 2023 | inden valgperiodens udløb | i denne valgperiode
senest med udgangen af november 2022 | i november eller december 2022 | på mødet i februar 2023 | først i 2024
på udvalgets møde den 7. marts 2023 | i perioden marts-juni 2023 | i årets sidste kvartal | allerede i december 2022
tidligst den 1. juli 2023 | hen over sommeren 2023 | op til sommerferien 2023 | ved årsskiftet 2023/2024
senest uge 40 i 2023 | hurtigst muligt og senest i maj 2023
"""
LIMITS = """
senest den 1. maj 2023 | inden sommerferien 2023 | inden udgangen af 2023 | senest i juni 2023 | inden årets udgang
ved udgangen af 2023 | inden nytår | senest med udgangen af november 2022
"""
PLAIN_TIMES = """
senest den 1. maj 2023 | i marts 2023 | i foråret 2023 | inden sommerferien 2023 | i 2. kvartal 2023
ved udgangen af 2023 | inden årets udgang | primo 2024 | i løbet af 2023 | på mødet i februar 2023
den 14. april 2023
"""
ANY_TIMES = """
i marts 2023 | i 2. kvartal 2023 | i løbet af 2023 | i 2023 | i de kommende år | frem mod 2030
senest den 1. maj 2023
"""
PAST = "i 2019 | i marts 2021 | den 14. juni 2022 | i foråret 2022"
YEARS = "2015 | 2019"
COMMITTEES = """
Økonomiudvalget | Teknik- og Miljøudvalget | Udvalget for Klima og Byudvikling | Social-, Sundheds- og Ældreudvalget
Beskæftigelses- og Integrationsudvalget | Byrådet | Udvalget for Kultur, Fritid og Lokalsamfund | Teknisk Udvalg
Plan-, Teknik- og Landdistriktsudvalget | Udvalget for Børn, Unge og Uddannelse | Ældreudvalget | Det Sociale Udvalg
"""
WITH = (
    "",
    " i samarbejde med de berørte foreninger",
    " på baggrund af erfaringerne fra de seneste år",
    " med inddragelse af Ældrerådet og Handicaprådet",
    " i alle kommunens distrikter",
)
# Infinitive, present, passive, participle, what belongs to the verb, what it is done to, and that as first named.
VERBS = """
forelægge, forelægger, forelægges, forelagt, , den samlede plan for legepladserne, en samlet plan for legepladserne
fremlægge, fremlægger, fremlægges, fremlagt, , resultaterne af analysen, et oplæg om fremtidens ældrepleje
udarbejde, udarbejder, udarbejdes, udarbejdet, , strategien for grøn omstilling, en strategi for grøn omstilling
evaluere, evaluerer, evalueres, evalueret, , ordningen med gratis bus, en forsøgsordning
igangsætte, igangsætter, igangsættes, igangsat, , arbejdet med en ny skolestruktur, en proces om skolestruktur
etablere, etablerer, etableres, etableret, , det nye sundhedshus i midtbyen, et nyt sundhedshus i midtbyen
afslutte, afslutter, afsluttes, afsluttet, , anlægsarbejdet på Havnevej, et forløb om trivsel
implementere, implementerer, implementeres, implementeret, , det nye omsorgssystem, et nyt omsorgssystem
behandle, behandler, behandles, behandlet, , forslaget til ny busrute, et forslag til ny busrute
beslutte, beslutter, besluttes, besluttet, , placeringen af den nye børnehave, en placering af børnehaven
vedtage, vedtager, vedtages, vedtaget, , den nye cykelpolitik, en ny cykelpolitik
revidere, reviderer, revideres, revideret, , kommunens indkøbspolitik, en revideret indkøbspolitik
opdatere, opdaterer, opdateres, opdateret, , oversigten over ejendomme, en oversigt over ejendomme
udbyde, udbyder, udbydes, udbudt, , rengøringen på skolerne, et antal byggegrunde
indgå, indgår, indgås, indgået, , partnerskabsaftalen med boligforeningerne, en partnerskabsaftale
kortlægge, kortlægger, kortlægges, kortlagt, , behovet for almene boliger, et behov for almene boliger
renovere, renoverer, renoveres, renoveret, , svømmehallen i Nørre Lyng, en række legepladser
ibrugtage, ibrugtager, ibrugtages, ibrugtaget, , den nye idrætshal, en ny idrætshal
tage, tager, tages, taget, i brug, de nye lokaler, nye lokaler
åbne, åbner, åbnes, åbnet, , det nye bibliotek i Vestbyen, et nyt bibliotek i Vestbyen
afholde, afholder, afholdes, afholdt, , det første dialogmøde, et dialogmøde med bestyrelserne
invitere, inviterer, inviteres, inviteret, , de frivillige foreninger, de frivillige foreninger til et møde
genforhandle, genforhandler, genforhandles, genforhandlet, , aftalen om busdrift, en aftale
nedsætte, nedsætter, nedsættes, nedsat, , arbejdsgruppen om trafik, et opgaveudvalg om trafiksikkerhed
udvide, udvider, udvides, udvidet, , åbningstiden i borgerservice, en ordning
undersøge, undersøger, undersøges, undersøgt, , mulighederne for en ny rute, en ny rute
ansætte, ansætter, ansættes, ansat, , de to nye klimakoordinatorer, en klimakoordinator
anlægge, anlægger, anlægges, anlagt, , cykelstien mellem Lyng og Havrum, en cykelsti mellem Lyng og Havrum
udskifte, udskifter, udskiftes, udskiftet, , vinduerne på Byskolen, en del af kommunens biler
sælge, sælger, sælges, solgt, , den tidligere skole i Tved, en række ejendomme
sende, sender, sendes, sendt, i høring, forslaget til ny skolestruktur, et forslag til ny skolestruktur
sætte, sætter, sættes, sat, i gang, ombygningen af rådhuset, en ombygning af rådhuset
offentliggøre, offentliggør, offentliggøres, offentliggjort, , resultatet af målingen, en oversigt over ventetiderne
afprøve, afprøver, afprøves, afprøvet, , den nye vagtplan, en ny vagtplan på to plejecentre
beskære, beskærer, beskæres, beskåret, , træerne langs Allégade, en række træer
tilse, tilser, tilses, tilset, , samtlige broer, en række broer
sanere, sanerer, saneres, saneret, , kloakken i Østergade, en kloak
nyindrette, nyindretter, nyindrettes, nyindrettet, , lokalerne i borgerhuset, et mødelokale
"""

# Not read yet, or read as something else; one that comes out right must leave this list.
MISSED = frozenset(
    """
Puljen kan søges {T}.
Fristen i bekendtgørelsen er {T}.
Der gives status to gange om året, i april og oktober.
Planen var ventet i juni 2022, men forelægges først i december 2022.
Planen fremlægges i maj 2023, så den kan indgå i budgetforhandlingerne for 2024.
""".strip().splitlines()
)


def parted(words: str) -> list[str]:
    return [one.strip() for line in words.strip().splitlines() for one in line.split(" | ")]


@cache
def groups() -> dict[str, list[str]]:
    """The lines of `variations.txt` by their headings."""
    found: dict[str, list[str]] = defaultdict(list)
    name = ""
    for line in Path(__file__).with_name("variations.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            name = line[3:]
        elif line and not line.startswith("# "):
            found[name].append(line.replace("\\n", "\n"))
    return found


def frames(name: str) -> list[ParameterSet]:
    return [
        pytest.param(
            at, frame, id=frame, marks=[pytest.mark.xfail(strict=True)] if frame.replace("\n", "\\n") in MISSED else []
        )
        for at, frame in enumerate(groups()[name])
    ]


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def filled(frame: str, time: str, at: int, **slots: str) -> str:
    """The frame with its slots filled; what opens a sentence or an item gets a capital."""
    do, does, is_done, done, up, thing, a_thing = (part.strip() for part in VERBS_OF[at % len(VERBS_OF)].split(", "))
    first = frame.partition("{T}")[0]
    words = {"do": do, "does": does, "is_done": is_done, "thing": thing, "a_thing": a_thing, "T": time, **slots}
    words |= {"up": f" {up}" if up else "", "done": f"{done} {up}".strip(), "with": WITH[at % len(WITH)]}
    words |= {"Thing": capital(thing), "Do": capital(do)}
    if not first or first.endswith("- "):
        words["T"] = capital(time)
        words["Thing"] = thing if not first else words["Thing"]
    return frame.format(**words)


VERBS_OF = VERBS.strip().splitlines()


@cache
def commitments(text: str) -> tuple[Commitment, ...]:
    """What is promised in `text` with a day."""
    found = read(text, signed_on=SIGNED_ON, organisation="Lyngholm Kommune")[0]
    return tuple(one for one in found if one.deadline and day(one.deadline))


def day(deadline: Deadline | None) -> str:
    """The last day, or the first where it has no last one; empty where there is none."""
    if deadline is None:
        return ""
    return str(deadline.due) if deadline.due else f"from {deadline.start}" if deadline.start else ""


def days(text: str) -> list[str]:
    return [day(one.deadline) for one in commitments(text)]


@cache
def meant(time: str) -> list[str]:
    """What the time means where it stands alone."""
    return [day(one) for one in find_times(time, signed_on=SIGNED_ON)]


def chosen(words: str, at: int, count: int, step: int) -> Iterator[tuple[int, str]]:
    """Some of the `words`, others for each frame, with a number that differs."""
    every = parted(words)
    for number in range(count):
        yield at * 7 + number * step, every[(at * 5 + number * step) % len(every)]


@pytest.mark.parametrize(("at", "frame"), frames("a promise by any verb"))
def test_any_verb_promises_at_any_time_in_any_order(at: int, frame: str) -> None:
    made = [(filled(frame, time, number), time) for number, time in chosen(TIMES, at, EACH, 7)]
    assert [text for text, time in made if days(text) != meant(time)] == []


@pytest.mark.parametrize(("at", "frame"), frames("a promise by its own words"))
def test_the_phrases_of_officials_promise_at_any_time(at: int, frame: str) -> None:
    made = [(filled(frame, time, number), time) for number, time in chosen(PLAIN_TIMES, at, FEW, 4)]
    assert [text for text, time in made if days(text) != meant(time)] == []


@pytest.mark.parametrize(("at", "frame"), frames("done by a day ahead"))
def test_what_is_told_as_done_by_a_day_ahead_is_promised(at: int, frame: str) -> None:
    made = [(filled(frame, time, number), time) for number, time in chosen(LIMITS, at, FEW, 3)]
    assert [text for text, time in made if days(text) != meant(time)] == []


def without_promise(at: int, frame: str) -> list[str]:
    """Sentences of `frame`, the `at`-th of those that promise nothing."""
    kinds = (("{P}", PAST), ("{Y}", YEARS), ("{T}", ANY_TIMES))
    times = next((words for slot, words in kinds if slot in frame), "-")
    return [
        filled(frame, time, number, P=capital(time) if frame.startswith("{P}") else time, Y=time)
        for number, time in chosen(times, at, MORE, 1)
    ]


@pytest.mark.parametrize(("at", "frame"), frames("no promise"))
def test_what_is_no_promise_is_none_at_any_time(at: int, frame: str) -> None:
    assert [text for text in without_promise(at, frame) if days(text)] == []


@pytest.mark.parametrize(("at", "frame"), frames("an owner"))
def test_a_committee_of_any_name_owns_what_its_sentence_gives_it(at: int, frame: str) -> None:
    wrong = []
    for number, committee in chosen(COMMITTEES, at, FEW, 5):
        time = parted(PLAIN_TIMES)[number % 4]
        text = filled(frame, time, number, C=committee)
        owners = [
            (one.committees, one.committees_inferred) for one in commitments(text) if [day(one.deadline)] == meant(time)
        ]
        wrong += [text] if owners != [((committee,), False)] else []
    assert wrong == []


def several() -> list[ParameterSet]:
    """The texts with several times, each with the days that are expected, and those not read yet marked."""
    found: list[tuple[str, list[str]]] = []
    for line in groups()["several times"]:
        if line.startswith("    "):
            found[-1][1].append(line.strip())
        else:
            found.append((line, []))
    return [
        pytest.param(
            text,
            [] if expected == ["nothing"] else expected,
            id=text,
            marks=[pytest.mark.xfail(strict=True)] if text in MISSED else [],
        )
        for text, expected in found
    ]


@pytest.mark.parametrize(("text", "expected"), several())
def test_of_several_times_each_belongs_to_its_own_act(text: str, expected: list[str]) -> None:
    assert sorted(days(text)) == sorted(expected)


def test_there_is_much_to_vary() -> None:
    assert len(parted(TIMES)) > 50
    assert len(VERBS_OF) > 35
    assert sum(len(lines) for lines in groups().values()) > 600
