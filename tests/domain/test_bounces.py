"""What a server's report means for the mail and for the address."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.domain.bounces import Report, Returned, judge, judge_all, status_of

DIGITS = st.integers(0, 999)


@pytest.mark.parametrize(
    ("action", "status", "diagnostic", "kind"),
    [
        ("failed", "5.1.1", "", Returned.ADDRESS),  # nobody of that name
        ("Failed", "5.1.1 (bad destination mailbox)", "", Returned.ADDRESS),
        ("failed", "5.1.2", "", Returned.ADDRESS),  # no such domain
        ("failed", "5.1.10", "", Returned.ADDRESS),  # the domain takes no mail
        ("failed", "5.2.1", "", Returned.ADDRESS),  # the mailbox is closed
        ("failed", "5.4.1", "", Returned.ADDRESS),
        ("failed", "5.0.0", "smtp; 550 User unknown", Returned.ADDRESS),
        ("failed", "5.0.0", "smtp; 552 Quota exceeded", Returned.MAIL),
        ("failed", "5.0.0", "smtp; 550 5.7.1 looks like spam", Returned.MAIL),
        ("failed", "5.0.0", "", Returned.ADDRESS),
        ("failed", "5.1.8", "", Returned.MAIL),  # it is our sender that is not liked
        ("failed", "5.2.2", "", Returned.MAIL),  # the mailbox is full
        ("failed", "5.3.4", "", Returned.MAIL),  # too large
        ("failed", "5.4.7", "", Returned.MAIL),  # given up
        ("failed", "5.6.0", "", Returned.MAIL),
        ("failed", "5.7.1", "", Returned.MAIL),
        ("failed", "4.4.7", "smtp; 451 try later", Returned.MAIL),  # tried for days and given up
        ("failed", "", "", Returned.MAIL),
        ("failed", "", "smtp; 550 no such user", Returned.ADDRESS),
        ("delayed", "4.4.1", "", Returned.DELAYED),
        ("delayed", "5.1.1", "", Returned.DELAYED),  # the action says what was done
        ("delivered", "2.0.0", "", Returned.DELIVERED),
        ("relayed", "2.0.0", "", Returned.DELIVERED),
        ("expanded", "2.0.0", "", Returned.DELIVERED),
        ("", "5.1.1", "", Returned.ADDRESS),
        ("", "4.2.2", "", Returned.DELAYED),
        ("", "2.0.0", "", Returned.DELIVERED),
        ("", "", "", Returned.UNCLEAR),
        ("vanished", "5.1.1", "", Returned.UNCLEAR),
    ],
)
def test_a_report_says_what_became_of_the_mail_and_the_address(
    action: str, status: str, diagnostic: str, kind: Returned
) -> None:
    assert judge(Report(action, status, diagnostic)) is kind


def test_the_servers_own_status_counts_where_the_other_says_no_more_than_its_class() -> None:
    assert status_of(Report("failed", "5.0.0", "smtp; 550 5.1.1 unknown")) == "5.1.1"
    assert status_of(Report("failed", "5.1.1", "smtp; 550 5.7.1 no")) == "5.1.1"
    assert status_of(Report("failed", "", "x; 10.5.1.1 5.1.1.9")) is None


def test_of_several_recipients_the_worst_counts_and_the_address_is_not_said_to_be_dead() -> None:
    dead, fine = Report("failed", "5.1.1"), Report("delivered", "2.0.0")
    assert judge_all([fine, dead]) == (Returned.MAIL, dead)
    assert judge_all([dead, dead]) == (Returned.ADDRESS, dead)
    assert judge_all([Report("delayed", "4.4.1"), fine])[0] is Returned.DELAYED
    assert judge_all([]) == (Returned.UNCLEAR, None)


@given(st.sampled_from(["failed", "delayed", "delivered", "", "?"]), st.sampled_from("245"), DIGITS, DIGITS)
@settings(derandomize=True)
def test_no_temporary_status_ever_says_that_an_address_is_dead(action: str, kind: str, one: int, two: int) -> None:
    found = judge(Report(action, f"{kind}.{one}.{two}"))
    assert found is not Returned.ADDRESS or (kind == "5" and action in {"failed", ""})
    assert not (found.is_lost and action in {"delayed", "delivered"})
