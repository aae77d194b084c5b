"""A town hall to look at, with people and a history."""
