"""What a stored sentence says stands beside it, and never says anything but what stands there."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from alembic import command
from sqlalchemy import insert, select, text, update

from tests.factories import make_user
from tracker.db import migration
from tracker.db.engine import Database
from tracker.db.models import User
from tracker.db.told import stored, told
from tracker.language import ENGLISH, speaking
from tracker.sayings import Saying

MOVED = Saying("Fristen er flyttet til %(day)s.", day=date(2019, 5, 31))
WITH_A_SENTENCE = "address_failed_because"


def read(database: Database) -> str | None:
    with database.reading() as session:
        return told(session.scalars(select(User)).one(), WITH_A_SENTENCE)


def in_english(sentence: str | None) -> str:
    assert isinstance(sentence, Saying)
    with speaking(ENGLISH):
        return sentence.said()


def test_a_sentence_comes_back_as_one(database: Database) -> None:
    with database.writing() as session:
        make_user(session, "Anna").address_failed_because = MOVED
    assert read(database) == MOVED
    assert in_english(read(database)) == "The deadline has been moved to 31 May 2019."


def test_words_of_a_person_have_no_facts_and_take_those_away_that_were_there(database: Database) -> None:
    with database.writing() as session:
        make_user(session, "Anna").address_failed_because = MOVED
    with database.writing() as session:
        session.scalars(select(User)).one().address_failed_because = "Andre ord."
    found = read(database)
    assert found == "Andre ord."
    assert not isinstance(found, Saying)


@pytest.mark.parametrize("words", [MOVED, "Ord.", None])
def test_what_is_written_past_the_model_is_the_same(database: Database, words: str | None) -> None:
    values = {"email": "a@b.dk", "name": "Anna", "role": "secretary", "active": True}
    now = datetime(2019, 5, 15, tzinfo=UTC)
    with database.writing() as session:
        session.execute(insert(User).values(**values, created_at=now, **stored(WITH_A_SENTENCE, MOVED)))
        session.execute(update(User).values(**stored(WITH_A_SENTENCE, words)))
    assert (read(database), isinstance(read(database), Saying)) == (words, isinstance(words, Saying))


def test_a_sentence_of_before_is_danish_still_and_all_stay_when_the_facts_are_taken_away(database: Database) -> None:
    config = migration.alembic_config(database)
    with database.writing() as session:
        make_user(session, "Anna").address_failed_because = MOVED
    command.downgrade(config, "0029")
    with database.reading() as session:
        assert session.scalar(text("SELECT address_failed_because FROM users")) == MOVED
    migration.upgrade(database)
    found = read(database)
    assert found == MOVED
    assert not isinstance(found, Saying)
