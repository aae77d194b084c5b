"""How likely the words around a time are to promise something by it, learned from papers whose promises are known."""
