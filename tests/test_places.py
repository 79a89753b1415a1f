"""Addresses of cells, and how places that stand together are told."""

from hypothesis import given, strategies as st

from auditlib.places import Place, column_letters, column_number, compact


def cells(*names: str, across: bool = False) -> list[str]:
    return [place.cell for place in compact((Place("a.xlsx", "Rows", name) for name in names), across=across)]


@given(st.integers(1, 18_278))
def test_the_number_of_a_column_is_that_of_its_letters(number: int) -> None:
    assert column_number(column_letters(number)) == number


def test_columns_count_from_one() -> None:
    assert [column_letters(number) for number in (1, 26, 27, 703)] == ["A", "Z", "AA", "AAA"]


def test_cells_below_each_other_are_one_range() -> None:
    assert cells("D7", "D5", "D6", "E9", "D10") == ["D5:D7, D10, E9"]


def test_cells_side_by_side_are_one_range_only_where_asked_for() -> None:
    assert cells("Z3", "AA3", "B1") == ["B1, Z3, AA3"]
    assert cells("Z3", "AA3", "B1", across=True) == ["B1, Z3:AA3"]


def test_a_sheet_without_a_cell_joins_no_range() -> None:
    assert cells("", "A1", "A2", across=True) == [", A1:A2"]
