"""The machine that runs: which process acts, what needs a person, and what follows a database put back from a copy."""
