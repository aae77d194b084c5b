"""A task as people follow it: its work, its dates, what belongs to it, and the history that every change becomes."""
