"""The report on where an agreement stands, as a file: the same rows give the same bytes."""
