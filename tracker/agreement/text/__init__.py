"""The text itself: its lines, paragraphs and stops, folded for matching, and stretches of it."""
