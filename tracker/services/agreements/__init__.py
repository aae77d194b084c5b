"""An agreement comes in, and later a corrected text of it."""
