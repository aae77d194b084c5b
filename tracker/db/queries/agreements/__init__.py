"""Agreements: their text, proposals, passages, money and review."""
