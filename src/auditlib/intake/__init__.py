"""Untrusted files: found, hashed, checked and read into plain cells."""
