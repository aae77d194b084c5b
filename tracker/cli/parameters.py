"""Kinds of values that options take, with Danish sentences for those that they refuse."""

from __future__ import annotations

from datetime import date

import click


class Day(click.ParamType[date]):
    """A date written YYYY-MM-DD."""

    name = "dato"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a usage error that names the form."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"«{value}» er ikke en dato. Skriv den som 2018-10-08.", param, ctx)


DAY = Day()
