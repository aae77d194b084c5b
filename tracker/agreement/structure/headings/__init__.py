"""Lines that open sections: numbered, alone, run in; and what looks like one and is none."""
