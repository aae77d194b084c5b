"""Danish time expressions and what they mean."""
