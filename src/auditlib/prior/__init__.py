"""The pack of an earlier period: what it found, and the rows it was found in."""

from auditlib.prior.pack import Prior
from auditlib.prior.reading import copy_prior, read_prior

__all__ = ["Prior", "copy_prior", "read_prior"]
