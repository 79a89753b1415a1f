"""What a rule is made of: its statement, three-valued conditions, and the view of the case that it may use."""
