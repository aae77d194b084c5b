"""Use cases as functions that take a session and the time; they flush, the entry point commits."""
