"""Reads the text of a political agreement: pure functions from text to values."""
