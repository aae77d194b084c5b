"""`tracker remind`: the day's reminders by hand, or a look at any day's without sending anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from tracker import jobs
from tracker.bootstrap import Runtime
from tracker.cli.help import DanishCommand
from tracker.cli.parameters import DAY
from tracker.cli.runtime import open_runtime
from tracker.danish import count_words, date_words
from tracker.db.queries.operation.holds import hold_of
from tracker.domain.delivery import Result
from tracker.domain.facts import MailKind
from tracker.domain.turns import rule_words
from tracker.errors import ConflictError
from tracker.services.operation.restoring import waiting_words
from tracker.services.reminders.reminders import PreviewedDay, PreviewedMail, preview_day

_KIND_WORDS = {MailKind.DIGEST: "påmindelser", MailKind.OVERDUE_LIST: "overskredne frister"}
_RESULT_WORDS = {
    Result.ACCEPTED: "afleveret",
    Result.DEFERRED: "udsat af serveren",
    Result.REFUSED: "afvist",
    Result.BROKEN: "afbrudt",
    Result.LOST: "uvis",
    Result.UNREACHABLE: "venter på serveren",
}


@click.command(cls=DanishCommand)
@click.option("--dry-run", is_flag=True, help="Vis, hvem der får hvad og hvorfor. Intet skrives eller sendes.")
@click.option("--on", "day", type=DAY, metavar="DATO", help="Dagen, der vises: 2019-05-15. Kun med --dry-run.")
@click.option("--json", "as_json", is_flag=True, help="Skriv som JSON. Kun med --dry-run.")
@click.option("--all", "everything", is_flag=True, help="Se på alle åbne opgaver, også dem, hvis dag ikke er kommet.")
@click.option("--today", type=DAY, metavar="DATO", help="Lad som om dagen er en anden: til en demonstration.")
def remind(dry_run: bool, day: date | None, as_json: bool, everything: bool, today: date | None) -> None:
    """Send dagens påmindelser nu, eller se en dags påmindelser med --dry-run."""
    if not dry_run and (day or as_json):
        raise click.UsageError("--on og --json hører sammen med --dry-run.")
    with open_runtime(today=today) as runtime:
        if dry_run:
            _show(runtime, day or runtime.today(), as_json=as_json)
        else:
            _send(runtime, everything=everything)


def _show(runtime: Runtime, day: date, *, as_json: bool) -> None:
    with runtime.database.reading() as session:
        found = preview_day(session, runtime.policy, day, now=runtime.now(), zone=runtime.zone)
    if as_json:
        click.echo(json.dumps(_data(day, found), ensure_ascii=False, indent=1))
        return
    for line in _lines(runtime, day, found):
        click.echo(line)


def _send(runtime: Runtime, *, everything: bool) -> None:
    with runtime.database.reading() as session:
        hold = hold_of(session)
    if hold is not None:
        raise ConflictError(waiting_words(hold.since))
    if not runtime.policy.is_sending(runtime.now(), runtime.zone):
        click.echo(
            f"Nye mails sendes på arbejdsdage fra kl. {runtime.policy.send_at.hour}. Kun det, der venter, prøves."
        )
    worker = jobs.Worker(runtime)
    planned = jobs.plan_and_queue(worker, everything=everything)
    tally = jobs.deliver(worker)
    click.echo(f"{count_words(planned.queued, 'ny mail', 'nye mails')} lagt i udbakken.")
    for trouble in planned.troubles:
        click.echo(trouble)
    for result, count in sorted(tally.items()):
        click.echo(f"{count_words(count, 'mail', 'mails')} {_RESULT_WORDS.get(result, result.value)}.")


def _data(day: date, found: PreviewedDay) -> dict[str, Any]:
    return {
        "day": day.isoformat(),
        "mails": [_mail_data(mail, found) for mail in found.mails],
        "unaddressed": [{"task": each, "title": found.followed.rows[each].title} for each in found.unaddressed],
    }


def _mail_data(mail: PreviewedMail, found: PreviewedDay) -> dict[str, Any]:
    rows = found.followed.rows
    return {
        "recipient": mail.name,
        "address": mail.address,
        "kind": mail.digest.kind.value,
        "tasks": [
            {
                "task": line.task,
                "number": rows[line.task].number,
                "title": rows[line.task].title,
                "committee": lead.name if (lead := rows[line.task].lead) else None,
                "due": due.isoformat() if (due := rows[line.task].due_on) else None,
                "as": line.capacity.value,
                "rule": line.newest.turn.rule,
                "due_at": line.newest.due_at.isoformat(),
                "superseded": [each.turn.rule for each in line.swallowed],
                "reason": line.reason,
            }
            for line in mail.digest.lines
        ],
    }


def _lines(runtime: Runtime, day: date, found: PreviewedDay) -> Iterator[str]:
    if not found.mails:
        yield f"Ingen får mail {date_words(day)}."
        if not found.policy.is_sending_day(day):
            following = found.policy.sending_day(day)
            yield f"Der sendes kun på arbejdsdage; den næste er {date_words(following)}."
    else:
        yield f"{count_words(len(found.mails), 'mail', 'mails')} {date_words(day)}, sendt fra kl. {_hour(runtime)}:"
    for mail in found.mails:
        count = count_words(len(mail.digest.lines), "opgave", "opgaver")
        yield f"\n{mail.name} <{mail.address}>: {_KIND_WORDS[mail.digest.kind]}, {count}"
        for line in sorted(
            mail.digest.lines, key=lambda line: (found.followed.rows[line.task].due_on or date.max, line.task)
        ):
            row = found.followed.rows[line.task]
            yield f"  {row.number or '–'}  {row.title}"
            yield f"      {line.reason} [{rule_words(line.newest.turn.rule)}]"
    for task in found.unaddressed:
        row = found.followed.rows[task]
        yield f"\nIngen at påminde om {row.number or '–'} {row.title}."
        yield "      Giv opgaven et udvalg med en sekretær, eller en ansvarlig."


def _hour(runtime: Runtime) -> int:
    return runtime.policy.send_at.hour
