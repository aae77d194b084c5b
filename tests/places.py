"""Where tests keep their files: in memory, where the machine has a folder for that.

Nearly every test writes a database, and waits for the disk at each commit. None is about a machine that loses its
power. Whoever sets TMPDIR says where instead.

What Python compiles of the program is kept beside it, as ever, by the processes that tests start: where a setting says
that it is not to be, each of some hundred processes compiled all of it again, which took longer than all else it did.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM_A_CORE = 512 * 1024 * 1024
"""What a worker never fills, in bytes: a PostgreSQL server, some databases, the profiles of a browser."""


def pytest_configure() -> None:
    """Sets the folder for temporary files, for pytest's own, for PostgreSQL and for every process that is started."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if "TMPDIR" not in os.environ and has_room(MEMORY):
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None  # looked up anew


def has_room(folder: Path) -> bool:
    """Whether there is such a folder, in which files can be written and run, with room for a worker on each core."""
    if not (folder.is_dir() and os.access(folder, os.W_OK)) or os.statvfs(folder).f_flag & os.ST_NOEXEC:
        return False
    return shutil.disk_usage(folder).free >= ROOM_A_CORE * (os.cpu_count() or 1)
