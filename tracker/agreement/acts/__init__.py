"""What people promise to do: the words for it, and how a sentence puts them."""
