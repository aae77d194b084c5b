"""A filter in an address comes back as the same filter."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from werkzeug.test import EnvironBuilder

from tracker.agreement.values import Basis, TaskKind
from tracker.db.queries.tasks.filters import TaskFilter
from tracker.db.queries.tasks.orders import TaskOrder
from tracker.domain.status import Light, Status
from tracker.web.api.models import TaskQuery
from tracker.web.selection import FILTERS, SIZES, Selection, filter_address, unread

ids = st.integers(1, 9999)
days = st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1))
filters = st.builds(
    TaskFilter,
    agreement_id=st.none() | ids,
    committees=st.frozensets(ids, max_size=3),
    statuses=st.frozensets(st.sampled_from(Status)),
    open=st.sampled_from([True, False, None]),
    lights=st.frozensets(st.sampled_from(Light)),
    kinds=st.frozensets(st.sampled_from(TaskKind)),
    bases=st.frozensets(st.sampled_from(Basis)),
    due_from=days,
    due_to=days,
    responsible_id=st.none() | ids,
    overdue=st.booleans(),
    published=st.sampled_from([True, False, None]),
    text=st.text(max_size=30).map(lambda text: " ".join(text.split())),
)
selections = st.builds(
    Selection,
    filter=filters,
    order=st.sampled_from(TaskOrder),
    descending=st.booleans(),
    page=st.integers(1, 40),
    size=st.sampled_from(SIZES),
)


@given(selections)
def test_every_selection_survives_its_address(selection: Selection) -> None:
    query = EnvironBuilder(query_string=MultiDict(selection.address())).get_request().args
    assert Selection.parse(query) == selection


def test_the_plain_address_lists_open_tasks_by_date() -> None:
    selection = Selection.parse(MultiDict())
    assert (selection.filter, selection.order) == (TaskFilter(open=True), TaskOrder.DUE)
    assert selection.address() == {}


@given(
    st.dictionaries(
        st.sampled_from(["vis", "status", "lys", "fra", "side", "antal", "sorter", "udvalg", "offentlig"]), st.text()
    )
)
def test_nonsense_in_an_address_never_fails(address: dict[str, str]) -> None:
    Selection.parse(MultiDict(address))


def test_sorting_by_the_same_column_turns_the_list_round() -> None:
    by_title = Selection().sorted_by("titel")
    assert (by_title.order, by_title.descending) == (TaskOrder.TITLE, False)
    assert by_title.sorted_by("titel").descending
    assert not by_title.sorted_by("titel").sorted_by("frist").descending


@given(filters)
def test_whatever_a_filter_writes_into_an_address_is_read(wanted: TaskFilter) -> None:
    query = EnvironBuilder(query_string=MultiDict(filter_address(wanted))).get_request().args
    assert unread(query) == []
    assert set(query) - {"q"} <= FILTERS


def test_every_filter_of_the_interface_is_one_of_the_pages() -> None:
    no_filters = {"q", "sorter", "antal", "side"}
    assert set(TaskQuery.model_fields) - no_filters == FILTERS - {"mail"}  # which leads from a mail to its tasks


def test_what_cannot_be_read_as_a_filter_is_named_and_what_is_no_filter_is_left_alone() -> None:
    address = MultiDict(
        [("lys", "gul"), ("lys", "red"), ("fra", "31-02-2019"), ("vis", "aabne"), ("til", " "), ("side", "x")]
    )
    assert unread(address) == ["lys=gul", "fra=31-02-2019"]
