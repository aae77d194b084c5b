from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.agreement.spoken import BACKGROUND, FUNDED, PROMISED, dated, read
from tracker.agreement.owners.register import Committee, Register
from tracker.agreement.values import Basis, FindingKind, TaskKind


@pytest.mark.parametrize(("sentence", "expected"), PROMISED, ids=[sentence[:60] for sentence, _ in PROMISED])
def test_a_promise_is_found_with_its_kind_and_time(sentence, expected):
    found = [(one.kind.value, one.deadline.expression) for one in dated(sentence)]
    assert [kind for kind, _ in found] == [kind for kind, _ in expected]
    for (_, got), (_, words) in zip(found, expected, strict=True):
        assert words in got or got in words


@pytest.mark.parametrize("sentence", BACKGROUND)
def test_background_becomes_no_task(sentence):
    assert [(one.task, one.deadline.expression) for one in dated(sentence)] == []


@pytest.mark.parametrize(("sentence", "start", "due"), FUNDED)
def test_money_that_names_the_years_is_one_commitment(sentence, start, due):
    (one,) = dated(sentence)
    assert (str(one.deadline.start), str(one.deadline.due), one.deadline.basis) == (start, due, Basis.BUDGET_YEAR)


def one(text, **kwargs):
    found = dated(text, **kwargs)
    assert len(found) == 1, [(each.task, each.deadline.expression) for each in found]
    return found[0]


def undated(text, **kwargs):
    found, _ = read(text, **kwargs)
    return [each for each in found if each.deadline is None]


def kinds(text, **kwargs):
    _, findings = read(text, **kwargs)
    return [finding.kind for finding in findings]


# --- names of tasks


@pytest.mark.parametrize(
    ("sentence", "task"),
    [
        (
            "Et udkast til boligpolitik forelægges Byrådet i maj 2019.",
            "Udkast til boligpolitik forelægges Byrådet",
        ),
        ("I maj 2019 præsenteres Socialudvalget for en model.", "Model præsenteres for Socialudvalget"),
        ("Byrådet får inden jul 2019 forelagt en samlet trafikplan.", "Samlet trafikplan forelægges Byrådet"),
        (
            "Parterne ønsker, at der i 2020 tages stilling til en ny havnepolitik.",
            "Stillingtagen til en ny havnepolitik",
        ),
        ("Ordningen med gratis bus evalueres i 2020.", "Evaluering af ordningen med gratis bus"),
        ("Derfor er parterne enige om at renovere den gamle svømmehal i 2020.", "Renovering af den gamle svømmehal"),
        ("Byrådet beslutter i juni 2020, hvordan pengene fordeles.", "Beslutning om, hvordan pengene fordeles"),
        (
            "Sygefraværet blandt medarbejderne skal være på højst 4 pct. ved udgangen af 2020.",
            "Sygefravær blandt medarbejderne på højst 4 pct. ved udgangen af 2020",
        ),
        ("Kommunens biler skal være fossilfri i 2030.", "Kommunens biler fossilfri i 2030"),
        (
            "Der afsættes 2 mio. kr. i 2020 til at udskifte vinduer på Nordskolen.",
            "Udskiftning af vinduer på Nordskolen",
        ),
        ("Der afsættes 2 mio. kr. i 2020 til nye cykelstier i oplandet.", "Nye cykelstier i oplandet"),
    ],
)
def test_a_task_is_named_by_what_is_delivered_and_to_whom(sentence, task):
    assert one(sentence).task == task


def test_what_the_sentence_only_points_at_is_named_by_the_section():
    text = (
        "1. Natur\n\n1.1. Skovrejsning ved Ellebæk\n\nPlanen er god for mange. Den evalueres i maj 2020.\n\n"
        "1.2. Andet\n\nIntet nyt her i teksten."
    )
    assert one(text).task == "Skovrejsning ved Ellebæk: evaluering"


def test_no_name_is_longer_than_a_line_of_a_list():
    text = (
        "Et meget omfattende forslag til en ny og samlet strategi for udviklingen af byens mange grønne "
        "områder og parker forelægges Kultur- og Fritidsudvalget, Teknik- og Miljøudvalget samt Økonomiudvalget i "
        "maj 2019."
    )
    found = one(text)
    assert len(found.task) <= 90
    assert found.task.endswith("forelægges tre udvalg")


# --- owners


def test_the_committees_of_the_sentence_own_the_task():
    found = one("Planen forelægges Skoleudvalget og Socialudvalget i maj 2019. Økonomiudvalget drøfter resten.")
    assert (found.committees, found.committees_inferred) == (("Skoleudvalget", "Socialudvalget"), False)


def test_the_one_that_decides_leads():
    found = one("Efter indstilling fra Skoleudvalget beslutter Byrådet planen i maj 2019.")
    assert found.committees == ("Byrådet", "Skoleudvalget")


def test_else_the_section_tells_who_decides_or_receives():
    text = "Der afsættes 2 mio. kr. i 2020 til nye stier. Midlerne udmøntes i Teknikudvalget."
    found = one(text)
    assert (found.committees, found.committees_inferred) == (("Teknikudvalget",), False)


def test_history_and_a_genitive_name_no_owner():
    text = "Skoleudvalget besluttede i 2016 en plan. Byrådets vision er klar. Ordningen evalueres i maj 2019."
    found = one(text)
    assert found.committees_inferred


@pytest.mark.parametrize(
    "sentence",
    ["Som vedtaget på Byrådets møde gennemføres planen i 2020.", "Byrådets vision for havnen realiseres i 2020."],
)
def test_a_body_that_is_only_mentioned_owns_nothing(sentence):
    assert one(sentence).committees_inferred


def test_else_an_owner_is_suggested_from_the_subject_and_marked():
    text = (
        "1. Skole\n\n1.1. Nye faglokaler på skolerne\n\nSkolernes lokaler ombygges i 2020, så eleverne får plads.\n\n"
        "1.2. Veje\n\nTeknik- og Miljøudvalget drøfter vejene. Børne- og Skoleudvalget drøfter skolerne."
    )
    found = dated(text)[0]
    assert (found.committees, found.committees_inferred) == (("Børne- og Skoleudvalget",), True)


def test_the_subjects_of_the_register_come_before_guesses():
    register = Register(
        (Committee("Havneudvalget", subjects=("havn", "kaj")), Committee("Skoleudvalget", subjects=("elev",)))
    )
    found = one("Kajen ved lystbådehavnen renoveres i 2020.", register=register)
    assert (found.committees, found.committees_inferred) == (("Havneudvalget",), True)


def test_each_of_two_dates_has_its_own_body():
    first, second = dated("Planen behandles i Skoleudvalget i maj 2019 og i Byrådet i juni 2019.")
    assert (first.committees, second.committees) == (("Skoleudvalget",), ("Byrådet",))


def test_udvalget_in_minutes_is_the_committee_that_meets():
    text = (
        "Referat\n\nKulturudvalget\n\nMødedato: 5. marts 2019\n\nPkt. 1 Museet\n\nByrådet vedtog en plan i 2017.\n\n"
        "Beslutning\n\nUdvalget anmoder om en sag om museets drift inden udgangen af 2019.\n\n"
        "Pkt. 2 Andet\n\nIntet nyt."
    )
    found = one(text, signed_on=date(2019, 3, 5))
    assert (found.committees, found.kind) == (("Kulturudvalget",), TaskKind.PRESENTATION)


# --- told once


def test_a_rough_time_gives_way_to_the_exact_one_of_the_same_act():
    text = (
        "Parterne ønsker i 2019 at foretage en brugerundersøgelse. Skoleudvalget forelægges i foråret 2019 et "
        "udkast til tilfredshedsundersøgelsen, der gennemføres i efteråret 2019."
    )
    assert [(each.kind.value, each.deadline.expression) for each in dated(text)] == [
        ("presentation", "i foråret 2019"),
        ("implementation", "i efteråret 2019"),
    ]


@pytest.mark.parametrize(
    ("sentence", "start", "due"),
    [
        (
            "Tallene fremlægges umiddelbart efter nytår 2021, dog senest den 15. februar 2021.",
            "2021-01-01",
            "2021-02-15",
        ),
        ("Tallene fremlægges tidligst i marts 2021 og senest den 1. maj 2021.", "2021-03-01", "2021-05-01"),
        (
            "Kontrakten udløber den 30. april 2020, og udvalget beslutter inden da, hvad der skal ske.",
            None,
            "2020-04-30",
        ),
    ],
)
def test_a_bound_tells_of_which_year_the_window_is(sentence, start, due):
    deadline = one(sentence).deadline
    assert (deadline.start and str(deadline.start), str(deadline.due)) == (start, due)


def test_money_for_an_activity_that_has_its_own_period_is_not_a_second_task():
    text = "Parterne ønsker, at tilbuddet fortsætter i 2019. Der afsættes derfor 0,5 mio. kr. i 2019 og 2020."
    assert [each.deadline.basis for each in dated(text)] == [Basis.PERIOD]


def test_money_of_one_section_is_one_commitment_from_its_first_year_to_its_last():
    text = "Der afsættes 1 mio. kr. i 2019 til nye stier. Der afsættes 3 mio. kr. årligt i perioden 2020-2022."
    found = one(text)
    assert (found.deadline.start, found.deadline.due) == (date(2019, 1, 1), date(2022, 12, 31))


def test_items_with_money_of_their_own_are_commitments_of_their_own():
    text = "• Nye stier: Der afsættes 1 mio. kr. i 2019.\n• Flere bænke: Der afsættes 2 mio. kr. i 2020.\n"
    assert [each.task for each in dated(text)] == ["Nye stier", "Flere bænke"]


def test_a_list_item_is_named_by_its_label():
    text = "• Svømmehallen: Den udbygges i 2020.\n• Biblioteket: Det evalueres i 2021.\n"
    assert [each.task for each in dated(text)] == ["Svømmehallen: udbygning", "Biblioteket: evaluering"]


def test_yearly_money_has_the_years_of_the_sections_row():
    text = (
        "1.1. Flere pædagoger\n\nDer afsættes 2 mio. kr. årligt til flere pædagoger i byens børnehaver.\n\n"
        "1.2. Andet\n\nDer sker ikke mere i denne del af aftalen, som er kort.\n\n"
        "DRIFT (1.000 kr.)\t2019\t2020\n1.1 Flere pædagoger\t2.000\t2.000\n1.2 Andet\t\t100\n"
    )
    found = one(text)
    assert (str(found.deadline.start), str(found.deadline.due)) == ("2019-01-01", "2020-12-31")


def test_money_without_an_end_is_open():
    found = one("Der afsættes 2 mio. kr. fra 2020 og frem til flere sygeplejersker.")
    assert (str(found.deadline.start), found.deadline.due) == ("2020-01-01", None)


# --- without a date


@pytest.mark.parametrize(
    "sentence",
    [
        "Parterne er enige om at undersøge mulighederne for en ny svømmehal.",
        "Der skal udarbejdes en strategi for byens pladser.",
        "Forslaget forelægges Økonomiudvalget.",
        "Socialudvalget tager stilling til fordelingen.",
        "Parterne ønsker, at ordningen evalueres.",
    ],
)
def test_a_firm_promise_without_a_date_is_found(sentence):
    assert len(undated(sentence)) == 1


def test_a_paper_is_told_once_when_it_is_made_and_put_before_a_body():
    text = "Der skal udarbejdes et oplæg til nye stier. Oplægget forelægges Teknikudvalget."
    assert [each.kind for each in undated(text)] == [TaskKind.PRESENTATION]


def test_a_promise_that_the_money_dates_is_told_once():
    text = "Vi er enige om at renovere legepladserne. Der afsættes 2 mio. kr. i 2020 til renovering af legepladserne."
    assert undated(text) == []
    assert len(dated(text)) == 1


def test_a_wish_that_is_dated_later_is_told_once():
    assert undated("Parterne ønsker, at ordningen evalueres. Evalueringen finder sted i maj 2020.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Planen skal styrke sammenholdet i byen.",
        "Kommunen har mange gode skoler.",
        "Det kan overvejes at bygge en ny hal.",
        "Formålet er at sikre en god start.",
        "Parterne ønsker ikke en ekstern undersøgelse.",
        "Indstillingen blev godkendt.",
        "Indsatsen er en succes, fordi borgerne bakker op.",
        "Hvis staten betaler, etableres en bro.",
    ],
)
def test_what_is_only_described_is_no_promise(sentence):
    assert undated(sentence) == []


def test_an_undated_promise_is_less_sure_than_a_dated_one():
    assert undated("Planen forelægges Byrådet.")[0].confidence < one("Planen forelægges Byrådet i maj 2019.").confidence


def test_only_plain_words_act_date_and_owner_make_it_sure():
    assert one("Planen forelægges Byrådet i maj 2019.").confidence >= 0.9
    assert one("Planen revideres i 2020.").confidence < 0.9
    assert (
        one("Planen forelægges Byrådet i foråret.").confidence
        < one("Planen forelægges Byrådet i foråret 2020.").confidence
    )


# --- findings


def test_findings_say_what_is_unclear():
    assert FindingKind.NO_DEADLINE in kinds("Planen forelægges Byrådet.")
    assert FindingKind.NO_COMMITTEE in kinds("Planen evalueres i 2020.")
    assert FindingKind.SEVERAL_ACTS in kinds("Planen drøftes i maj 2019, og den vedtages af Byrådet i juni 2019.")
    assert FindingKind.NOT_MEASURABLE in kinds("Parterne er enige om at styrke fællesskabet.")
    assert FindingKind.REFERS_TO_EARLIER in kinds("I forbindelse med Budget 2018 blev det besluttet at bygge.")


def test_a_clear_commitment_has_no_finding():
    assert kinds("Planen forelægges Byrådet i maj 2019.") == []


def test_a_committee_outside_the_register_is_told():
    register = Register((Committee("Byrådet"),))
    assert FindingKind.UNKNOWN_COMMITTEE in kinds("Planen forelægges Havneudvalget i maj 2019.", register=register)
    assert FindingKind.UNKNOWN_COMMITTEE not in kinds("Planen forelægges Byrådet i maj 2019.", register=register)


# --- whose promise


def test_another_ones_act_is_a_task_only_when_a_body_here_receives_it():
    assert dated("Forsyningsselskabet Vandværk A/S udskifter ledningerne i 2020.") == []
    assert one("Forsyningsselskabet fremlægger en plan for Teknikudvalget i 2020.").kind is TaskKind.PRESENTATION


def test_the_region_is_another_in_a_municipality_and_itself_in_its_own_paper():
    text = "Regionen åbner et nyt sundhedshus i 2020."
    assert dated(text) == []
    assert len(dated(text, organisation="Region Nordkysten")) == 1


# --- always


@given(st.lists(st.sampled_from([sentence for sentence, _ in PROMISED] + BACKGROUND), min_size=1, max_size=6))
@settings(max_examples=30, deadline=None)
def test_every_quote_and_expression_stands_where_its_offsets_say(sentences):
    text = "\n\n".join(sentences)
    found, findings = read(text)
    for each in found:
        assert text[each.start : each.end] == each.quote
        assert 0 <= each.confidence <= 1
        assert each.task
        assert len(each.task) <= 110
        if each.deadline:
            assert text[each.deadline.expression_start : each.deadline.expression_end] == each.deadline.expression
    assert all(0 <= finding.start <= finding.end <= len(text) for finding in findings)


def test_without_a_day_of_signing_what_names_its_year_is_still_found():
    assert str(one("Planen forelægges Byrådet i maj 2019.", signed_on=None).deadline.due) == "2019-05-31"
