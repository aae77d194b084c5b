"""Files become text with a map back to their pages."""
