"""The published policy: its text, its parts, what it promises, and what changed in it."""
