"""What must be renewed by when: each statement, review, check and contract that holds for a while only."""
