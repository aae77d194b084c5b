"""Mirrors `tracker/`, a folder a package; `guards/` holds what must stay true of the whole."""
