"""The process that reads one file for `tracker.documents.isolation`, and ends.

On standard input stand a line of JSON (name and bounds) and the file; on standard output a line of JSON for each word
on the progress, and a last one with the document or the sentence why there is none.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any

from tracker.documents.isolation import TABLES
from tracker.errors import DocumentError
from tracker.language import speaking


def main() -> None:
    """Reads one file within the bounds that the request names."""
    request = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read(request["size"])
    _bound(request["memory_bytes"], request["processor_seconds"])
    read = _tables if request["wanted"] == TABLES else _document
    try:
        with speaking(request["language"]):
            found = read(data, request["name"], request["limit_bytes"])
    except DocumentError as error:
        _say(error=str(error))
    else:
        _say(**found)


def _document(data: bytes, name: str, limit_bytes: int) -> dict[str, Any]:
    from tracker.documents.parsing import parse  # what a file does not need is not loaded: each has a worker anew

    document = parse(
        data, name=name, limit_bytes=limit_bytes, progress=lambda done, total: _say(progress=(done, total))
    )
    return {"text": document.text, "pages": document.pages, "notes": document.notes}


def _tables(data: bytes, name: str, limit_bytes: int) -> dict[str, Any]:
    from tracker.documents.workbooks import read_workbook  # likewise

    return {"tables": [asdict(table) for table in read_workbook(data, name=name, limit_bytes=limit_bytes)]}


def _bound(memory_bytes: int, processor_seconds: int) -> None:
    """Lets the system end this process when it takes more; on Windows the parent's clock does it alone."""
    if sys.platform == "win32":
        return
    import resource  # not there on Windows

    for kind, most in ((resource.RLIMIT_AS, memory_bytes), (resource.RLIMIT_CPU, processor_seconds)):
        allowed = resource.getrlimit(kind)[1]
        most = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.setrlimit(kind, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _say(**answer: Any) -> None:
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
