"""Records of processing, a privacy audit and a report pack from a folder of spreadsheets."""

__version__ = "0.1.0"
