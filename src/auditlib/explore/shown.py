"""What a call shows in a notebook, and a DataFrame as a table."""

from datetime import date

import pandas as pd

from auditlib.render.fragments import figure_html, note_html, table_html
from auditlib.tables import Figure, Table, Value, plain_table


class Shown:
    """What a call shows: tables and a figure that JupyterLab draws, and that `save` writes to a workbook."""

    def __init__(self, *shown: Table | Figure, note: str = "") -> None:
        self.shown = shown
        self.note = note

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables shown, those behind figures included."""
        return tuple(item.table if isinstance(item, Figure) else item for item in self.shown)

    def frame(self) -> pd.DataFrame:
        """The first table as a DataFrame."""
        table = self.tables[0]
        headings = pd.Index([field.heading for field in table.fields])
        return pd.DataFrame([[flat(entry.value) for entry in row.entries] for row in table.rows], columns=headings)

    def __repr__(self) -> str:
        return f"<Shown: {', '.join(table.title for table in self.tables) or self.note}>"

    def _repr_html_(self) -> str:
        parts = [note_html(self.note)] if self.note else []
        parts += [figure_html(item) if isinstance(item, Figure) else table_html(item) for item in self.shown]
        return "\n".join(parts)


def flat(value: Value) -> Value:
    """A list of texts as one text."""
    return "; ".join(value) if isinstance(value, tuple) else value


def plain(value: object) -> Value:
    """A value in one of the types that a table holds."""
    if isinstance(value, tuple | list):
        return tuple(str(item) for item in value)
    if pd.isna(value):  # type: ignore[call-overload]  # takes any scalar
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if hasattr(value, "item"):
        return plain(value.item())
    return value if isinstance(value, int | float | date) else str(value)


def from_frame(frame: "pd.DataFrame | pd.Series", name: str) -> Table:
    """A DataFrame as it is shown; an index that says something becomes its first columns."""
    table = frame.to_frame(name if frame.name is None else frame.name) if isinstance(frame, pd.Series) else frame
    if any(table.index.names) or not pd.api.types.is_integer_dtype(table.index):
        table = table.reset_index()
    rows = [tuple(plain(value) for value in row) for row in table.itertuples(index=False)]
    return plain_table("Table", name.replace("-", " ").capitalize(), [str(heading) for heading in table.columns], rows)
