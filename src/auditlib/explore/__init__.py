"""A register opened for exploring in a notebook."""

from auditlib.explore.session import explore

__all__ = ["explore"]
