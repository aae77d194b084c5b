"""The weights of the signs, as they were learned (`make weights`): a logistic regression."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from math import exp
from pathlib import Path

FILE = Path(__file__).with_name("weights.json")
"""The weight of each sign in hundredths; «» is what a time without any sign weighs."""


def likelihood(signs: Iterable[str]) -> float:
    """How likely a time with these signs is one that something is promised by: from 0 to 1."""
    weights = _weights()
    weight = weights[""] + sum(weights.get(sign, 0) for sign in signs)
    return 1 / (1 + exp(-weight / 100))


@cache
def _weights() -> Mapping[str, int]:
    learned: dict[str, int] = json.loads(FILE.read_text(encoding="utf-8"))
    return learned
