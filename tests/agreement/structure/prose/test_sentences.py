import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.agreement.structure.prose.passages import Form
from tracker.agreement.structure.prose.sentences import sentences


def texts(text):
    return [sentence.text for sentence in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Der afsættes 2 mio. kr. til veje. Midlerne fordeles.",
            ["Der afsættes 2 mio. kr. til veje.", "Midlerne fordeles."],
        ),
        ("Beløbet er 2 mio. kr. Udvalget beslutter.", ["Beløbet er 2 mio. kr.", "Udvalget beslutter."]),
        ("Mødet er den 8. oktober 2019. Sagen følger.", ["Mødet er den 8. oktober 2019.", "Sagen følger."]),
        (
            "Det sker i 3. kvartal 2020, jf. pkt. 2.3. Planen følger.",
            ["Det sker i 3. kvartal 2020, jf. pkt. 2.3.", "Planen følger."],
        ),
        (
            "Bl.a. skoler, fx Nordskolen, m.fl. er med. Resten venter.",
            ["Bl.a. skoler, fx Nordskolen, m.fl. er med.", "Resten venter."],
        ),
        ("Nr. 5 og § 17, stk. 4 gælder. Det er nyt.", ["Nr. 5 og § 17, stk. 4 gælder.", "Det er nyt."]),
        ("Vi starter i 2020. Vi slutter i 2021.", ["Vi starter i 2020.", "Vi slutter i 2021."]),
        ("Er det nok? Ja! Det er det.", ["Er det nok?", "Ja!", "Det er det."]),
        ("Senest 5. april: Forslaget sendes ud.", ["Senest 5. april: Forslaget sendes ud."]),
    ],
)
def test_a_full_stop_ends_a_sentence_unless_it_belongs_to_something(text, expected):
    assert texts(text) == expected


def test_what_the_end_of_a_page_puts_into_a_sentence_is_not_said_in_it():
    text = "Planen skal være klar, og\n\nBudgetforlig | side 2\n\nudvalget får den i maj."
    (sentence,) = sentences(text, 0, len(text), frozenset({text.index("Budgetforlig")}))
    assert sentence.text == "Planen skal være klar, og udvalget får den i maj."
    assert sentence.offset(sentence.text.index("udvalget")) == text.index("udvalget")
    assert text[sentence.start : sentence.end] == sentence.folded.source == text


def test_a_page_break_inside_a_sentence_does_not_end_it():
    text = "Byrådet ønsker at styrke\n\n\n\n12\n\nskolerne i kommunen. Det sker nu."
    first, second = sentences(text, 0, len(text))
    assert text[first.start : first.end].startswith("Byrådet")
    assert text[first.start : first.end].endswith("kommunen.")
    assert second.text == "Det sker nu."


def test_a_running_head_inside_a_sentence_is_passed_over():
    text = "Vi vil bygge en ny\nBudgetforlig side 3\nskole i byen."
    noise = frozenset({text.index("Budgetforlig")})
    (sentence,) = sentences(text, 0, len(text), noise)
    assert sentence.text.endswith("skole i byen.")


def test_wrapped_lines_and_broken_words_are_mended_in_the_text_and_kept_in_the_offsets():
    text = "Planen evalueres i efter-\nåret 2021 af ud-\nvalget."
    (sentence,) = sentences(text, 0, len(text))
    assert sentence.text == "Planen evalueres i efteråret 2021 af udvalget."
    at = sentence.position(text.index("efter-"))
    assert sentence.text[at:].startswith("efteråret")
    assert text[sentence.offset(at) :].startswith("efter-\nåret")


def test_list_items_stand_alone_and_know_the_sentence_that_opens_the_list():
    text = "Vi er enige om at:\n• følge op på planen\n• evaluere ordningen\n\nDet er alt."
    lead, first, second, last = sentences(text, 0, len(text))
    assert (first.form, first.lead, first.text) == (Form.ITEM, lead.text, "følge op på planen")
    assert (second.form, second.lead) == (Form.ITEM, lead.text)
    assert (last.form, last.lead) == (Form.PROSE, "")


def test_a_heading_inside_a_section_is_a_line_of_its_own():
    text = "Økonomi\n\nKassen er god."
    assert [(s.form, s.text) for s in sentences(text, 0, len(text))] == [
        (Form.LINE, "Økonomi"),
        (Form.PROSE, "Kassen er god."),
    ]


def test_what_another_paper_says_is_a_quotation():
    text = "I visionen står der:\n\n“Vi vil være bedst. Vi bygger i 2030.\n\nVi er mange”.\n\nDerfor bygger vi."
    forms = [(s.form, s.text) for s in sentences(text, 0, len(text))]
    assert [form for form, _ in forms] == [Form.PROSE, Form.QUOTATION, Form.QUOTATION, Form.QUOTATION, Form.PROSE]


LETTER = (
    "Kære råd.\n\n{}\n\n“Stien langs åen bygges færdig i 2030.\n\n"
    "Skolen i den nye bydel åbner i 2031.\n\nHallen males i 2032.”\n\nHilsen Ib Bo"
)


@pytest.mark.parametrize(
    ("lead", "form"),
    [
        ("Her er aftalen, som alle har underskrevet:", Form.PROSE),
        ("Forligsteksten lyder sådan:", Form.PROSE),
        ("Regeringen skriver i sin vision:", Form.QUOTATION),
    ],
)
def test_a_letter_that_brings_the_agreement_quotes_it(lead, form):
    text = LETTER.format(lead)
    assert [s.form for s in sentences(text, 0, len(text)) if "20" in s.text] == [form] * 3


def test_a_word_in_quotation_marks_is_no_quotation():
    assert [s.form for s in sentences("“Vi cykler” er en kampagne.", 0, 27)] == [Form.PROSE]


def test_rows_of_tables_are_left_out():
    text = "Pengene fordeles.\n1.1 Veje\t100\t200\t300\nDet var alt."
    assert texts(text) == ["Pengene fordeles.", "Det var alt."]


@given(
    st.lists(
        st.sampled_from(["Vi ", "kr. ", "den 8. ", "2020. ", "\n", "\n\n", "• ", "plan", "-\n", "“", "Å", ": "]),
        max_size=40,
    )
)
def test_every_sentence_stands_in_the_text_as_its_offsets_say(pieces):
    text = "".join(pieces)
    end = 0
    for sentence in sentences(text, 0, len(text)):
        assert end <= sentence.start < sentence.end <= len(text)
        assert sentence.folded.source == text[sentence.start : sentence.end]
        end = sentence.end
