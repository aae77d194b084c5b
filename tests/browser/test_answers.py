"""An answer from a mail on a phone, and the policy's effect at a desk: axe finds nothing, and it works."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.conftest import SignedIn, Site
from tests.browser.test_accessibility import overflow, violations
from tests.town_hall import TODAY
from tracker.db.models import DeadlineRequest, Reminder, Task
from tracker.domain.answers import Answer
from tracker.domain.delivery import ReminderState
from tracker.domain.roles import Role
from tracker.domain.status import ALWAYS_OPEN
from tracker.services.mails.answer_links import Ticket

pytestmark = pytest.mark.browser


def look(page: Page, name: str) -> None:
    """Keeps a picture where one is asked for, and holds the page against axe and its window."""
    if "TRACKER_LOOK" in os.environ:
        page.screenshot(path=Path(os.environ["TRACKER_LOOK"]) / f"{name}.png", full_page=True)
    assert violations(page) == []
    assert overflow(page) <= 0


def link_of(site: Site, answer: Answer) -> str:
    """The link in a mail to whoever is responsible for a task."""
    with site.runtime.database.writing() as session:
        task = session.scalars(
            select(Task).where(
                Task.status.in_(ALWAYS_OPEN), Task.responsible_id.is_not(None), Task.due_on > TODAY + timedelta(days=9)
            )
        ).first()
        assert task is not None
        line = Reminder(
            task_id=task.id,
            deadline_version=task.deadline_version,
            rule="before-30",
            recipient_id=task.responsible_id,
            occurrence="2019-06-30",
            due_at=site.runtime.now(),
            planned_at=site.runtime.now(),
            state=ReminderState.SENT,
        )
        session.add(line)
        session.flush()
        line_id = line.id
    assert site.runtime.links is not None
    token = site.runtime.links.token(Ticket(line_id, TODAY + timedelta(days=30)))
    return f"{site.address}/svar/{token}/{answer.value}"


@pytest.mark.parametrize("width", [320, 1280])
def test_a_mail_is_answered_in_two_presses(width: int, site: Site, page: Page) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    site.watch(page).goto(link_of(site, Answer.NEW_DATE))
    look(page, f"answer-{width}")
    page.get_by_role("button", name="Send svaret").click()
    look(page, f"answer-error-{width}")
    page.get_by_label("Foreslået frist").fill("2019-10-01")
    page.get_by_label("Hvorfor er der behov for en ny frist?").fill("Høringen trækker ud.")
    page.get_by_role("button", name="Send svaret").click()
    expect(page.get_by_text("Tak. Dit svar er gemt")).to_be_visible()
    look(page, f"answer-thanks-{width}")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_effect_of_a_rule_is_seen_before_it_is_saved(width: int, site: Site, enter: SignedIn) -> None:
    page = enter(Role.ADMINISTRATOR, width=width)
    page.goto(f"{site.address}/drift/paamindelser/")
    look(page, f"policy-{width}")
    page.get_by_role("button", name="Videre").click()
    page.get_by_label("Dage før").fill("45, 10")
    page.get_by_role("button", name="Se virkningen").click()
    expect(page.get_by_role("heading", name="Virkning de næste 60 dage")).to_be_visible()
    look(page, f"effect-{width}")
    page.get_by_role("button", name="Gem reglen").click()
    expect(page.get_by_text("Påmindelsespolitikken er gemt.")).to_be_visible()
    page.goto(f"{site.address}/drift/forhaandsvisning?dag=2019-05-20")
    look(page, f"preview-{width}")
    page.goto(f"{site.address}/profil/")
    look(page, f"profile-{width}")


def test_a_wish_is_decided_on_the_page_of_the_task(site: Site, page: Page, enter: SignedIn) -> None:
    site.watch(page).goto(link_of(site, Answer.NEW_DATE))
    page.get_by_label("Foreslået frist").fill("2019-10-01")
    page.get_by_label("Hvorfor er der behov for en ny frist?").fill("Høringen trækker ud.")
    page.get_by_role("button", name="Send svaret").click()
    expect(page.get_by_text("Tak. Dit svar er gemt")).to_be_visible()
    with site.runtime.database.reading() as session:
        task_id = session.scalars(select(DeadlineRequest.task_id)).one()
    inside = enter(Role.ADMINISTRATION)
    inside.goto(f"{site.address}/opgaver/{task_id}")
    look(inside, "task-with-wish")
    inside.get_by_role("button", name="Flyt fristen", exact=True).click()
    expect(inside.get_by_text("Ønsket er imødekommet, og fristen er flyttet.")).to_be_visible()
