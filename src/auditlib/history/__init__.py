"""One period against the one before: states of findings, changes of rows, what was accepted and answered."""
