"""Items of minutes in the layouts that municipalities use: which of their days hold after the decision."""

from __future__ import annotations

from datetime import date

import pytest

from tests.agreement.spoken import dated
from tests.agreement.unlisted import when

HEAD = """Referat
Kulturudvalget
Møde den 12. september 2019

Punkt 1: Godkendelse af dagsorden
Beslutning
Godkendt.

"""

ITEMS = [
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Beslutning",
            "Godkendt, idet åbningen udskydes til den 1. maj 2021.",
            "Indstilling",
            "Det indstilles, at biblioteket åbner den 1. februar 2021.",
            "Sagsfremstilling",
            "Lånerne spørges i marts 2020.",
        ],
        ["2020-03-31", "2021-05-01"],
        id="decision first",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Indstilling: Det indstilles, at biblioteket åbner den 1. februar 2021.",
            "Beslutning: Udsat til november 2019.",
        ],
        ["2019-11-30"],
        id="label decision",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Indstilling",
            "Det indstilles, at biblioteket åbner den 1. februar 2021.",
            "Beslutning i Kulturudvalget den 3. september 2019",
            "Anbefales.",
            "Beslutning i Byrådet den 12. september 2019",
            "Udsat.",
        ],
        [],
        id="two bodies, second puts off",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Indstilling",
            "Det indstilles, at biblioteket åbner den 1. februar 2021.",
            "Beslutning i Kulturudvalget den 3. september 2019",
            "Udsat.",
            "Beslutning i Kulturudvalget den 12. september 2019",
            "Godkendt.",
        ],
        ["2021-02-01"],
        id="two bodies, second adopts",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Indstilling",
            "Det indstilles, at biblioteket åbner den 1. februar 2021.",
            "Beslutning",
            "Godkendt.",
            "Mindretalsudtalelse",
            "Venstre ønsker, at biblioteket åbner den 1. august 2021.",
        ],
        ["2021-02-01"],
        id="minority under own heading",
    ),
    pytest.param(
        [
            "Punkt 2: Forslag fra Enhedslisten om gratis museum",
            "Sagsfremstilling",
            "Enhedslisten foreslår, at museet er gratis fra den 1. januar 2020.",
            "Beslutning",
            "Forslaget faldt. For stemte 1. Imod stemte 6.",
        ],
        [],
        id="proposal of a member is the case",
    ),
    pytest.param(
        [
            "Punkt 2: Forslag fra Enhedslisten om gratis museum",
            "Sagsfremstilling",
            "Enhedslisten foreslår, at museet er gratis fra den 1. januar 2020.",
            "Beslutning",
            "Forslaget oversendes til forvaltningen, som belyser økonomien til mødet i november 2019.",
        ],
        ["2019-11-30"],
        id="proposal of a member sent to admin",
    ),
    pytest.param(
        [
            "Punkt 2: Forslag fra Enhedslisten om gratis museum",
            "Sagsfremstilling",
            "Enhedslisten foreslår, at museet er gratis fra den 1. januar 2020.",
            "Beslutning",
            "Forslaget blev vedtaget med 4 stemmer mod 3.",
        ],
        ["from 2020-01-01"],
        id="proposal adopted",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Forvaltningen indstiller,",
            "• at lånerne spørges i marts 2020,",
            "• at biblioteket åbner den 1. februar 2021.",
            "Beslutning",
            "Første pind: Godkendt. Anden pind: Forkastet.",
        ],
        ["2020-03-31"],
        id="bullets, ad",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Forvaltningen indstiller,",
            "a) at lånerne spørges i marts 2020,",
            "b) at biblioteket åbner den 1. februar 2021.",
            "Beslutning",
            "a) blev godkendt. b) blev ikke godkendt.",
        ],
        ["2020-03-31"],
        id="a) b)",
    ),
    pytest.param(
        [
            "Punkt 2: Orientering om museet",
            "Sagsfremstilling",
            "Museet lukker i uge 7 2020 for ombygning.",
            "Beslutning",
            "Orienteringen blev taget til efterretning.",
        ],
        ["2020-02-16"],
        id="info item",
    ),
    pytest.param(
        [
            "Punkt 2: Orientering om museet",
            "Sagsfremstilling",
            "Museet lukker i uge 7 2020 for ombygning.",
            "Beslutning",
            "Drøftet.",
        ],
        ["2020-02-16"],
        id="info item, not taken",
    ),
    pytest.param(
        [
            "Punkt 2: Regnskab for museet",
            "Indstilling",
            "Forvaltningen indstiller, at museet afvikler sin gæld inden udgangen af 2020.",
            "Beslutning",
            "Udvalget kan ikke tage sagen til efterretning. Forvaltningen forelægger en ny plan i december 2019.",
        ],
        ["2019-12-31"],
        id="ikke til efterretning",
    ),
    pytest.param(
        [
            "Punkt 2: Køb af grund (lukket)",
            "Beslutning",
            "Godkendt.",
        ],
        [],
        id="closed item",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "INDSTILLING",
            "Forvaltningen indstiller, at biblioteket åbner den 1. februar 2021.",
            "BESLUTNING KFU 12-09-2019",
            "Biblioteket åbner først den 1. maj 2021.",
        ],
        ["2021-05-01"],
        id="decision of an abbreviated body",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Beslutning KFU 12-09-2019",
            "Godkendt. KFU ønsker en status i maj 2020. SF ønsker, at biblioteket åbner den 1. juni 2021.",
        ],
        ["2020-05-31"],
        id="an abbreviated body wishes, and so does a party",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Forvaltningen foreslår",
            "1. at biblioteket åbner den 1. februar 2021",
            "KFU besluttede",
            "Forslaget blev udsat.",
        ],
        [],
        id="an abbreviated body decided",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Indstilling",
            "Det indstilles, at biblioteket åbner den 1. februar 2021.",
            "Udvalgets afgørelse",
            "Udsat.",
        ],
        [],
        id="afgørelse",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Behandlingsforløb",
            "Kulturudvalget den 21. august",
            "Økonomiudvalget den 3. september",
            "Kulturudvalget den 12. september",
            "Indstilling",
            "Det indstilles, at biblioteket åbner den 1. februar 2021.",
            "Beslutning",
            "Godkendt.",
        ],
        ["2021-02-01"],
        id="a route that is gone",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Behandlingsforløb",
            "Kulturudvalget den 12. september",
            "Byrådet den 30. september",
            "Beslutning",
            "Anbefales.",
        ],
        ["2019-09-30"],
        id="a route that begins",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Sagens gang",
            "Økonomiudvalget den 20. januar 2021, Byrådet den 2. august 2020",
            "Beslutning",
            "Godkendt.",
        ],
        ["2020-08-02", "2021-01-20"],
        id="a route far ahead with its years",
    ),
    pytest.param(
        [
            "Punkt 2: Meddelelser",
            "- Formanden orienterede om, at museet åbner den 4. maj 2020.",
            "- Forvaltningen oplyste, at taget repareres i foråret 2020.",
            "- Kulturministeriet har meddelt, at puljen åbner i januar 2020.",
        ],
        ["2020-05-04", "2020-05-31"],
        id="meddelelser",
    ),
    pytest.param(
        [
            "Punkt 2: Eventuelt",
            "Ulla Holm (B) spurgte, hvornår stien er klar. Forvaltningen svarede, at den er klar i maj 2020.",
        ],
        ["2020-05-31"],
        id="eventuelt",
    ),
    pytest.param(
        [
            "Punkt 2: Eventuelt",
            "Ulla Holm (B) ønskede en status på stien. Den gives på mødet i november 2019.",
        ],
        ["2019-11-30"],
        id="spørgsmål fra medlem",
    ),
    pytest.param(
        [
            "Punkt 2: Eventuelt",
            "Ulla Holm (B) foreslog, at stien åbner i maj 2020. Formanden tog forslaget til efterretning.",
        ],
        [],
        id="question, no promise",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Indstilling",
            "Forvaltningen indstiller, at biblioteket åbner den 1. februar 2021.",
            "Alternativt kan biblioteket åbne den 1. august 2021.",
            "Beslutning",
            "Godkendt.",
        ],
        ["2021-02-01"],
        id="alternative",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Sagsfremstilling",
            "Løsning 1: Biblioteket åbner den 1. februar 2021.",
            "Løsning 2: Biblioteket åbner den 1. august 2021.",
            "Beslutning",
            "Udvalget besluttede løsning 2.",
        ],
        ["2021-08-01"],
        id="choice of options",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Sagsfremstilling",
            "Arbejdet udbydes i marts 2020. Biblioteket åbner den 1. februar 2021.",
            "Indstilling",
            "Forvaltningen indstiller, at tidsplanen godkendes.",
            "Beslutning",
            "Godkendt med den ændring, at biblioteket først åbner den 1. maj 2021.",
        ],
        ["2020-03-31", "2021-05-01"],
        id="case superseded",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Tidsplan",
            "- Marts 2020: Udbud",
            "- 1. februar 2021: Åbning",
            "Indstilling",
            "Forvaltningen indstiller, at tidsplanen godkendes.",
            "Beslutning",
            "Godkendt, idet åbningen flyttes til den 1. maj 2021.",
        ],
        ["2020-03-31", "2021-05-01"],
        id="schedule superseded",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Indstilling",
            "Forvaltningen indstiller, at biblioteket åbner den 1. februar 2021.",
            "Beslutning",
            "Forvaltningen trak sagen tilbage.",
        ],
        [],
        id="withdrawn before",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Indstilling",
            "Forvaltningen indstiller, at biblioteket åbner den 1. februar 2021.",
            "Beslutning",
            "Godkendt.",
            "Fraværende: Ulla Holm.",
        ],
        ["2021-02-01"],
        id="fraværende after",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Indstilling",
            "Forvaltningen indstiller, at biblioteket åbner den 1. februar 2021.",
            "Beslutning",
            "A, B og F stemte for indstillingen. V og C stemte imod. Indstillingen er godkendt.",
        ],
        ["2021-02-01"],
        id="indstilling tiltrådt by majority text",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Indstilling",
            "Forvaltningen indstiller, at biblioteket åbner den 1. februar 2021.",
            "Beslutning",
            "For stemte 3. Imod stemte 4.",
        ],
        [],
        id="only votes against more",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Indstilling",
            "Forvaltningen indstiller, at biblioteket åbner den 1. februar 2021.",
            "Beslutning",
            "For stemte 4. Imod stemte 3.",
        ],
        ["2021-02-01"],
        id="votes only for",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Indstilling",
            "Kulturudvalget indstiller, at biblioteket åbner den 1. februar 2021.",
            "Beslutning",
            "Økonomiudvalget indstiller, at biblioteket åbner den 1. maj 2021.",
        ],
        ["2021-05-01"],
        id="ØU recommends otherwise",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Indstilling",
            "Forvaltningen indstiller, at biblioteket åbner den 1. februar 2021.",
            "Beslutning",
            "Sagen tilbagesendes til Kulturudvalget med henblik på fornyet behandling inden udgangen af 2019.",
        ],
        ["2019-12-31"],
        id="council asks the committee",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Indstilling",
            "Forvaltningen indstiller, at biblioteket åbner den 1. februar 2021.",
            "Beslutning",
            "Godkendt under forudsætning af Byrådets godkendelse den 30. september 2019.",
        ],
        ["2019-09-30", "2021-02-01"],
        id="subject to",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Indstilling",
            "Forvaltningen indstiller, at biblioteket åbner den 1. februar 2021.",
            "Beslutning",
            "Sagen stilles i bero.",
        ],
        [],
        id="stilles i bero",
    ),
    pytest.param(
        [
            "Punkt 2: Nyt bibliotek",
            "Indstilling",
            "Forvaltningen indstiller, at biblioteket åbner den 1. februar 2021.",
            "Beslutning",
            "Udvalget takker nej.",
        ],
        [],
        id="nej tak",
    ),
    pytest.param(
        [
            "Punkt 2: Ansøgning",
            "Sagsfremstilling",
            "Foreningen søger om tilskud til en festival i august 2020.",
            "Beslutning",
            "Ansøgningen imødekommes ikke.",
        ],
        [],
        id="ikke imødekomme",
    ),
    pytest.param(
        [
            "Punkt 2: Ansøgning",
            "Indstilling",
            "Forvaltningen indstiller, at der gives tilladelse til torvehandel fra den 1. maj 2020.",
            "Beslutning",
            "Udvalget giver afslag.",
        ],
        [],
        id="giver afslag",
    ),
    pytest.param(
        [
            "Punkt 2: Ansøgning",
            "Indstilling",
            "Forvaltningen indstiller, at der gives tilladelse til torvehandel fra den 1. maj 2020.",
            "Beslutning",
            "Der meddeles afslag.",
        ],
        [],
        id="meddeler afslag",
    ),
    pytest.param(
        [
            "Punkt 2: Plan for skiltene",
            "Videre forløb",
            "Planen sendes i høring fra den 1. november 2019.",
            "Indstilling",
            "Forvaltningen indstiller, at planen sendes i høring.",
            "Beslutning",
            "Tiltrådt. Høringsfristen fastsættes dog til den 10. januar 2020.",
        ],
        ["2020-01-10", "from 2019-11-01"],
        id="another limit of a hearing leaves the day on which it begins",
    ),
    pytest.param(
        [
            "Punkt 2: Pulje til foreninger",
            "Sagsfremstilling",
            "Fristerne er, at puljen åbner den 1. november 2019, og at udvalget fordeler pengene den 8. januar 2020.",
            "Indstilling",
            "Forvaltningen indstiller, at fristerne godkendes.",
            "Beslutning",
            "Godkendt, dog således at puljen åbner den 10. november 2019.",
        ],
        ["2019-11-01", "2019-11-10", "2020-01-08"],
        id="of a sentence of the case with two days none is lost",
    ),
]


@pytest.mark.parametrize(("lines", "days"), ITEMS)
def test_the_days_of_an_item_hold_as_far_as_the_decision_lets_them(lines: list[str], days: list[str]) -> None:
    found = dated(HEAD + "\n".join(lines), signed_on=date(2019, 9, 12))
    assert sorted(map(when, found)) == days
