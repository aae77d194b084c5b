"""From sentences to commitments: which acts are promised, by when, by whom, each told once."""
