"""Writes all weights anew: `make weights`."""

from __future__ import annotations

import sys

from tests.learning import days, learned, times, write
from tracker.agreement.promises.likelihood.weights import FILE as OF_TIMES
from tracker.agreement.structure.heads.spoken_days import FILE as OF_DAYS

# The day of a paper decides how its times are read: it is learned first.
for file, examples, fewest, strength in ((OF_DAYS, days.examples, 2, 0.4), (OF_TIMES, times.examples, 3, 1.0)):
    found = list(examples())
    weights = learned(found, fewest=fewest, strength=strength)
    write(weights, file)
    right = sum(right for _signs, right in found)
    sys.stdout.write(f"{len(found)} examples, {right} of them right; {len(weights)} weights in {file.name}.\n")
