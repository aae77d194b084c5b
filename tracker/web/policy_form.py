"""The form of a rule of the policy: what was typed becomes a change, and a rule becomes what the form shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from werkzeug.datastructures import MultiDict

from tracker.agreement.values import Basis, TaskKind
from tracker.domain.policy import Policy, Rhythm, Scope, Timing
from tracker.language import mark
from tracker.services.reminders.policies import Change
from tracker.web.forms import Form
from tracker.web.translation import gettext as _

RUNGS = ("ladder_responsible", "ladder_secretary", "ladder_management", "ladder_administrator")
NUMBERS = ("overdue_every_days", "silence_days")
SWITCHES = ("on_day", "window_opens", "undated_monthly")
FIELD_WORDS = {
    "lead_days": mark("Dage før"),
    "on_day": mark("På dagen"),
    "overdue_every_days": mark("Over fristen"),
    "silence_days": mark("Uden status"),
    "ladder": mark("Eskalering"),
    "rhythm": mark("Rytme"),
    "window_opens": mark("Når perioden begynder"),
    "undated_monthly": mark("Uden frist"),
    "send_at_hour": mark("Klokken"),
    "every_day": mark("Dage"),
}
LONGEST_DAYS = 730


def parse_scope(address: MultiDict[str, str]) -> Scope:
    """The scope in an address or a form; what cannot be read is as if it were not there."""
    committee = address.get("committee", "")
    return Scope(
        committee=int(committee) if committee.isascii() and committee.isdigit() and len(committee) < 10 else None,
        kind=next((each for each in TaskKind if each.value == address.get("kind")), None),
        basis=next((each for each in Basis if each.value == address.get("basis")), None),
    )


def scope_address(scope: Scope) -> dict[str, str]:
    """How a scope stands in an address."""
    parts = {"committee": scope.committee, "kind": scope.kind, "basis": scope.basis}
    return {name: str(value) for name, value in parts.items() if value is not None}


def shown(changes: Mapping[str, Any]) -> Form:
    """The form filled with what a rule sets; a field that it leaves alone is empty."""
    values: dict[str, str] = {}
    for name, value in changes.items():
        if name == "lead_days":
            values[name] = ", ".join(map(str, value)) or "0"
        elif name == "ladder":
            values |= {rung: str(days) for rung, days in zip(RUNGS, value, strict=True)}
        elif isinstance(value, bool):
            values[name] = "yes" if value else "no"
        else:
            values[name] = str(value)
    return Form(values)


def parse_change(form: Form, scope: Scope) -> Change:
    """The change that was typed; what is wrong stands in the errors of `form`."""
    is_base = scope == Scope()
    switches = [*SWITCHES, *(["every_day"] if is_base else [])]
    numbers = [*NUMBERS, *(["send_at_hour"] if is_base else [])]
    changes: dict[str, Any] = {name: _number(form, name) for name in numbers if form.value(name)}
    changes |= {name: form.value(name) == "yes" for name in switches if form.value(name) in {"yes", "no"}}
    if form.value("lead_days"):
        changes["lead_days"] = _days(form)
    if form.value("rhythm") in set(Rhythm):
        changes["rhythm"] = form.value("rhythm")
    if any(form.value(rung) for rung in RUNGS):
        changes["ladder"] = [_number(form, rung) if form.value(rung) else 0 for rung in RUNGS]
    if not changes and form.is_valid:
        form.errors["lead_days"] = _("Skriv mindst én ting, som reglen ændrer.")
    return Change(scope, changes)


def by_field(changes: Mapping[str, Any]) -> dict[str, str]:
    """What a rule sets, in words, by field."""
    return {name: _value_words(name, changes[name]) for name in FIELD_WORDS if name in changes}


def in_words(changes: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a rule sets, as pairs of name and value."""
    return [(_(FIELD_WORDS[name]), words) for name, words in by_field(changes).items()]


def effective(policy: Policy, timing: Timing) -> dict[str, Any]:
    """A whole timing, and when mails leave, as the fields of a rule."""
    values = {each.name: getattr(timing, each.name) for each in fields(Timing)}
    return {**values, "send_at_hour": policy.send_at.hour, "every_day": policy.every_day}


def _value_words(name: str, value: Any) -> str:
    match name:
        case "lead_days":
            return ", ".join(map(str, value)) or _("ingen")
        case "ladder":
            names = (_("ansvarlig"), _("sekretær"), _("ledelse"), _("administrator"))
            rungs = [f"{who} {days}" for who, days in zip(names, value, strict=True) if days]
            return (", ".join(rungs) + " " + _("dage over")) if rungs else _("ingen")
        case "overdue_every_days":
            return _("hver %(days)s. dag") % {"days": value} if value else _("aldrig")
        case "silence_days":
            return _("efter %(days)s dage") % {"days": value} if value else _("aldrig")
        case "rhythm":
            return _("i én liste hvert kvartal") if value == Rhythm.QUARTERLY else _("hver for sig efter frist")
        case "undated_monthly":
            return _("den 1. i måneden") if value else _("aldrig")
        case "send_at_hour":
            return _("kl. %(hour)s") % {"hour": value}
        case "every_day":
            return _("alle dage") if value else _("kun arbejdsdage")
        case _:
            return _("ja") if value else _("nej")


def _days(form: Form) -> list[int]:
    typed = form.value("lead_days").replace(",", " ").replace(";", " ").split()
    if typed == ["0"]:
        return []
    found = [int(each) for each in typed if each.isascii() and each.isdigit() and 1 <= int(each[:6]) <= LONGEST_DAYS]
    if len(found) < len(typed):
        form.errors["lead_days"] = _("Skriv hele dage fra 1 til %(limit)s, for eksempel 60, 30, 14. 0 er ingen.") % {
            "limit": LONGEST_DAYS
        }
    return sorted(set(found), reverse=True)


def _number(form: Form, name: str) -> int:
    typed = form.value(name)
    if typed.isascii() and typed.isdigit() and int(typed[:6]) <= LONGEST_DAYS:
        return int(typed)
    form.errors[name] = _("Skriv et helt tal fra 0 til %(limit)s.") % {"limit": LONGEST_DAYS}
    return 0
