"""How long reading takes, and that it grows with the text and no faster.

Reads the sample agreement (or the file given) once, and two, four and eight times after one another. The last column is
the time for a copy against that for one alone: near 1.0 where time grows with the text.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tracker.agreement.reader import read
from tracker.documents import read_document
from tracker.resources import SAMPLE

COPIES = (1, 2, 4, 8)
ROUNDS = 5


def seconds(text: str) -> float:
    """The shortest of some readings, since whatever else the machine does only adds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        read(text)
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Prints a line for each number of copies."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE / "agreement.txt"
    text = read_document(path).text + "\n\n"
    print(f"{path.name}: {len(text):,} characters")
    print(f"{'copies':>6}  {'seconds':>8}  {'per copy':>8}  {'ratio':>5}")
    alone = 0.0
    for copies in COPIES:
        taken = seconds(text * copies)
        alone = alone or taken
        print(f"{copies:>6}  {taken:8.3f}  {taken / copies:8.3f}  {taken / copies / alone:5.2f}")


if __name__ == "__main__":
    main()
