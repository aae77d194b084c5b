"""What the public is shown, as somebody approved it."""
