"""Follows up on the commitments of a municipal political agreement."""

__version__ = "0.1.0"
