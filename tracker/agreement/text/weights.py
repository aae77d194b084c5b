"""Weights of signs, as they were learned (`make weights`): a logistic regression for each thing that is judged."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from math import exp
from pathlib import Path


class Weights:
    """The weights in a file: of each sign in hundredths, and under «» what weighs without any sign."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def likelihood(self, signs: Iterable[str]) -> float:
        """How likely it is that what has these signs is what is looked for: from 0 to 1."""
        weight = self._learned[""] + sum(self._learned.get(sign, 0) for sign in signs)
        return 1 / (1 + exp(-weight / 100))

    @cached_property
    def _learned(self) -> Mapping[str, int]:
        learned: dict[str, int] = json.loads(self.file.read_text(encoding="utf-8"))
        return learned
