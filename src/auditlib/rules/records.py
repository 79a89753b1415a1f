"""ROP: what every row of the record of processing has to say (GDPR Art. 30)."""
