"""Amounts in prose: kroner and years first, the words that mean them under it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.agreement.tables.amounts import Amount, find_amounts, find_runs, parse_number


def only(text: str) -> Amount:
    (amount,) = find_amounts(text)
    return amount


@pytest.mark.parametrize(
    ("words", "kroner"),
    [
        ("1,2 mio. kr.", 1_200_000),
        ("1,2 mio.kr.", 1_200_000),
        ("23 mio. kr.", 23_000_000),
        ("2.632,2 mio. kr.", 2_632_200_000),
        ("0,5 mia. kr.", 500_000_000),
        ("175.000 kr.", 175_000),
        ("175.000 kroner", 175_000),
        ("kr. 175.000,-", 175_000),
        ("kr. 2,5 mio.", 2_500_000),
        ("kr. -500", -500),
        ("175 t.kr.", 175_000),
        ("175 tkr.", 175_000),
        ("0,025 mio. kr.", 25_000),
        ("-0,3 mio. kr.", -300_000),
        ("−0,3 mio. kr.", -300_000),
        ("minus 0,3 mio. kr.", -300_000),
        ("4 millioner kroner", 4_000_000),
        ("en halv mio. kr.", 500_000),
        ("halvanden million kr.", 1_500_000),
        ("1,2 mio.\nkr.", 1_200_000),
    ],
)
def test_money_in_its_danish_forms_becomes_whole_kroner(words: str, kroner: int) -> None:
    text = f"Der afsættes {words} til formålet"
    amount = only(text)
    assert amount.kroner == kroner
    assert text[amount.start : amount.end] == words


@pytest.mark.parametrize(
    "words",
    [
        "Barnets første 1.000 dage",
        "2 mio. borgere i regionen",
        "Udskrivningsprocent på 25,5",
        "Mål 11: Byer",
        "1.15 Politik",
    ],
)
def test_numbers_that_are_no_money_are_left_alone(words: str) -> None:
    assert find_amounts(words) == []


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("Der afsættes 0,3 mio. kr. i 2019 og 2020 til anlægget.", (2019, 2020)),
        ("Der afsættes 0,5 mio. kr. i 2019-2022.", (2019, 2020, 2021, 2022)),
        ("Der afsættes 0,5 mio. kr. i 2019–22.", (2019, 2020, 2021, 2022)),
        ("Der afsættes 0,5 mio. kr. i hvert af årene 2019 og 2020.", (2019, 2020)),
        ("Vi lægger 0,5 mio. kr. oveni i hvert af årene 2019, 2020 og 2021.", (2019, 2020, 2021)),
        ("Der er 0,5 mio. kr. i både 2019 og 2020.", (2019, 2020)),
        ("Der gives 0,5 mio. kr. til bænke i 2019, mens der i 2020 spares.", (2019,)),
        ("Der afsættes 0,5 mio. kr. i årene 2019, 2020 og 2021.", (2019, 2020, 2021)),
        ("Der afsættes 0,5 mio. kr. fra 2020 til 2022.", (2020, 2021, 2022)),
        ("Der afsættes 0,5 mio. kr. til nye cykelstativer i 2019.", (2019,)),
        ("Der afsættes 0,5 mio. kr.\ni\n\n\n2019 til stativer.", (2019,)),
        ("I 2019 afsættes der 0,5 mio. kr. til stativer.", (2019,)),
        ("Der afsættes i 2019 0,5 mio. kr.", (2019,)),
        ("2019: 0,5 mio. kr.", (2019,)),
        ("0,5 mio. kr. 2021.", (2021,)),
        ("0,5 mio. kr. (2021)", (2021,)),
        ("0,5 mio. kr. (2019-p/l) i 2020", (2020,)),
        ("Med aftalen for 2018 blev der afsat 0,5 mio. kr. til stativer.", ()),
        ("0,5 mio. kr. til eftersyn af den ordning, som kom i 2014", ()),
        ("Der afsættes 0,5 mio. kr. I 2020 er det slut.", ()),
        ("I 2019 får skolen derfor 0,5 mio. kr. til bøger.", (2019,)),
        ("I budget 2018 fik skolen 0,5 mio. kr. til bøger.", ()),
        ("Der afsættes 0,5 mio. kr. til arbejdet med budgettet for 2020.", ()),
        ("0,5 mio. kr. i 2022-2019", (2022,)),
        ("0,5 mio. kr. i 2022/2023", (2022, 2023)),
        ("0,5 mio. kr. til undersøgelsen, der sker i efteråret 2021", ()),
    ],
)
def test_the_years_of_an_amount_are_those_of_its_own_clause(words: str, years: tuple[int, ...]) -> None:
    assert only(words).years == years


@pytest.mark.parametrize(
    "words",
    [
        "0,8 mio. kr. fra 2021 og frem",
        "0,8 mio. kr. fra og med Budget 2021",
        "0,8 mio. kr. i 2021 og frem",
        "0,8 mio. kr. i 2021 og fremefter",
        "0,8 mio. kr. i 2021 og følgende år",
        "0,8 mio. kr. i 2021 og overslagsårene",
    ],
)
def test_an_amount_without_a_last_year_goes_on(words: str) -> None:
    amount = only(words)
    assert (amount.years, amount.open_ended) == ((2021,), True)
    assert [amount.applies_to(year) for year in (2020, 2021, 2025)] == [False, True, True]


def test_an_amount_with_its_last_year_ends_there() -> None:
    for words in ("0,8 mio. kr. fra 2020 til 2022", "0,8 mio. kr. i 2020-2022"):
        amount = only(words)
        assert not amount.open_ended
        assert [amount.applies_to(year) for year in (2019, 2021, 2023)] == [False, True, False]


@pytest.mark.parametrize(
    "words",
    [
        "Planen, som årligt koster tid, får 0,3 mio. kr.",
        "Der afsættes 0,3 mio. kr. til cykler, og der følges op årligt.",
        "Der afsættes 0,3 mio. kr. til cykler og til en plan, som hvert år drøftes.",
        "Vi giver 0,3 mio. kr. til cykler og følger op hvert år.",
        "Der følges op årligt. Der afsættes 0,3 mio. kr.",
    ],
)
def test_other_things_that_are_yearly_do_not_make_the_money_so(words: str) -> None:
    assert not only(words).yearly


def test_money_for_each_of_the_years_is_yearly() -> None:
    assert only("0,5 mio. kr. i hvert af årene 2019 og 2020").yearly
    assert not only("0,5 mio. kr. i årene 2019 og 2020").yearly


@pytest.mark.parametrize(
    "words",
    [
        "Der afsættes årligt 0,3 mio. kr. til indkøb",
        "Der afsættes 0,3 mio. kr. årligt til indkøb",
        "Der afsættes 0,3 mio. kr. om året",
        "Der afsættes 0,3 mio. kr. til formålet hvert år",
        "Der afsættes en årlig pulje på 0,3 mio. kr.",
    ],
)
def test_yearly_money_without_years_says_so_and_points_at_the_word(words: str) -> None:
    amount = only(words)
    assert amount.yearly
    assert amount.years == ()
    assert amount.applies_to(2019) is None
    assert words[amount.years_start : amount.years_end].split()[0] in ("årligt", "om", "hvert", "årlig")


def test_soft_hyphens_change_nothing_and_offsets_hold() -> None:
    words = "Der afsættes 3\u00a0mio. kr. år\u00adligt i pe\u00adrioden 2020-\u00ad2022."
    amount = only(words)
    assert (amount.kroner, amount.years, amount.yearly) == (3_000_000, (2020, 2021, 2022), True)
    assert words[amount.start : amount.end] == "3\u00a0mio. kr."
    assert words[amount.years_start : amount.years_end] == "i pe\u00adrioden 2020-\u00ad2022"


def test_a_sum_over_a_period_is_not_an_amount_each_year() -> None:
    assert only("Der afsættes 8 mio. kr. over perioden 2019-2022.").total
    assert only("Der afsættes 8 mio. kr. i perioden 2019-2022.").total
    assert only("Der afsættes 8 mio. kr. fordelt over 2019-2022.").total
    assert not only("Der afsættes 8 mio. kr. over perioden 2019.").total
    assert not only("Der afsættes 8 mio. kr. årligt i perioden 2019-2022.").total
    assert not only("Der afsættes 8 mio. kr. i 2019 og 2020.").total


@pytest.mark.parametrize(
    ("words", "tolerance"),
    [
        ("5,3 mio. kr.", 50_000),
        ("5 mio. kr.", 500_000),
        ("0,05 mio. kr.", 5_000),
        ("175.000 kr.", 0),
        ("2-3 mio. kr.", 1_000_000),
    ],
)
def test_an_amount_is_as_exact_as_it_is_written(words: str, tolerance: int) -> None:
    assert only(words).tolerance == tolerance


def test_a_list_of_amounts_is_one_run_with_its_time_words_from_first_to_last() -> None:
    text = "Derfor gives 4,7 mio. kr. i 2019, 6,5 mio. kr. i 2020 og 5,3 mio. kr. i 2022 og frem. Resten venter."
    (run,) = find_runs(text)
    assert [(amount.kroner, amount.years) for amount in run.amounts] == [
        (4_700_000, (2019,)),
        (6_500_000, (2020,)),
        (5_300_000, (2022,)),
    ]
    assert (run.years, run.open_ended) == ((2019, 2020, 2022), True)
    assert run.time is not None
    assert text[slice(*run.time)] == "i 2019, 6,5 mio. kr. i 2020 og 5,3 mio. kr. i 2022 og frem"
    assert text[run.start : run.end] == "4,7 mio. kr. i 2019, 6,5 mio. kr. i 2020 og 5,3 mio. kr. i 2022 og frem"


def test_a_year_that_opens_a_clause_belongs_to_the_amount_in_it() -> None:
    for words in (
        "Der købes for 5 mio. kr. i 2021, og i 2022 er der 6 mio. kr. til samme formål.",
        "Der købes for 5 mio. kr. i 2021 og i 2022 afsættes 6 mio. kr. til samme formål.",
    ):
        assert [amount.years for amount in find_amounts(words)] == [(2021,), (2022,)]
    assert only("Der købes for 5 mio. kr. i 2021 og i 2022 til samme formål.").years == (2021, 2022)


def test_amounts_of_two_sentences_are_two_runs() -> None:
    runs = find_runs("I 2019 afsættes der 0,4 mio. kr. I 2020 afsættes der 5 mio. kr.")
    assert [run.years for run in runs] == [(2019,), (2020,)]


def test_amounts_listed_under_their_years_are_one_run() -> None:
    (run,) = find_runs("2019: 1,5 mio. kr.\n2020: 2 mio. kr.")
    assert [(amount.kroner, amount.years) for amount in run.amounts] == [
        (1_500_000, (2019,)),
        (2_000_000, (2020,)),
    ]


def test_years_before_the_amounts_belong_to_the_amount_after_them() -> None:
    (run,) = find_runs("Der gives i 2019 1,5 mio. kr. og i 2020 2 mio. kr.")
    assert [amount.years for amount in run.amounts] == [(2019,), (2020,)]


def test_yearly_money_thereafter_goes_on_from_the_next_year() -> None:
    (run,) = find_runs("1,6 mio. kr. i 2019 og derefter 1 mio. kr. årligt")
    first, second = run.amounts
    assert (first.years, first.open_ended) == ((2019,), False)
    assert (second.years, second.open_ended) == ((2020,), True)


@pytest.mark.parametrize(
    "words", ["i hvert af de følgende år", "i de efterfølgende år", "årligt i overslagsårene", "i årene derefter"]
)
def test_money_of_the_following_years_goes_on_from_the_year_that_was_named(words: str) -> None:
    first, second = find_amounts(f"Der gives 4,5 mio. kr. i 2031 og 3,5 mio. kr. {words} til nye broer.")
    assert (first.years, first.open_ended) == ((2031,), False)
    assert (second.years, second.open_ended, second.yearly) == ((2032,), True, True)


def test_following_years_with_figures_are_those_figures() -> None:
    _, second = find_amounts("Der gives 4,5 mio. kr. i 2031 og 3,5 mio. kr. årligt i overslagsårene 2032-2033.")
    assert (second.years, second.open_ended) == ((2032, 2033), False)


def test_yearly_money_thereafter_may_stand_in_the_next_sentence() -> None:
    first, second = find_amounts("Der afsættes 1 mio. kr. i 2019. Derefter afsættes 0,5 mio. kr. årligt.")
    assert (second.years, second.open_ended) == ((2020,), True)
    assert first.years == (2019,)


@pytest.mark.parametrize(
    "words",
    [
        "1 mio. kr. i 2019 og 0,5 mio. kr. årligt",
        "1 mio. kr. i 2019 og derefter 0,5 mio. kr.",
        "1 mio. kr. til en ny skole og derefter 0,5 mio. kr. årligt",
        "1 mio. kr. i 2019 til en ny skole med plads til byens børn og til de klubber, som efter planen flytter ind, "
        "og derefter 0,5 mio. kr. årligt",
    ],
)
def test_yearly_money_that_does_not_go_on_gets_no_year(words: str) -> None:
    assert find_amounts(words)[1].years == ()


def test_a_year_at_the_end_of_a_list_is_not_lent_to_its_beginning() -> None:
    for words in (
        "Der afsættes 1 mio. kr. til skoler og i 2020 2 mio. kr. til veje.",
        "Der afsættes 1 mio. kr. til skoler og 2 mio. kr. til veje i 2020.",
        "Der afsættes 1 mio. kr. til skoler og i 2020 gives der 2 mio. kr. til veje.",
    ):
        assert [amount.years for amount in find_amounts(words)] == [(), (2020,)]


def test_years_of_the_next_amount_are_not_lent_to_the_one_before() -> None:
    (run,) = find_runs("1 mio. kr. i 2019 og i 2020 2 mio. kr.")
    assert [amount.years for amount in run.amounts] == [(2019,), (2020,)]


@pytest.mark.parametrize(
    ("words", "value"),
    [("23.500", "23500"), ("-0,025", "-0.025"), ("−1,2", "-1.2"), ("0,00", "0"), ("2 500", "2500")],
)
def test_numbers_of_a_table_are_exact_decimals(words: str, value: str) -> None:
    assert parse_number(words) == Decimal(value)


@pytest.mark.parametrize("words", ["", "x", "1.5 Titel", "12a", "1,2,3"])
def test_what_is_no_number_has_no_value(words: str) -> None:
    assert parse_number(words) is None


@given(st.text(alphabet="0123456789.,- –kr mio.iogfra2019årligt\n\t():", max_size=120))
def test_offsets_always_enclose_the_amount_and_never_go_backwards(text: str) -> None:
    amounts = find_amounts(text)
    assert all(0 <= amount.start < amount.end <= len(text) for amount in amounts)
    assert [amount.start for amount in amounts] == sorted(amount.start for amount in amounts)
    assert sum(len(run.amounts) for run in find_runs(text)) == len(amounts)
