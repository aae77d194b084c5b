"""A mail from its writing to the server, and what comes back: an answer, a failure, an address that does not work."""
