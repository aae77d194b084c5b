"""Tasks: their rows, filters and orders, the lists and figures made of them, and a task with all that belongs to it."""
