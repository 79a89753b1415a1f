"""The version of the tool, which stands in every pack."""

VERSION = "0.1.0"
