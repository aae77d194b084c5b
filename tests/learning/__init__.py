"""Learns the weights of signs (`tracker.agreement.text.weights`) from all that is written for these tests.

`make weights` runs it, with the libraries of requirements/learn.txt beside those of the tests. Nothing is learned from
what is held out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

Example = tuple[frozenset[str], bool]
"""The signs of something, and whether it is what is looked for."""


def learned(examples: Sequence[Example], *, fewest: int, strength: float) -> dict[str, int]:
    """The weight of each sign in hundredths, and under «» that of no sign.

    `fewest`: how many examples must have a sign that is weighed; `strength`: how far the weights may follow the
    examples, the inverse of the regularisation.
    """
    from sklearn.feature_extraction.text import CountVectorizer  # type: ignore[import-not-found]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-not-found]

    table = CountVectorizer(analyzer=sorted, min_df=fewest)
    rows = table.fit_transform([signs for signs, _right in examples])
    model = LogisticRegression(C=strength, solver="liblinear", max_iter=5_000, random_state=0)
    model.fit(rows, [right for _signs, right in examples])
    weights = zip(table.get_feature_names_out(), model.coef_[0], strict=True)
    kept = {sign: hundredths for sign, weight in weights if (hundredths := round(100 * float(weight)))}
    return {"": round(100 * float(model.intercept_[0])), **dict(sorted(kept.items()))}


def write(weights: dict[str, int], file: Path) -> None:
    """Writes the weights, a sign a line."""
    lines = ",\n".join(f"{json.dumps(sign, ensure_ascii=False)}:{weight}" for sign, weight in weights.items())
    file.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
