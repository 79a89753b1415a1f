"""Records of processing, a privacy audit and a report pack from a folder of spreadsheets."""

from auditlib.assessment import assess
from auditlib.case import Case, open_case
from auditlib.explore import explore
from auditlib.register.loading import load_register
from auditlib.reports.page import open_page
from auditlib.version import VERSION as __version__  # noqa: N811  # the name packages have for it

__all__ = ["Case", "__version__", "assess", "explore", "load_register", "open_case", "open_page"]
