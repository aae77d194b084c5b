"""Every command explains itself in Danish."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from tracker.cli import main


def _commands(group: click.Group, *path: str) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        assert command.name == name
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from _commands(command, *path, name)


@pytest.mark.parametrize("words", [(), *_commands(main)], ids=" ".join)
def test_the_help_of_every_command_is_in_danish(words: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(main, [*words, "--help"])
    assert shown.exit_code == 0
    lines = shown.stdout.splitlines()
    assert lines[0].startswith("Brug: ")
    assert "Valg:" in lines
    assert "Vis denne hjælp." in shown.stdout
    assert not any(
        word in shown.stdout for word in ("Usage", "Options", "Commands", "OPTIONS", "COMMAND", "ARGS", "Show this")
    )
