"""Who owns a promise: committees, the register, administrations, and what a text calls them."""
