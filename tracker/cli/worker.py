"""`tracker worker`: plans and sends reminders until it is told to stop."""

from __future__ import annotations

import logging
import signal
import threading
from datetime import date
from types import FrameType

import click

from tracker import jobs
from tracker.cli.help import DanishCommand
from tracker.cli.parameters import DAY
from tracker.cli.runtime import open_runtime


@click.command(cls=DanishCommand)
@click.option("--today", type=DAY, metavar="DATO", help="Lad som om dagen er en anden: til en demonstration.")
def worker(today: date | None) -> None:
    """Planlæg og send påmindelser, til processen stoppes."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    with open_runtime(today=today) as runtime:
        handle = jobs.start(runtime)
        click.echo("Påmindelser planlægges og sendes. Stop med Ctrl+C.")
        stopped.wait()
        handle.stop()
    click.echo("Stoppet.")
