"""A status sheet that was edited and comes back: looked at, taken in, and taken back."""
