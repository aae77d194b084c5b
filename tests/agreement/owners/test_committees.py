import pytest

from tracker.agreement.owners.committees import roll
from tracker.agreement.owners.register import NO_REGISTER, Committee, Register
from tracker.agreement.reader import read
from tracker.agreement.structure.prose.sentences import cased_lines

EMPTY = Register()
TOWN = Register(
    (
        Committee("Økonomiudvalget", ("ØU",)),
        Committee("Børne-, Kultur- og Fritidsudvalget", ("BKF",), ("Børne- og Kulturudvalget",)),
        Committee("Social og Sundhed", ("SSU",)),
        Committee("Plan, Miljø og Teknik", ("PMT",)),
    )
)


def names(text, register=EMPTY, latest=None):
    return [mention.name for mention in roll(text, register).mentions(text, latest)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sagen forelægges Teknik- og Miljøudvalget i maj.", ["Teknik- og Miljøudvalget"]),
        ("Sagen forelægges Plan-, Miljø- og Klimaudvalget.", ["Plan-, Miljø- og Klimaudvalget"]),
        ("på Kultur-, Fritids- og Landdistriktsudvalgets møde", ["Kultur-, Fritids- og Landdistriktsudvalget"]),
        ("regionens miljø- og klimaudvalget skal", ["Miljø- og klimaudvalget"]),
        ("forelægges Teknik-og Miljøudvalget", ["Teknik-og Miljøudvalget"]),
        ("forelægges Infrastruktur og Teknikudvalget", ["Infrastruktur og Teknikudvalget"]),
        ("Børn, Kultur og Fritidsudvalget drøfter", ["Børn, Kultur og Fritidsudvalget"]),
        ("Byrådet og Økonomiudvalget", ["Byrådet", "Økonomiudvalget"]),
        ("Parterne og Økonomiudvalget", ["Økonomiudvalget"]),
        ("Borgmesteren og Økonomiudvalget", ["Økonomiudvalget"]),
        ("på Regionsrådets møde", ["Regionsrådet"]),
        ("kommunalbestyrelsen beslutter", ["Kommunalbestyrelsen"]),
        ("Magistraten og Forretningsudvalget", ["Magistraten", "Forretningsudvalget"]),
        ("det nye Landdistriktsudvalg skal", ["Landdistriktsudvalget"]),
        ("Udvalget for Ældre og Sundhed, Økonomiudvalget", ["Udvalget for Ældre og Sundhed", "Økonomiudvalget"]),
        ("forelægges Udvalget for Job & Arbejdsmarked inden påske", ["Udvalget for Job & Arbejdsmarked"]),
        ("Udvalget for Klima, Natur og Vand beslutter", ["Udvalget for Klima, Natur og Vand"]),
        (
            "i udvalget for det nære og sammenhængende sundhedsvæsen i juni",
            ["Udvalget for det nære og sammenhængende sundhedsvæsen"],
        ),
        ("Udvalget for bæredygtig udvikling drøfter", ["Udvalget for bæredygtig udvikling"]),
        ("Udvalget “Læring og Trivsel” beslutter", ["Udvalget “Læring og Trivsel”"]),
        ("forelægges Børn og Unge-udvalget i maj", ["Børn og Unge-udvalget"]),
        ("Plan- og Miljø-udvalget drøfter", ["Plan- og Miljø-udvalget"]),
        ("på Kultur-udvalgets møde", ["Kultur-udvalget"]),
        ("Udvalget for Kultur og Fritid, Sejrup", ["Udvalget for Kultur og Fritid"]),
        ("Udvalget for Vej & Park, Ny Torv 1", ["Udvalget for Vej & Park"]),
        ("Udvalget for Job, Vækst og Miljø, Sejrup", ["Udvalget for Job, Vækst og Miljø"]),
        (
            "Skoleudvalget, Social- og Sundhedsudvalget samt Kultur- og Fritidsudvalget",
            ["Skoleudvalget", "Social- og Sundhedsudvalget", "Kultur- og Fritidsudvalget"],
        ),
    ],
)
def test_a_name_is_known_by_its_build(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "De relevante fagudvalg drøfter sagen.",
        "Fagudvalget og et lokaludvalg mødes.",
        "Der nedsættes et opgaveudvalg.",
        "MED-udvalget høres.",
        "Hoved-MED-udvalget og Lokal-udvalget høres.",
        "Et bredt udvalg af varer.",
        "Social- og sundhedsområdet styrkes.",
        "Udvalget af bøger vokser.",
    ],
)
def test_a_kind_of_committee_is_no_committee(text):
    assert names(text) == []


def test_one_committee_has_one_name_however_it_is_spelled():
    text = (
        "Kultur- og Fritidsudvalget drøfter. Kultur og Fritidsudvalget og KULTUR- OG FRITIDSUDVALGET "
        "samt Kultur- & Fritidsudvalgets."
    )
    assert set(names(text)) == {"Kultur- og Fritidsudvalget"}
    assert len(names(text)) == 4


def test_a_register_gives_the_name_and_reads_former_names_and_abbreviations():
    text = "Forelægges Børn Kultur og Fritidsudvalget, Børne- og Kulturudvalget, BKF og ØU."
    assert names(text, TOWN) == ["Børne-, Kultur- og Fritidsudvalget"] * 3 + ["Økonomiudvalget"]


def test_a_name_without_udvalg_needs_the_register_and_its_capitals():
    assert names("Forelægges Social og Sundhed samt Plan, Miljø og Teknik.", TOWN) == [
        "Social og Sundhed",
        "Plan, Miljø og Teknik",
    ]
    assert names("Inden for social og sundhed er der travlt.", TOWN) == []


def test_an_abbreviation_counts_only_when_it_is_known_or_introduced():
    assert names("Sagen går til TMU.") == []
    text = "Teknik- og Miljøudvalget (TMU) drøfter. TMU's møde; se TMU-01."
    assert names(text) == ["Teknik- og Miljøudvalget"] * 3 or names(text) == ["Teknik- og Miljøudvalget"] * 2 + [
        "Teknik- og Miljøudvalget"
    ]
    key = "KB = Kommunalbestyrelsen ØU = Økonomiudvalget. KB vedtager, ØU følger."
    assert names(key)[-2:] == ["Kommunalbestyrelsen", "Økonomiudvalget"]


def test_the_code_of_a_saving_is_not_its_committee():
    text = "Teknik- og Miljøudvalget (TMU)\nTMU-01 Trafiktællinger"
    assert [m.start for m in roll(text, EMPTY).mentions("TMU-01 Trafiktællinger")] == []


def test_bare_udvalget_means_the_latest_committee():
    text = "Økonomiudvalget drøfter planen. Herefter beslutter udvalget den."
    assert names(text) == ["Økonomiudvalget", "Økonomiudvalget"]
    assert names("Udvalget ønsker en plan.", latest="Socialudvalget") == ["Socialudvalget"]
    assert names("Udvalget ønsker en plan.") == []


def test_a_committee_outside_the_register_is_offered_and_marked_unknown():
    found = roll("Forelægges Havneudvalget.", TOWN).mentions("Forelægges Havneudvalget.")
    assert [(m.name, m.known) for m in found] == [("Havneudvalget", False)]


def test_a_genitive_is_told():
    found = roll("på Byrådets møde, i Byrådet", EMPTY).mentions("på Byrådets møde, i Byrådet")
    assert [m.genitive for m in found] == [True, False]


def test_the_committee_of_an_administration_is_offered_where_no_committee_is_named():
    register = Register(
        (
            Committee("Kulturudvalget", administrations=("Center for Kultur og Fritid",)),
            Committee("Økonomiudvalget", administrations=("Økonomiforvaltningen",)),
        )
    )
    found = roll("", register)
    assert found.working_for("Center for Kultur & Fritid udarbejder en plan.") == "Kulturudvalget"
    assert (
        found.working_for("Økonomiforvaltningens redegørelse, som Center for Kultur og Fritid får") == "Økonomiudvalget"
    )
    assert found.working_for("Centret udarbejder en plan.") is None
    text = """Aftale om kultur
Indgået den 3. maj 2021

1.1 Museer
{} udarbejder en plan for museerne inden udgangen af 2022.
"""
    named = read(text.format("Center for Kultur og Fritid"), register=register).commitments[0]
    assert (named.committees, named.committees_inferred) == (("Kulturudvalget",), True)
    both = read(text.format("Økonomiudvalget og Center for Kultur og Fritid"), register=register).commitments[0]
    assert (both.committees, both.committees_inferred) == (("Økonomiudvalget",), False)


@pytest.mark.parametrize(
    "told",
    [
        "{name} (KVF)",
        "{name} [KVF]",
        "{name} (»KVF«)",
        "{name} (KVF, formand: Per Lund)",
        "{name} (herefter KVF)",
        "{name} (i det følgende kaldet KVF)",
        "{name}, i det følgende KVF, har sagen.",
        "{name}, forkortet KVF, har sagen.",
        "{name} forkortes KVF.",
        "{name} er forkortet KVF.",
        "{name}, der i daglig tale kaldes KVF, har sagen.",
        "{name}, også kaldet KVF, har sagen.",
        "{name} = KVF",
        "{name} – KVF",
        "{name}, KVF, har sagen.",
        "| {name} | KVF |",
        "KVF = {name}",
        "KVF: {name}",
        "KVF ({name})",
        "KVF\t{name}",
        "| KVF | {name} |",
        "KVF er {name}, og mere er der ikke.",
        "KVF står for {name}.",
        "Med KVF menes {name}.",
        "KVF, dvs. {name}, har sagen.",
    ],
)
@pytest.mark.parametrize("name", ["Klima-, Vej- og Forsyningsudvalget", "Udvalget for Klima, Veje og Forsyning"])
def test_an_abbreviation_is_told_in_many_ways(told, name):
    text = told.format(name=name)
    assert {one.name for one in roll(text, EMPTY).mentions("KVF drøfter sagen.")} == {name}


def test_letters_beside_a_name_that_are_no_abbreviation_of_it_are_left_alone():
    for text in ("Formand for Skole- og Familieudvalget (SF)", "SF: Skole- og Familieudvalget"):
        assert [one.name for one in roll(text, EMPTY).mentions("SF stemte imod.")] == []
    text = "IT, Kultur- og Fritidsudvalget og musik"
    assert [one.name for one in roll(text, EMPTY).mentions("IT er dyrt.")] == []


def test_a_key_of_abbreviations_without_signs_is_read():
    text = "TMU Teknik- og Miljøudvalget PBT Udvalget for Plan, By og Trafik KIF Kultur- og Fritidsudvalget"
    abbreviations = roll(text, NO_REGISTER).abbreviations
    assert abbreviations["TMU"] == "Teknik- og Miljøudvalget"
    assert abbreviations["PBT"] == "Udvalget for Plan, By og Trafik"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Børne- og Socialudvalgene mødes.", ["Børneudvalget", "Socialudvalget"]),
        ("Kultur-, Fritids- og Vejudvalgene mødes.", ["Kulturudvalget", "Fritidsudvalget", "Vejudvalget"]),
        ("Børne- og Unge- samt Vejudvalget mødes.", ["Børne- og Ungeudvalget", "Vejudvalget"]),
        (
            "Børne- og Unge- og Social- og Sundhedsudvalget mødes.",
            ["Børne- og Ungeudvalget", "Social- og Sundhedsudvalget"],
        ),
        ("Folketingets Sundhedsudvalg drøfter loven.", []),
        ("Folketingets Sundhedsudvalg mødes, og Sundhedsudvalget følger det.", ["Sundhedsudvalget"]),
    ],
)
def test_committees_named_in_one_word_are_told_apart(text, expected):
    assert names(text) == expected


def test_one_committee_is_the_same_with_udvalg_first_or_last():
    text = "Børne- og Skoleudvalget drøfter. Udvalget for Børn og Skole beslutter."
    assert names(text) == ["Børne- og Skoleudvalget"] * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sagen forelægges ØU og KB.", ["Økonomiudvalget", "Kommunalbestyrelsen"]),
        ("Økonomi- og Planudvalget mødes. Sagen drøftes i ØU.", ["Økonomi- og Planudvalget"] * 2),
        ("Planen behandles i PBU i maj.", ["PBU"]),
        ("PBU beslutter en plan. Siden går PBU i gang.", ["PBU", "PBU"]),
        ("Socialudvalget mødes. Sagen drøftes i SOU.", ["Socialudvalget", "Socialudvalget"]),
        ("STU behandles i maj, og EU beslutter selv. Bladet er på 20 KB.", []),
    ],
)
def test_an_abbreviation_that_is_never_told_counts_where_only_a_body_stands(text, expected):
    assert names(text) == expected


def test_a_comma_after_the_two_fields_of_a_name_ends_it():
    text = "Antallet gøres op af Udvalget for skoler og daginstitutioner, og opgørelsen foreligger i maj."
    assert names(text) == ["Udvalget for skoler og daginstitutioner"]
    assert names("Udvalget for Børn, Unge, og Kultur mødes.") == ["Udvalget for Børn, Unge, og Kultur"]


def test_a_row_of_a_key_owns_nothing_that_stands_under_it():
    paper = (
        "Lyngholm Kommune\n\nBudgetaftale 2020\n\nIndgået den 12. september 2019\n\nØU = Økonomiudvalget\n"
        "AMU = Arbejdsmarkedsudvalget\n\nKassen skal være på 100 mio. kr. ved udgangen af 2021. ØU følger målet.\n\n"
        "1. Job\n\nEn plan forelægges AMU i maj 2020.\n\n2. Veje\n\nVejene er slidte.\n"
    )
    assert [one.committees for one in read(paper).commitments] == [("Økonomiudvalget",), ("Arbejdsmarkedsudvalget",)]


def test_initials_stand_for_a_committee_where_one_alone_has_them():
    names = roll("Teknik- og Miljøudvalget ser på vejene, og TMU beslutter.", NO_REGISTER)
    assert [mention.name for mention in names.mentions("TMU beslutter det.")] == ["Teknik- og Miljøudvalget"]


@pytest.mark.parametrize(
    "told",
    [
        "Regionen har tre udvalg: Sundhed og Forskning (SF), Byer og Trafik (BT) samt Vand (V).",
        "Arbejdet ligger i udvalgene Sundhed og Forskning (SF),\nByer og Trafik (BT) og Vand (V).",
        "Udvalgene er: Sundhed og Forskning (SF); Byer og Trafik (BT); Vand (V)",
    ],
)
def test_committees_are_told_by_their_fields_alone_where_the_text_lists_them(told):
    found = roll(cased_lines(f"{told}\n\nBT holder møde i maj."), NO_REGISTER)
    assert found.abbreviations == {"SF": "Sundhed og Forskning", "BT": "Byer og Trafik", "V": "Vand"}
    assert [one.name for one in found.mentions("BT hører Sundhed og Forskning i maj.")] == [
        "Byer og Trafik",
        "Sundhed og Forskning",
    ]


def test_parties_and_posts_in_a_row_are_no_committees():
    for words in (
        "Aftalen er indgået af Venstre (V), Radikale Venstre (RV) og Alternativet (Å).",
        "Formænd for udvalgene vælges af Socialdemokratiet (A) og Venstre (V).",
        "Til udvalgene vælges Bo Holm (A), Eva Lund (V) og Per Bak (C).",
        "Formænd for udvalgene: Bo Holm (A), Eva Lund (V), Per Bak (C)",
    ):
        assert roll(cased_lines(words), NO_REGISTER).abbreviations == {}
