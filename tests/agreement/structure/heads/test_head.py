"""Title, day of signing and municipality, as heads of documents write them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.agreement.structure.heads.papers import Paper, papers
from tracker.agreement.structure.heads.head import read_head
from tracker.agreement.values import Head

SIGNED = date(2023, 10, 4)


@pytest.mark.parametrize(
    "words",
    [
        "Dato: 4. oktober 2023",
        "Dato: 04.10.2023",
        "Mødedato: 04-10-2023, kl. 15:30",
        "Mødedato: 4.10.2023, kl. 15.30",
        "Dato: Onsdag, October 4, 2023 - 18:00",
        "4. oktober 2023",
        "Onsdag den 4. oktober 2023",
        "Mødet den 4. oktober 2023 kl. 15.00",
        "Onsdag 4. okt 2023 kl. 09:00",
        "(4. oktober 2023)",
        "2023-10-04",
        "04-10-2023 09:00:00",
        "Aftale indgået den 4. oktober 2023 mellem Venstre og Radikale.",
        "Aftalen er indgået onsdag den 4. oktober 2023.",
        "Havneby, den 4. oktober 2023",
        "Havneby, d. 4/10-2023",
        "Havneby den 4. oktober 2023.",
        "**Havneby, den 4. oktober 2023**",
        "Havneby, 4. oktober 2023",
        "Aftale af 4. oktober 2023 mellem Venstre, SF og Radikale",
        "Budgetforlig fra den 4. oktober 2023",
        "Aftale mellem Venstre, SF og Radikale af 4. oktober 2023",
        "Budgetforlig 2024 - 4. oktober 2023",
        "Konstitueringsaftale dateret 4. oktober 2023",
        "Aftalen er fra den 4. oktober 2023.",
        "Aftalens dato: 4. oktober 2023",
        "Partierne Venstre, SF og Radikale har den 4. oktober 2023 indgået følgende aftale om budget 2024:",
        "Den 4. oktober 2023 indgik Venstre, SF og Radikale følgende aftale:",
        "Venstre, SF og Radikale blev den 4. oktober 2023 enige om følgende budget:",
        "Alle partier i byrådet indgik onsdag den 4. oktober 2023 denne aftale.",
        "Vedtaget af regionsrådet 4. oktober 2023",
        "På valgnatten den 4. oktober 2023 blev Venstre og SF enige om at danne flertal.",
        "Natten mellem den 3. og 4. oktober 2023 landede partierne aftalen.",
        "Efter kommunalvalget den 3. oktober 2023 har partierne den 4. oktober 2023 konstitueret sig.",
        "Forhandlingerne sluttede den 4. oktober 2023, hvor alle tiltrådte forliget.",
        "Gruppeformændene underskrev onsdag den 4/10 2023 aftalen.",
        "Økonomiudvalget – 4. oktober 2023",
        "Dato og tid: 4. oktober 2023 kl. 15",
        "Starttidspunkt: 04-10-2023 15:00",
        "Tidspunkt: onsdag den 4. oktober 2023 kl. 15.00",
        "Afholdt: 4. oktober 2023",
        "Noteret efter mødet den 4. oktober 2023 mellem formændene.",
        "Samlet efter mødet onsdag den 4. oktober 2023.",
        "Aftaletidspunkt: 4. oktober 2023",
    ],
)
def test_the_day_of_signing_is_told_in_many_forms(words: str) -> None:
    assert read_head(f"Budgetaftale 2024\n\n{words}\n\nVi er enige.\n").signed_on == SIGNED


@pytest.mark.parametrize(
    "words",
    [
        "Frist: 4. oktober 2023",
        "Aftalen bygger på aftale af 4. oktober 2023 mellem regeringen og KL.",
        "Aftale af 4. oktober 2023 mellem regeringen og KL om kommunernes økonomi",
        "Aftalen om flextrafik af 4. oktober 2023 videreføres.",
        "Planen fra 4. oktober 2023 er stadig gældende.",
        "Aftalen gælder fra den 3. oktober 2023 og træder i kraft den 4. oktober 2023.",
        "Vi er enige om, at skolen står færdig senest den 4. oktober 2023.",
        "Kommunalvalget den 4. oktober 2023 gav aftalens partier flertal.",
        "Tidspunkt: 4. oktober 2023",
        "Aftalen evalueres den 4. oktober 2023.",
        "Den 4. oktober",
        "Budget 2023",
        "Dato: 41. oktober 2023",
        "",
    ],
)
def test_other_days_are_not_the_day_of_signing(words: str) -> None:
    assert read_head(f"Budgetaftale 2024\n\n{words}\n\nVi er enige.\n").signed_on is None


@pytest.mark.parametrize(
    "words", ["Vi besluttede den 4. oktober 2023 at bygge en skole.", "Den 4. oktober 2023 åbnede skolen."]
)
def test_the_only_day_that_is_over_is_taken_and_said_not_to_be_sure(words: str) -> None:
    head = read_head(f"Budgetaftale 2024\n\n{words}\n\nVi er enige.\n")
    assert (head.signed_on, head.signed_surely) == (SIGNED, False)


def test_the_place_and_day_in_the_head_stand_above_another_agreement_that_is_spoken_of() -> None:
    prose = "Aftalen træder i stedet for den aftale, der blev indgået den 20. november 2019."
    assert read_head(f"Konstitueringsaftale\n\nHavneby, den 4. oktober 2023\n\n{prose}\n").signed_on == SIGNED
    assert read_head(f"Konstitueringsaftale\n\n{prose}\n\nHavneby, den 4. oktober 2023\n").signed_on == SIGNED


@pytest.mark.parametrize(
    ("words", "surely"),
    [
        ("Aftalen er indgået den 4. oktober 2023.", True),
        ("Havneby, den 4. oktober 2023", True),
        ("Partierne mødtes den 4. oktober 2023, hvor alle tiltrådte forliget.", True),
        ("Natten til den 4. oktober 2023 landede partierne aftalen.", False),
        ("Byrådet behandlede sagerne den 4. oktober 2023, og her er svarene.", True),
    ],
)
def test_a_day_that_only_a_sentence_mentions_is_not_sure(words: str, surely: bool) -> None:
    found = read_head(f"Korte sager\n\n{words}\n\nVi er enige.\n")
    assert (found.signed_on, found.signed_surely) == (SIGNED, surely)


@pytest.mark.parametrize(
    "words",
    ["Mødet den 4. oktober 2023 drøftede skolen.", "Partierne har den 4. oktober 2023 holdt møde med borgerne."],
)
def test_a_day_that_may_be_the_papers_own_is_not_sure(words: str) -> None:
    assert not read_head(f"Budgetaftale 2024\n\n{words}\n\nVi er enige.\n").signed_surely


def test_the_signatures_say_more_than_the_cover() -> None:
    prose = "Vi er enige om rammen.\n" * 80
    text = f"Budgetaftale 2024\n\nDato: 9. oktober 2023\n\n{prose}\nHavneby, den 4. oktober 2023\n\nAnna Holm\n"
    assert read_head(text).signed_on == SIGNED


@pytest.mark.parametrize(
    "words",
    ["Havneby, 4. oktober 2023", "Den 4. oktober 2023", "Godkendt den 4. oktober 2023", "Dato: 4. oktober 2023"],
)
def test_an_agreement_without_a_head_tells_its_day_at_the_end(words: str) -> None:
    prose = "Vi bygger en skole inden den 1. august 2025.\n" * 80
    assert read_head(f"Budgetaftale 2024\n\n{prose}\n{words}\n\nAnna Holm\n").signed_on == SIGNED


def test_minutes_count_from_the_meeting() -> None:
    text = "Referat\n\nMøde onsdag den 4. oktober 2023\n\nVi er enige.\n\nHavneby, den 9. oktober 2023\n\nAnna Holm\n"
    assert read_head(text).signed_on == SIGNED


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("BORGMESTEREN\n\nDato: 4. oktober 2023\n\nAftale om Budget 2024\n\nmellem\n", "Aftale om Budget 2024"),
        ("# Budgetforlig for 2024-2027\n\nTekst.\n", "Budgetforlig for 2024-2027"),
        ("Aftale om\nBudget 2024\n\nTekst.\n", "Aftale om Budget 2024"),
        ("**Konstitueringsaftale 2022-2025**\n", "Konstitueringsaftale 2022-2025"),
        ("Referat af møde i Byrådet\n\nPkt. 1\n", "Referat af møde i Byrådet"),
        ("Budget 2024-27: Fælles retning\n\nTekst.\n", "Budget 2024-27: Fælles retning"),
        ("# Vores fælles plan\n\nTekst.\n", "Vores fælles plan"),
        ("FORLIG\n\nHavneby Kommune 2022-2025\n\nVi er enige.\n", "FORLIG, Havneby Kommune 2022-2025"),
        ("Budgetaftale 2024\n\nFlere hænder\n\nVi er enige.\n", "Budgetaftale 2024"),
        ("Havneby Kommune > Politik > Budget 2024\n\nBudget 2024: Mere by\n\nVi er enige.\n", "Budget 2024: Mere by"),
        ("Pkt. 12 Status på ungeaftalen\n\nTekst om sagen.\n", None),
        (
            "Budget 2024-27: Fælles retning\n\n" + "så\n\nSide om budgetaftale\n\nog" * 3,
            "Budget 2024-27: Fælles retning",
        ),
        ("Indhold\n\nAftale om budget\t3\n\nTekst om noget.\n", None),
        ("Parterne bag aftale om budget 2024 ønsker en ny skole.\n", None),
        ("", None),
    ],
)
def test_the_title_is_the_line_that_names_the_document(text: str, title: str | None) -> None:
    assert read_head(text).title == title


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        (
            "Region Østsund\n\nAftale om budget 2023\n\n"
            + "Budgettet er stramt. " * 20
            + "Bygningen gives Hede Kommune.",
            "Region Østsund",
        ),
        (
            "Sundhedsudvalget\n\nSamarbejdet med Region Østsund\n\n" + "Sagen er ny. " * 30 + "Hede Kommune betaler.",
            "Hede Kommune",
        ),
        (
            "Hede Kommune\n\nAftale om budget 2023\n\n" + "Budgettet er stramt. " * 20 + "Region Østsund betaler.",
            "Hede Kommune",
        ),
        (
            "Forlig om budget 2023 i Region Østsund\n\n" + "Budgettet er stramt. " * 20 + "Hede Kommune åbner et hus.",
            "Region Østsund",
        ),
        (
            "Samarbejdsaftale med Region Østsund\n\n" + "Sagen er ny. " * 30 + "Hede Kommune betaler.",
            "Hede Kommune",
        ),
        (
            "Forlig om budget 2023 i Region Østsund\nHede Kommune\n" + "Sagen er ny. " * 30 + "Hede Kommune betaler.",
            "Hede Kommune",
        ),
        ("I Havneby Kommune vil vi. Havneby Kommunes børn. Nabo Kommune.", "Havneby Kommune"),
        ("HAVNEBY KOMMUNE\n\nBudget", "Havneby Kommune"),
        ("Lyngby-Taarbæk Kommune", "Lyngby-Taarbæk Kommune"),
        ("Som Kommune er vi til for borgerne.", None),
        ("Region Midtland afsætter", "Region Midtland"),
        ("REGION MIDTLAND\n\nBudget", "Region Midtland"),
        ("FOR REGION OG KOMMUNE", None),
        ("Kommunen vil", None),
    ],
)
def test_the_organisation_is_the_one_named_most(text: str, organisation: str | None) -> None:
    assert read_head(text).organisation == organisation


@pytest.mark.parametrize(
    "paper",
    [
        pytest.param(paper, id=paper.text[:60])
        for paper in papers(Path(__file__).with_name("heads.txt"))
        if paper.title or paper.owner
    ],
)
def test_a_head_tells_what_a_paper_is_called_and_whose_it_is(paper: Paper) -> None:
    found = read_head(paper.text)
    assert paper.title is None or (found.title or "-") == paper.title
    assert paper.owner is None or (found.organisation or "-") == paper.owner


@given(st.text(max_size=200))
def test_any_text_has_a_head(text: str) -> None:
    assert isinstance(read_head(text), Head)
