"""Minutes: what was recommended or moved holds only as far as it was decided."""
