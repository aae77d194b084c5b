"""Who owns tasks: the register of committees, the rules of their meetings, and one that replaces another."""
