"""The published policy against what the register and the evidence show, sentence by sentence, both ways."""
