"""Facts from outside the register: one file for each connector, found through the evidence sheet."""
