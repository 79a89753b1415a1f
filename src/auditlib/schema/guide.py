"""What a blank workbook holds besides the register: written by the template, passed over by the reader."""

# The row that shows how a sheet is filled in; what it refers to carries the same id.
EXAMPLE_ID = "EXAMPLE"

READ_ME = "Read me"
LISTS = "Lists"
GUIDE_SHEETS = frozenset({READ_ME, LISTS})
