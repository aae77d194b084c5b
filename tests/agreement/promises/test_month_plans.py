"""Plans by month: months as headings over what is on the agenda then."""

from __future__ import annotations

import pytest

from tests.agreement.spoken import dated

HEAD = "Plan for Vejudvalgets møder\n\nOversigten viser de sager, som udvalget venter.\n\n"


def promised(text: str, head: str = HEAD) -> list[tuple[str, str]]:
    return [(one.task, str(one.deadline.due)) for one in dated(head + text)]


TWO = [
    ("lokalplan 88", "2019-02-28"),
    ("revision af cykelstrategien", "2019-02-28"),
    ("redegørelse for uheld", "2019-03-31"),
]


@pytest.mark.parametrize(
    "text",
    [
        "Februar\n- Lokalplan 88\n- Cykelstrategien revideres\n\nMarts\n- Redegørelse for uheld\n",
        "FEBRUAR\n* Lokalplan 88\n* Cykelstrategien revideres\n\nMARTS\n* Redegørelse for uheld\n",
        "Februar 2019\no Lokalplan 88\no Cykelstrategien revideres\n\nMarts 2019\no Redegørelse for uheld\n",
        "**Februar:**\n\n• Lokalplan 88\n• Cykelstrategien revideres\n\n**Marts:**\n\n• Redegørelse for uheld\n",
        "## Februar 2019\n1. Lokalplan 88\n2. Cykelstrategien revideres\n\n## Marts 2019\n1. Redegørelse for uheld\n",
        "Februar\nLokalplan 88\nCykelstrategien revideres\n\nMarts\nRedegørelse for uheld\n",
        "Februar\nLokalplan 88\nCykelstrategien revideres\nMarts\nRedegørelse for uheld\n",
    ],
)
def test_what_stands_under_a_month_is_on_the_agenda_then(text):
    assert [(task.rsplit(": ", 1)[-1].casefold(), due) for task, due in promised(text)] == TWO


def test_quarters_and_meetings_stand_over_lists_as_months_do():
    assert promised("1. kvartal 2019\n- Lokalplan 88\n\nMødet den 8. maj 2019\n- Regnskabet\n") == [
        ("Lokalplan 88", "2019-03-31"),
        ("Regnskabet", "2019-05-08"),
    ]


def test_an_item_that_says_its_own_time_has_that_in_the_year_of_its_month():
    text = (
        "Februar 2020\n- 5. februar: Helhedsplan 2022, første drøftelse\n- 5. februar: Opfølgning pr. 31. december\n"
        "- Studietur til Aarhus (24.-26. februar)\n\nMarts 2020\n- Møde med beboerne den 4. marts\n"
    )
    assert promised(text) == [
        ("Helhedsplan 2022, første drøftelse", "2020-02-05"),
        ("Opfølgning pr. 31. december", "2020-02-05"),
        ("Studietur til Aarhus", "2020-02-26"),
        ("Marts 2020: møde med beboerne", "2020-03-04"),
    ]


def test_what_brackets_tell_beside_an_item_is_read_besides():
    text = "Februar\n- Puljen fordeles (svar til ansøgerne senest den 20. februar)\n\nMarts\n- Lokalplan 88\n"
    assert [due for _task, due in promised(text)] == ["2019-02-28", "2019-02-20", "2019-03-31"]


def test_the_committee_whose_plan_it_is_owns_what_names_nobody_else():
    text = "Årshjul for Vejudvalget\n\nFebruar\n- Lokalplan 88\n- Fællesmøde med Børneudvalget\n\nMarts\n- Regnskab\n"
    assert [one.committees for one in dated(text)] == [("Vejudvalget",), ("Børneudvalget",), ("Vejudvalget",)]


@pytest.mark.parametrize(
    "text",
    [
        # Taken off, done, or told of
        "Februar\n- Mødet er aflyst\n- Besøg i havnen udgår\n\nMarts\n- Ingen sager\n",
        "Februar 2017\n- Lokalplan 88\n\nMarts 2017\n- Regnskab\n",
        "Februar\n- Der var mange uheld\n- Det sneede\n\nMarts\n- Vejene blev lappet\n",
        # What others do
        "Februar\n- Regeringens udspil til ny vejlov\n\nMarts\n- Ministeriet udsender vejledningen\n",
        # One month may stand over anything
        "Februar\n- Koldt og blæsende\n",
        # Prose under a month
        "Februar\nVinteren var hård ved vejene, og der kom mange\nklager over huller.\n\nMarts\nForåret kom.\n",
        # Cells of a table that was not seen as one
        "Skiltene\nVejchefen\nFebruar 2019\nBestilt hos leverandøren\n\nBroen\nVejchefen\nMarts 2019\nMalet to gange\n",
    ],
)
def test_what_is_not_on_the_agenda_is_left(text):
    assert promised(text) == []


def test_the_next_numbered_heading_is_no_item():
    text = (
        "Plan for møderne\n\n1. Om planen\n\nPlanen er udvalgets egen huskeliste og rettes til efter hvert møde.\n\n"
        "2. Måned for måned\n\nFebruar\n- Lokalplan 88\n\nMarts\n- Regnskab for året\n\n"
        "3. Indsatser på området\n\nIndsatserne står i bilaget, som alle har fået udleveret på mødet.\n"
    )
    assert [due for _task, due in promised(text, head="")] == ["2019-02-28", "2019-03-31"]
