"""Names of tasks: short Danish noun phrases from the words of a promise."""
