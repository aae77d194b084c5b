"""A person decides what the reader proposed: accepts, corrects, turns down, and takes a decision back."""
