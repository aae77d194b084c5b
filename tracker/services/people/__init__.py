"""Users, what they set for themselves, and what becomes of their work when they leave."""
