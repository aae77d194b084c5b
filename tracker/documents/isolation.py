"""Reads a file in a process of its own, with bounds on its memory and time.

A PDF of 200 kB can be made to take 16 GB and minutes inside PDFium, and a fault there ends the process that it runs in.
So a file from outside is read by a worker: whatever happens to it, the program goes on and the user gets a sentence.
Where the system cannot bound memory (Windows), time alone is bounded.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

from tracker.documents.document import Document, Progress
from tracker.documents.tables import Table
from tracker.errors import DocumentError
from tracker.language import gettext, spoken


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a worker may use: bytes of memory, and seconds between two signs of progress and in all."""

    memory_bytes: int = 1_500_000_000
    silent_seconds: float = 60.0
    processor_seconds: int = 600


USUAL = Bounds()
DOCUMENT, TABLES = "document", "tables"
"""What a worker can be asked for."""


def parse_apart(
    data: bytes, *, name: str, limit_bytes: int, progress: Progress | None = None, bounds: Bounds = USUAL
) -> Document:
    """The document in `data`, read by a worker. Raises DocumentError, also when the worker leaves its bounds."""
    answer = _read_apart(DOCUMENT, data, name, limit_bytes, progress, bounds)
    return Document(answer["text"], name, tuple(answer["notes"]), tuple(answer["pages"]))


def tables_apart(data: bytes, *, name: str, limit_bytes: int, bounds: Bounds = USUAL) -> Sequence[Table]:
    """The tables of the workbook in `data`, read by a worker. Raises as `parse_apart`."""
    return [Table.of(each) for each in _read_apart(TABLES, data, name, limit_bytes, None, bounds)["tables"]]


def _read_apart(
    wanted: str, data: bytes, name: str, limit_bytes: int, progress: Progress | None, bounds: Bounds
) -> dict[str, Any]:
    """What the worker found in the file."""
    request = {
        "wanted": wanted,
        "name": name,
        "limit_bytes": limit_bytes,
        "memory_bytes": bounds.memory_bytes,
        "processor_seconds": bounds.processor_seconds,
        "size": len(data),
        "language": spoken(),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "tracker.documents.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    ) as worker:
        try:
            for answer in _answers(worker, json.dumps(request).encode() + b"\n" + data, bounds.silent_seconds):
                if "progress" in answer:
                    if progress:
                        progress(*answer["progress"])
                elif "error" in answer:
                    raise DocumentError(answer["error"])
                else:
                    return answer
        finally:
            worker.kill()
    raise DocumentError(
        gettext(
            "«%(name)s» er bygget, så den kræver langt mere hukommelse eller tid, end et dokument "
            "gør, og er ikke læst. Åbn den i det program, den er skrevet i, gem den på ny, og prøv "
            "igen."
        )
        % {"name": name}
    )


def _answers(worker: subprocess.Popen[bytes], request: bytes, silent_seconds: float) -> Iterator[dict[str, Any]]:
    """What the worker says, line by line, until it ends or is silent for too long."""
    lines: queue.Queue[bytes] = queue.Queue()
    if worker.stdin is None or worker.stdout is None:
        raise RuntimeError("the worker was started without pipes")
    threads = [
        threading.Thread(target=_write, args=(worker.stdin, request), daemon=True),
        threading.Thread(target=_read, args=(worker.stdout, lines), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        while line := lines.get(timeout=silent_seconds):
            yield json.loads(line)
    except queue.Empty:
        return
    finally:
        worker.kill()
        for thread in threads:
            thread.join()


def _write(pipe: IO[bytes], request: bytes) -> None:
    try:
        pipe.write(request)
        pipe.flush()
    except (BrokenPipeError, OSError):
        return  # the worker has ended; what it said, or that it said nothing, tells the rest


def _read(pipe: IO[bytes], lines: queue.Queue[bytes]) -> None:
    for line in pipe:
        lines.put(line)
    lines.put(b"")
