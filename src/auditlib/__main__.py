"""`python -m auditlib` is the command line."""

from auditlib.cli import main

main()
