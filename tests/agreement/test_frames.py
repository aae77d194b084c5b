"""Promises in every order of words: many frames, filled with many verbs and times, and frames that promise nothing.

Each frame meets verbs that the lexicon has and verbs that it lacks, and times of every kind.
"""

from __future__ import annotations

from datetime import date
from itertools import islice

import pytest

from tests.agreement.spoken import read

SIGNED_ON = date(2019, 9, 12)

# Each: the verb's infinitive, present, passive and participle, the thing, and the thing as it is first named.
VERBS = (
    ("forelægge", "forelægger", "forelægges", "forelagt", "planen", "en plan"),
    ("fremlægge", "fremlægger", "fremlægges", "fremlagt", "rapporten", "en rapport"),
    ("udarbejde", "udarbejder", "udarbejdes", "udarbejdet", "strategien", "en strategi"),
    ("evaluere", "evaluerer", "evalueres", "evalueret", "ordningen", "en ordning"),
    ("renovere", "renoverer", "renoveres", "renoveret", "taget på Skovskolen", "et tag"),
    ("gennemgå", "gennemgår", "gennemgås", "gennemgået", "alle kontrakter", "en kontrakt"),
    ("nedbringe", "nedbringer", "nedbringes", "nedbragt", "ventelisten", "en venteliste"),
    ("udskifte", "udskifter", "udskiftes", "udskiftet", "gadelamperne", "nye gadelamper"),
    ("asfaltere", "asfalterer", "asfalteres", "asfalteret", "Møllevej", "en vej"),
    ("male", "maler", "males", "malet", "gangene på rådhuset", "en gang"),
    ("opmåle", "opmåler", "opmåles", "opmålt", "grundene", "en grund"),
    ("rydde", "rydder", "ryddes", "ryddet", "krattet ved åen", "et krat"),
    ("klippe", "klipper", "klippes", "klippet", "hækkene", "nye hække"),
    ("bygge", "bygger", "bygges", "bygget", "børnehuset", "et børnehus"),
    ("lægge", "lægger", "lægges", "lagt", "kunstgræsbanen", "en kunstgræsbane"),
    ("åbne", "åbner", "åbnes", "åbnet", "huset", "et hus"),
    ("nedrive", "nedriver", "nedrives", "nedrevet", "den gamle hal", "en hal"),
    ("afprøve", "afprøver", "afprøves", "afprøvet", "modellen", "en model"),
    ("tilplante", "tilplanter", "tilplantes", "tilplantet", "arealet", "et areal"),
    ("forenkle", "forenkler", "forenkles", "forenklet", "reglerne", "nye regler"),
    ("harmonisere", "harmoniserer", "harmoniseres", "harmoniseret", "taksterne", "nye takster"),
    ("samle", "samler", "samles", "samlet", "alle vejledninger", "en vejledning"),
    ("sende", "sender", "sendes", "sendt", "planen i høring", "en plan i høring"),
    ("sælge", "sælger", "sælges", "solgt", "den gamle skole", "en skole"),
    ("hegne", "hegner", "hegnes", "hegnet", "søen", "en sø"),
    ("afholde", "afholder", "afholdes", "afholdt", "borgermødet", "et borgermøde"),
    ("indgå", "indgår", "indgås", "indgået", "samarbejdsaftalen", "en samarbejdsaftale"),
    ("anskaffe", "anskaffer", "anskaffes", "anskaffet", "to elbusser", "to elbusser"),
    ("nytænke", "nytænker", "nytænkes", "nytænkt", "madordningen", "en madordning"),
    ("kortlægge", "kortlægger", "kortlægges", "kortlagt", "stierne", "nye stier"),
    ("besvare", "besvarer", "besvares", "besvaret", "henvendelsen fra Ældrerådet", "en henvendelse"),
    ("drøfte", "drøfter", "drøftes", "drøftet", "kvalitetsstandarden", "en kvalitetsstandard"),
    ("gentænke", "gentænker", "gentænkes", "gentænkt", "ledelsesmodellen", "en ledelsesmodel"),
    ("udrulle", "udruller", "udrulles", "udrullet", "systemet", "et system"),
)
# Each: the time, and its last day, or its first where it has no last one.
TIMES = (
    ("senest den 1. maj 2020", "2020-05-01"),
    ("i foråret 2020", "2020-05-31"),
    ("inden udgangen af 2020", "2020-12-31"),
    ("i marts 2020", "2020-03-31"),
    ("i 2. kvartal 2020", "2020-06-30"),
    ("inden sommerferien 2020", "2020-06-30"),
    ("ultimo 2020", "2020-12-31"),
    ("medio maj 2020", "2020-05-20"),
    ("senest i juni 2020", "2020-06-30"),
    ("den 14. april 2020", "2020-04-14"),
    ("pr. 1. januar 2021", "2021-01-01"),
    ("fra august 2020", "from 2020-08-01"),
    ("i løbet af 2021", "2021-12-31"),
    ("i uge 12 2020", "2020-03-22"),
    ("inden budgetlægningen for 2021", "2020-08-31"),
    ("ved årets udgang", "2019-12-31"),
    ("i første halvår 2020", "2020-06-30"),
    ("i begyndelsen af 2020", "2020-03-31"),
    ("til foråret", "2020-05-31"),
    ("med udgangen af 2020", "2020-12-31"),
    ("senest ved årsskiftet", "2019-12-31"),
    ("inden nytår", "2019-12-31"),
    ("i november", "2019-11-30"),
    ("primo 2020", "2020-01-31"),
    ("efter sommerferien 2020", "from 2020-08-01"),
    ("med virkning fra den 1. januar 2020", "from 2020-01-01"),
    ("inden for et år", "2020-09-12"),
    ("i indeværende år", "2019-12-31"),
    ("næste år", "2020-12-31"),
    ("senest 1/3-2020", "2020-03-01"),
    ("i 2020", "2020-12-31"),
)
PROMISED = (
    "{Thing} {is_done} {time}.",
    "{Time} {is_done} {thing}.",
    "Der {is_done} {a_thing} {time}.",
    "{Time} {is_done} der {a_thing}.",
    "{Thing} {is_done} {time} af forvaltningen.",
    "{Thing} {is_done} af forvaltningen {time}.",
    "{Thing} skal {is_done} {time}.",
    "{Thing} skal {time} {is_done}.",
    "{Time} skal {thing} {is_done}.",
    "Der skal {time} {is_done} {a_thing}.",
    "{Thing} skal være {done} {time}.",
    "{Thing} skal {time} være {done}.",
    "{Time} skal {thing} være {done}.",
    "{Thing} forventes {done} {time}.",
    "{Thing} forventes at blive {done} {time}.",
    "{Thing} forventes at kunne {is_done} {time}.",
    "Det forventes, at {thing} {is_done} {time}.",
    "Det forventes, at {thing} kan {is_done} {time}.",
    "Vi {does} {thing} {time}.",
    "{Time} {does} vi {thing}.",
    "Vi vil {do} {thing} {time}.",
    "Vi vil {time} {do} {thing}.",
    "{Time} vil vi {do} {thing}.",
    "Forvaltningen {does} {thing} {time}.",
    "Kulturudvalget {does} {time} {thing}.",
    "Kommunen vil {do} {thing} {time}.",
    "Parterne er enige om at {do} {thing} {time}.",
    "Parterne er enige om {time} at {do} {thing}.",
    "Parterne er enige om, at {thing} {is_done} {time}.",
    "Parterne er enige om, at der {time} {is_done} {a_thing}.",
    "Der er enighed om, at {thing} skal {is_done} {time}.",
    "Parterne ønsker {thing} {done} {time}.",
    "Parterne ønsker, at {thing} {is_done} {time}.",
    "Parterne ønsker at {do} {thing} {time}.",
    "Forvaltningen får til opgave at {do} {thing} {time}.",
    "Forvaltningen bedes {do} {thing} {time}.",
    "Forvaltningen anmodes om at {do} {thing} {time}.",
    "Det er aftalt, at {thing} {is_done} {time}.",
    "Det aftales, at {thing} {is_done} {time}.",
    "Vi prioriterer at {do} {thing} {time}.",
    "Partierne er enige om at:\n- {do} {thing} {time}\n- styrke samarbejdet med foreningerne",
    "- {Thing} {is_done} {time}",
    "- {Thing} {is_done} ({time}).",
    "{Thing} {is_done} ({time}).",
    "{Thing} ({time}) {is_done} af forvaltningen.",
    "{Time}: {Thing} {is_done}.",
    "Skoler: {Thing} {is_done} {time}.",
    "{Thing} {is_done}, så snart økonomien er afklaret, dog {time}.",
    "{Thing} {is_done} – efter drøftelse med Ældrerådet – {time}.",
    "{Thing} {is_done}, efter høring af Ældrerådet, {time}.",
    "{Thing}, som mange har ventet på, {is_done} {time}.",
    "{Thing}, der er nedslidt, skal {is_done} {time}.",
    "Derfor {is_done} {thing} {time}.",
    "{Thing} {is_done} derfor {time}.",
    "Når finansieringen er på plads, {is_done} {thing} {time}.",
    "For at spare tid {is_done} {thing} {time}.",
    "Målet er, at {thing} er {done} {time}.",
    "Målet er at {do} {thing} {time}.",
    "Planen er, at {thing} {is_done} {time}.",
    "Udvalget besøger skolerne, og {thing} {is_done} {time}.",
    "Der laves en plan i oktober 2019, og {thing} {is_done} {time}.",
    "Udvalget besøger skolerne, hvorefter {thing} {is_done} {time}.",
    "Arbejdet tilrettelægges, så {thing} kan {is_done} {time}.",
    "Arbejdet går i gang med henblik på, at {thing} {is_done} {time}.",
    "{Thing} {is_done}. Det sker {time}.",
    "{Thing} {is_done}. Det skal ske {time}.",
    "{Thing} {is_done} første gang {time}.",
    "{Thing} {is_done} igen {time}.",
    "Vi forventer at {do} {thing} {time}.",
    "{Thing} bliver {done} {time}.",
    "{Thing} vil blive {done} {time}.",
    "{Thing} vil {time} blive {done}.",
    "{Time} bliver {thing} {done}.",
    "{Time} vil {thing} blive {done}.",
    "Parterne er enige om, at {thing} {time} skal være {done}.",
    "Samtidig {is_done} {thing} {time}.",
    "{Thing} {is_done} af forvaltningen efter en lang proces, hvor borgere og\nforeninger er hørt, {time}.",
)
NO_PROMISE = (
    "{Thing} blev {done} {time}.",
    "{Thing} er allerede {done}, og det skete i 2018.",
    "Vi har {done} {thing} i foråret 2019.",
    "Staten {does} {thing} {time}.",
    "KL {does} {thing} {time}.",
    "Region Nordland {does} {thing} {time}.",
    "Sundhedsministeriet {does} {thing} {time}.",
    "{Thing} {is_done} af staten {time}.",
    "Regeringen vil {do} {thing} {time}.",
    "Regeringen forventes at {do} {thing} {time}.",
    "{Time} {does} staten {thing}.",
    "{Thing} {is_done} ikke som planlagt {time}.",
    "{Thing} kan {is_done} {time}.",
    "{Thing} kunne {is_done} {time}.",
    "Forslaget om at {do} {thing} {time} udgår.",
    "Beslutningen om at {do} {thing} {time} annulleres.",
    "Borgerne {does} {thing} {time}.",
    "Det er uklart, om {thing} {is_done} {time}.",
    "SF foreslog at {do} {thing} {time}.",
    "I Budget 2018 blev det besluttet at {do} {thing} {time}.",
    "Movia {does} {thing} {time}.",
    "Solbjerg Kommune {does} {thing} {time}.",
    "Efter loven skal {thing} være {done} {time}.",
    "{Thing} skulle have været {done} i 2018.",
    "Ifølge regeringen {is_done} {thing} {time}.",
)
EACH = 4  # sentences made of a frame
EARLIER = "2019-10-31"  # of the act that comes first in frames with two


def sentences(frame: str, at: int) -> list[tuple[str, str]]:
    """Some sentences of `frame`, the `at`-th of its list, each with its time's day."""
    made = []
    for number in islice(range(at, at + 7 * EACH, 7), EACH):
        do, does, is_done, done, thing, a_thing = VERBS[(number * 5 + at) % len(VERBS)]
        time, day = TIMES[(number * 3 + at) % len(TIMES)]
        words = {"do": do, "does": does, "is_done": is_done, "done": done, "thing": thing, "a_thing": a_thing}
        filled = frame.format(**words, time=time, Thing=thing[0].upper() + thing[1:], Time=time[0].upper() + time[1:])
        made.append((filled, day))
    return made


def days(text: str) -> list[str]:
    """The last day of every dated promise in `text`, or «from» its first, in order."""
    found = [one.deadline for one in read(text, signed_on=SIGNED_ON, organisation="Lyngholm Kommune")[0]]
    return [str(one.due) if one.due else f"from {one.start}" for one in found if one and (one.due or one.start)]


@pytest.mark.parametrize("at", range(len(PROMISED)), ids=PROMISED)
def test_a_promise_is_found_in_whatever_order_its_words_stand(at: int) -> None:
    made = sentences(PROMISED[at], at)
    missed = [text for text, day in made if [found for found in days(text) if found != EARLIER] != [day]]
    assert missed == []


@pytest.mark.parametrize("at", range(len(NO_PROMISE)), ids=NO_PROMISE)
def test_what_was_what_others_do_and_what_falls_is_no_promise(at: int) -> None:
    assert [text for text, _day in sentences(NO_PROMISE[at], at) if days(text)] == []
