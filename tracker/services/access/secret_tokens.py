"""Random tokens that are handed out once: the database knows their SHA-256 only, so that whoever reads it has none."""

from __future__ import annotations

import hashlib
import secrets


def new_token(prefix: str = "") -> str:
    """A token of 256 random bits that can stand in an address."""
    return prefix + secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What the database knows of `token`: 64 hexadecimal digits."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()
