"""Facts from outside the register: one file for each kind of source, found through the evidence sheet."""
