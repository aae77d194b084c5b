"""A section without a number is known by its title, and each page names it once."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from tests.web.world import SignIn
from tracker.bootstrap import Runtime
from tracker.db.models import AgreementSection, Task
from tracker.domain.roles import Role

TITLE = "Skole og fritid"


@pytest.fixture
def task(runtime: Runtime) -> int:
    """A task of a section that has a title and no number; returns its id."""
    with runtime.database.writing() as session:
        task = session.scalars(select(Task).where(Task.proposal_id.is_not(None)).order_by(Task.id)).first()
        assert task is not None
        session.execute(
            update(AgreementSection)
            .where(AgreementSection.agreement_id == task.agreement_id, AgreementSection.number == task.section)
            .values(number=TITLE, title=TITLE)
        )
        task.section = TITLE
        if task.words:
            task.words.section = TITLE
        return task.id


def test_the_list_of_tasks_names_it_once(task: int, visit: SignIn) -> None:
    [row] = [each.text for each in visit(Role.ADMINISTRATION).get("/opgaver/").parsed.all("tr") if TITLE in each.text]
    assert row.count(TITLE) == 1


def test_the_page_of_the_task_names_it_once_over_its_words(task: int, visit: SignIn) -> None:
    page = visit(Role.ADMINISTRATION).get(f"/opgaver/{task}")
    [heading] = [each.text for each in page.parsed.all("p") if each.attributes.get("class") == "passage__heading"]
    assert heading == TITLE


def test_what_is_handed_out_on_the_task_names_it_once(task: int, visit: SignIn) -> None:
    page = visit(Role.ADMINISTRATION).get(f"/opgaver/{task}/aktindsigt")
    assert f"Afsnit {TITLE} " in page.main
    assert f"{TITLE} {TITLE}" not in page.main
