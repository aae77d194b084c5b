"""Office files are ZIP archives that note when each part was written; here every part gets the same fixed time."""

from __future__ import annotations

import io
import zipfile

FIXED = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP archive can tell."""


def with_fixed_times(archive: bytes) -> bytes:
    """The same archive, made independent of when it was written."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as before, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            entry = zipfile.ZipInfo(part.filename, FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = part.external_attr
            after.writestr(entry, before.read(part))
    return result.getvalue()
