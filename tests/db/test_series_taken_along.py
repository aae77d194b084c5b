"""What stood in a database before there were series is taken along: rules, times, and which time a date is of."""

from __future__ import annotations

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tracker.db import migration
from tracker.db.engine import Database

AT = "2018-10-09 08:00:00+00:00"
TASK = (
    "INSERT INTO tasks (id, proposal_id, title, kind, status, status_at, due_on, deadline_version, "
    "committees_inferred, created_at, revision) VALUES "
    "({0}, {1}, 'Opgave', 'report', 'not_started', '" + AT + "', {2}, {3}, false, '" + AT + "', 1)"
)
PROPOSAL = (
    "INSERT INTO proposals (id, agreement_id, title, kind, committees_inferred, confidence, quote, start_offset, "
    "end_offset, recurrence, state, by_person, set_aside, revision) VALUES "
    "({0}, 1, 'Løfte', 'report', false, 1.0, 'Ord', 0, 3, '{1}', 'accepted', false, false, 1)"
)
VERSION = (
    "INSERT INTO deadline_versions (id, task_id, number, due_on, moved, reason, set_at) VALUES "
    "({0}, {1}, {2}, '{3}', {4}, {5}, '" + AT + "')"
)
OCCURRENCE = "INSERT INTO occurrences (id, task_id, due_on, status) VALUES ({0}, {1}, '{2}', '{3}')"
ROWS = (
    "INSERT INTO agreements (id, title, text, digest, file_name, imported_at) "
    f"VALUES (1, 'Aftale', 'Ord', 'abc', 'a.txt', '{AT}')",
    PROPOSAL.format(1, "FREQ=MONTHLY;INTERVAL=3;UNTIL=20211231"),
    PROPOSAL.format(2, "FREQ=YEARLY"),
    PROPOSAL.format(3, "FREQ=DAILY"),
    TASK.format(1, 1, "'2019-07-15'", 4),
    TASK.format(2, 2, "NULL", 1),
    TASK.format(3, 3, "NULL", 1),
    TASK.format(4, "NULL", "'2020-12-31'", 2),
    # the first time moved, the second begun and moved
    VERSION.format(1, 1, 1, "2019-03-31", "false", "NULL"),
    VERSION.format(2, 1, 2, "2019-04-30", "true", "'Tal.'"),
    VERSION.format(3, 1, 3, "2019-06-30", "false", "NULL"),
    VERSION.format(4, 1, 4, "2019-07-15", "true", "'Ferie.'"),
    VERSION.format(5, 4, 1, "2019-12-31", "false", "NULL"),
    VERSION.format(6, 4, 2, "2020-12-31", "false", "NULL"),
    OCCURRENCE.format(1, 1, "2019-03-31", "presented"),
    OCCURRENCE.format(2, 1, "2019-06-30", "not_started"),
    OCCURRENCE.format(3, 4, "2019-12-31", "done"),
    OCCURRENCE.format(4, 4, "2020-12-31", "not_started"),
)


def test_rules_times_and_dates_are_taken_along_and_the_dates_stay_closed(empty_database: Database) -> None:
    config = migration.alembic_config(empty_database)
    command.upgrade(config, "0018")
    with empty_database.engine.begin() as connection:  # what a writing session needs, this version has not
        for row in ROWS:
            connection.execute(text(row.replace(":0", r"\:0")))
    migration.upgrade(empty_database)
    with empty_database.reading() as session:
        series = session.execute(text("SELECT task_id, rule, due_on, ends_on FROM task_series ORDER BY task_id")).all()
        assert [(each.task_id, each.rule, str(each.due_on), str(each.ends_on)) for each in series] == [
            (1, "FREQ=MONTHLY;INTERVAL=3", "2019-03-31", "2021-12-31"),
            (2, "FREQ=YEARLY", "None", "None"),
        ]
        assert session.scalars(text("SELECT number FROM occurrences ORDER BY id")).all() == [1, 2, 1, 2]
        dates = session.execute(text("SELECT occurrence, moved, reason FROM deadline_versions ORDER BY id")).all()
        assert [each.occurrence for each in dates] == [1, 1, 2, 2, 1, 2]
        assert [each.reason for each in dates if each.moved] == ["Tal.", "Ferie."]
    for change in ("UPDATE deadline_versions SET reason = 'Andet'", "DELETE FROM deadline_versions"):
        with pytest.raises(DBAPIError, match="never changed"), empty_database.engine.begin() as connection:
            connection.execute(text(change))
    command.downgrade(config, "0018")
    with empty_database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM deadline_versions")) == 6
