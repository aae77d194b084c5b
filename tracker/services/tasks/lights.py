"""A traffic light set by hand: shown beside the one that follows from the dates, which nobody can set."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from tracker.db.models import Task
from tracker.domain.history import EventKind
from tracker.domain.roles import Right
from tracker.domain.status import Light
from tracker.errors import InputError
from tracker.language import gettext
from tracker.services.actors import Actor
from tracker.services.tasks.record import open_for_change, record_event, required_words, save_task

LIGHTS = (Light.GREEN, Light.YELLOW, Light.RED)
"""What can be set by hand; grey says that there is no date."""


def set_light(
    session: Session,
    task_id: int,
    light: Light | None,
    *,
    reason: str,
    revision: int | None,
    actor: Actor,
    now: datetime,
) -> Task:
    """Sets a light with its reason, or takes it away (`None`, which needs no reason).

    It stands until somebody sets another, and changes neither dates nor reminders. Raises as the changes of a task do
    (`tracker.services.tasks.tasks`).
    """
    words = (
        required_words(reason, gettext("Skriv hvorfor lyset sættes."), "reason") if light else reason.strip() or None
    )
    if light and light not in LIGHTS:
        raise InputError(gettext("Lyset kan sættes til grøn, gul eller rød."), "light")
    wanted = light.label if light else gettext("følger datoerne")
    task = open_for_change(session, task_id, Right.SET_STATUS, revision, actor, {gettext("Trafiklys"): wanted})
    if light is None and task.set_light is None:
        raise InputError(gettext("Lyset følger allerede datoerne."), "light")
    before = task.set_light
    task.set_light, task.set_light_reason = light, words if light else None
    record_event(
        task,
        EventKind.LIGHT,
        actor,
        now,
        before=before.value if before else None,
        after=light.value if light else None,
        comment=words,
    )
    return save_task(session, task)
