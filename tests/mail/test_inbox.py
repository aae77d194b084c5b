"""A Maildir is read without changing a mail, and marked as mail programs do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.errors import MailboxError
from tracker.mail.inbox import MaildirInbox


@pytest.fixture
def box(tmp_path: Path) -> Path:
    box = tmp_path / "retur"
    for part in ("new", "cur", "tmp"):
        (box / part).mkdir(parents=True)
    return box


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_unread_mails_come_in_their_order_and_no_more_of_them_than_asked_for(box: Path) -> None:
    (box / "new" / "2.a").write_bytes(b"to" * 100)
    (box / "cur" / "1.a:2,").write_bytes(b"en")
    (box / "cur" / "0.a:2,S").write_bytes(b"laest")
    (box / "cur" / ".hidden").write_bytes(b"x")
    (box / "new" / "3.a").symlink_to("/etc/hostname")
    (box / "new" / "4.a").mkdir()
    with MaildirInbox(box) as inbox:
        assert [letter.content for letter in inbox.unread(10, 4)] == [b"en", b"toto"]
        assert [letter.content for letter in inbox.unread(1, 4)] == [b"en"]
    assert names(box / "new") == ["2.a", "3.a", "4.a"]


def test_what_is_done_is_read_and_what_is_kept_is_flagged(box: Path) -> None:
    for name in ("1.a", "2.a"):
        (box / "new" / name).write_bytes(b"x")
    (box / "cur" / "3.a:2,R").write_bytes(b"x")
    with MaildirInbox(box) as inbox:
        first, second, third = inbox.unread(10, 10)
        inbox.done(first)
        inbox.keep(second)
        inbox.done(third)
        assert list(inbox.unread(10, 10)) == []
    assert names(box / "new") == []
    assert names(box / "cur") == ["1.a:2,S", "2.a:2,FS", "3.a:2,RS"]


def test_what_is_done_is_moved_where_there_is_a_folder_for_it(box: Path) -> None:
    (box / "new" / "1.a").write_bytes(b"x")
    with MaildirInbox(box, "Behandlet") as inbox:
        (letter,) = inbox.unread(10, 10)
        inbox.done(letter)
        inbox.done(letter)  # somebody else was faster
    assert names(box / "new") == names(box / "cur") == []
    assert names(box / ".Behandlet" / "cur") == ["1.a:2,S"]


def test_what_is_no_maildir_is_said(tmp_path: Path) -> None:
    with pytest.raises(MailboxError, match="er ikke en Maildir"), MaildirInbox(tmp_path):
        pass
