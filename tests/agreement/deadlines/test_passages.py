"""Expressions in running text: where they stand, what they take from their neighbours, and what is passed over."""

from __future__ import annotations

from datetime import date

from tracker.agreement.deadlines import find

SIGNED = date(2018, 10, 8)


def _found(text: str, signed_on: date | None = SIGNED) -> list[tuple[str, date | None, date | None]]:
    return [(d.expression, d.start, d.due) for d in find(text, signed_on=signed_on)]


def test_an_expression_is_the_words_as_they_stand() -> None:
    text = "Et oplæg forelægges\ninden  ud-\ngangen af\u00a02018, siger parterne."
    (deadline,) = find(text, signed_on=SIGNED)
    assert deadline.expression == "inden  ud-\ngangen af\u00a02018"
    assert text[deadline.expression_start : deadline.expression_end] == deadline.expression


def test_the_full_stop_of_a_sentence_is_not_part_of_the_expression() -> None:
    assert [words for words, _, _ in _found("Det sker i juni. Det sker senest 1. dec.")] == ["i juni", "senest 1. dec"]


def test_what_a_limit_is_for_is_not_part_of_the_expression() -> None:
    (deadline,) = find("Frist for svar til udvalget: 1. marts 2019.", signed_on=SIGNED)
    assert (deadline.expression, deadline.start, deadline.due) == ("1. marts 2019", None, date(2019, 3, 1))


def test_expressions_come_in_order_and_without_overlap() -> None:
    text = (
        "I foråret 2019 forelægges et design, undersøgelsen gennemføres i efteråret 2019, og inden jul 2019 evalueres."
    )
    deadlines = find(text, signed_on=SIGNED)
    assert [d.expression for d in deadlines] == ["I foråret 2019", "i efteråret 2019", "inden jul 2019"]
    ends = [0, *(d.expression_end for d in deadlines)]
    assert all(d.expression_start >= end for d, end in zip(deadlines, ends, strict=False))


def test_a_missing_year_is_that_of_the_act_before() -> None:
    assert _found("Planen fremlægges i marts 2024, og status gives igen i september.")[1][1:] == (
        date(2024, 9, 1),
        date(2024, 9, 30),
    )


def test_the_budget_that_a_section_is_about_lends_no_year() -> None:
    assert _found("13. Næste års budget\nUdvalget drøfter rammen i november.")[1][1] == date(2018, 11, 1)
    assert _found("Udvalget drøfter rammen til næste års budget og igen i november.")[1][1] == date(2019, 11, 1)


def test_a_word_that_leads_on_takes_the_next_year_where_the_same_would_go_back() -> None:
    assert _found("Status gives i november 2019 og igen i februar.")[1][1] == date(2020, 2, 1)


def test_a_missing_year_without_such_a_word_is_the_same_year() -> None:
    assert _found("Evalueringen er klar i november 2020, og designet forelægges i marts.")[1][1] == date(2020, 3, 1)


def test_history_lends_no_year() -> None:
    assert _found("Udvalget vedtog i marts 2016 en plan, og status forelægges i september.")[1][1] == date(2019, 9, 1)


def test_the_horizon_of_a_plan_lends_no_year() -> None:
    assert _found("Planen frem til 2025 følges op, og status gives i september.")[1][1] == date(2019, 9, 1)


def test_the_year_of_money_lends_no_year() -> None:
    assert _found("Der afsættes 2 mio. kr. i 2021, og status gives i foråret.")[1][1] == date(2019, 3, 1)


def test_another_sentence_lends_no_year() -> None:
    assert _found("Forsøget slutter i juni 2021. Et oplæg drøftes i foråret.")[1][1] == date(2019, 3, 1)


def test_a_sentence_that_says_it_goes_on_is_of_the_same_chain() -> None:
    assert _found("Et oplæg drøftes i juni 2021. Derefter tages der stilling i oktober.")[1][1] == date(2021, 10, 1)


def test_a_sentence_that_goes_on_about_the_same_thing_is_of_the_same_chain() -> None:
    assert _found("Hjemmeplejen får en ny vagtplan den 1. februar 2020. Udvalget evaluerer vagtplanen i uge 38.")[1][
        1:
    ] == (
        date(2020, 9, 14),
        date(2020, 9, 20),
    )
    assert _found("Den 3. januar 2022 åbner pladsen. Den gamle lukker den 31. marts.")[1][1] == date(2022, 3, 31)


def test_what_is_told_of_the_same_thing_in_the_next_sentence_comes_later() -> None:
    assert _found("En skole åbner i august 2021. Skolen døbes i foråret.")[1][1] == date(2022, 3, 1)


def test_a_time_may_be_counted_from_the_one_before() -> None:
    text = "Udvalget drøfter erfaringerne den 18. april 2023. Senest 14 dage herefter sendes et notat."
    assert _found(text)[1] == ("Senest 14 dage herefter", None, date(2023, 5, 2))
    assert _found("Senest 14 dage herefter sendes et notat.")[0][1:] == (None, None)
    (_, deadline) = find(text, signed_on=SIGNED)
    assert deadline.explanation == "Den 2. maj 2023, regnet fra tiden nævnt lige før, 18. april 2023."


def test_a_time_before_the_one_before_is_counted_back() -> None:
    assert _found("Aftalen udløber den 30. juni 2022, og et udbud følger ni måneder forinden.")[1][2] == date(
        2021, 9, 30
    )


def test_what_comes_after_an_event_has_no_date() -> None:
    assert _found("Ordningen begynder den 1. maj 2020 og evalueres et år efter, at den er indført.")[1][1:] == (
        None,
        None,
    )


def test_the_year_after_counts_also_from_a_plain_year() -> None:
    assert _found("Halvdelen åbner ved udgangen af 2021, resten i løbet af det følgende år.")[1][1:] == (
        date(2022, 1, 1),
        date(2022, 12, 31),
    )


def test_the_next_of_a_list_is_another_sentence() -> None:
    text = "- Evaluering inden påske 2027\n- Skoledagen drøftes inden jul"
    assert _found(text)[1][2] == date(2018, 12, 23)


def test_what_was_done_on_a_day_lends_no_year() -> None:
    assert _found("Byrådet gav den 24. januar tilsagn: skitser inden grundlovsdag.")[1][2] == date(2019, 6, 4)
    assert _found("Planen blev vedtaget den 5. marts 2030 og evalueres i maj.")[1][1] == date(2019, 5, 1)


def test_already_is_not_the_year_before() -> None:
    assert _found("Klinikken åbner i maj 2021, og bilen kører allerede fra december.")[1][1] == date(2018, 12, 1)


def test_days_in_figures_stand_alone_where_they_can_be_no_share() -> None:
    text = "temamøde 25/2 - drøftes i udvalget 11/3 - høring 1/4 til 30/4 - 1/3 af puljen, 24/7"
    assert _found(text) == [
        ("25/2", date(2019, 2, 25), date(2019, 2, 25)),
        ("11/3", date(2019, 3, 11), date(2019, 3, 11)),
        ("1/4 til 30/4", date(2019, 4, 1), date(2019, 4, 30)),
    ]


def test_a_moved_date_is_the_new_one() -> None:
    assert _found("Indflytningen udskydes nu fra december 2024 til april 2025.") == [
        ("til april 2025", date(2025, 4, 1), date(2025, 4, 30))
    ]


def test_a_section_and_a_share_are_no_days() -> None:
    assert _found("Midlerne følger op på 2.01, jf. 1/3 af puljen i 3.04.") == []


def test_a_limit_for_something_does_not_reach_into_the_next_line() -> None:
    text = "13. januar 2020: Frist for høringssvar\nMarts 2020: Svarene behandles"
    assert _found(text)[1] == ("Marts 2020", date(2020, 3, 1), date(2020, 3, 31))


def test_the_year_after_is_counted_from_the_act_before() -> None:
    assert _found("Forsøget gennemføres i 2020 og evalueres foråret efter.")[1][1] == date(2021, 3, 1)
    assert _found("Planen vedtages i 2020 og tages op året efter.")[1][1] == date(2021, 1, 1)


def test_separate_acts_have_separate_deadlines() -> None:
    assert [due for _, _, due in _found("Den 3. maj for ØU og den 4. juni for KB.")] == [
        date(2019, 5, 3),
        date(2019, 6, 4),
    ]


def test_points_at_the_end_of_several_years_share_their_expression() -> None:
    found = _found("Beholdningen skal ved udgangen af hvert af årene 2019, 2020 og 2021 være 125 mio. kr.")
    assert {words for words, _, _ in found} == {"ved udgangen af hvert af årene 2019, 2020 og 2021"}
    assert [due for _, _, due in found] == [date(2019, 12, 31), date(2020, 12, 31), date(2021, 12, 31)]


def test_amounts_by_year_are_four_times() -> None:
    text = "10,9 mio. kr. i 2020, 18,6 mio. i 2021, 22,1 mio. kr. i 2022 og 27,5 mio. kr. fra 2023 og frem"
    assert [words for words, _, _ in _found(text)] == ["i 2020", "i 2021", "i 2022", "fra 2023 og frem"]


def test_since_and_plans_by_name_are_passed_over() -> None:
    assert _found("Siden den 1. august har vi fulgt Handlingsplan 2018-2022 og Budget 2019-2022.") == []


def test_a_label_is_read() -> None:
    assert _found("Tidsplan\n- Marts 2019: oplæg\n- 2. kvartal 2019: høring")[1][1:] == (
        date(2019, 4, 1),
        date(2019, 6, 30),
    )


def test_a_time_that_says_nothing_alone_is_read_only_as_a_whole_phrase() -> None:
    assert _found("sommer") == [("sommer", date(2019, 6, 1), date(2019, 8, 31))]
    assert _found("En god sommer for alle i Vision 2029") == []


def test_the_title_may_name_the_term() -> None:
    (deadline,) = find("Det sker i valgperioden.", signed_on=date(2021, 10, 1), title="Konstitueringsaftale 2022-2025")
    assert (deadline.start, deadline.due) == (date(2022, 1, 1), date(2025, 12, 31))


def test_years_in_a_title_that_are_no_term_change_nothing() -> None:
    (deadline,) = find("Det sker i valgperioden.", signed_on=SIGNED, title="Budget 2019-2022")
    assert deadline.start == date(2018, 1, 1)


def test_without_a_date_of_signing_only_what_needs_none_has_dates() -> None:
    found = _found("Inden sommeren 2019. Senest 1. marts. Om to år.", signed_on=None)
    assert [due for _, _, due in found] == [date(2019, 5, 31), None, None]


def test_an_unsigned_chain_still_takes_its_year_from_the_text() -> None:
    assert _found("Det sker i marts 2024 og igen i september.", signed_on=None)[1][1] == date(2024, 9, 1)


def test_another_clause_with_a_time_of_its_own_is_not_a_row_of_times() -> None:
    for day in ("20. april 2019", "den 20. april 2019"):
        found = _found(f"Rørene lægges i uge 16, og {day} åbner gaden.")
        assert [due for _, _, due in found] == [date(2019, 4, 21), date(2019, 4, 20)]


def test_a_word_that_leads_on_does_so_in_its_own_sentence() -> None:
    text = "Svaret kommer inden 1. november, så bygger vi hytten op igen. Planen ligger fremme fra den 20. oktober."
    assert _found(text)[1][1] == date(2018, 10, 20)


def test_what_comes_last_and_is_told_first_lends_no_year() -> None:
    text = "Med henblik på ikrafttræden 1. februar 2020 udbydes ruterne senest 20. november."
    assert _found(text)[1][2] == date(2018, 11, 20)


def test_what_was_lends_no_year_either() -> None:
    text = "Nævnet er orienteret 9. september. Efter efterårsferien har holdet gymnastik igen."
    assert _found(text)[1][1] == date(2018, 10, 22)


def test_no_expression_goes_on_from_a_heading() -> None:
    heading, text = "De første hundrede dage", "Inden den 10. april 2022 er planen klar."
    (deadline,) = find(f"{heading}\n{text}", signed_on=SIGNED, parts=[len(heading)])
    assert (deadline.expression, deadline.due) == ("Inden den 10. april 2022", date(2022, 4, 9))
