"""What the signs of a time weigh together."""

from __future__ import annotations

from pathlib import Path

from tracker.agreement.text.weights import Weights

FILE = Path(__file__).with_name("weights.json")

likelihood = Weights(FILE).likelihood
"""How likely something is promised by a time with these signs: from 0 to 1."""
