"""Dated legal facts and vocabularies, kept as data files, and their look-up."""
