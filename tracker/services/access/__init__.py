"""Getting in: passwords, sessions and links that sign in, and the keys of other programs."""
