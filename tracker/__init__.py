"""Follows up on the commitments of a municipal political agreement."""
