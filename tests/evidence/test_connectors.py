"""Each connector of tables: what it reads, in any order and from either format, and what it refuses."""

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from auditlib.errors import NotAssessable
from auditlib.evidence import ledger, sign_on, storage_inventory, web_scan
from auditlib.evidence.connector import UnusableExtract, connectors, read_extract
from auditlib.evidence.sign_on import Application
from auditlib.evidence.storage_inventory import StorageInventory, StoredPrefix
from auditlib.evidence.web_scan import Sighting
from auditlib.schema.columns import Money
from tests.evidence.extracts import EXTRACTS, LEDGER, an_extract, as_parquet, turned

KINDS = sorted(EXTRACTS)
TYPED = {
    "booked_on": "DATE",
    "amount": "DOUBLE",
    "seen_on": "TIMESTAMP",
    "last_used_on": "DATE",
    "size_bytes": "BIGINT",
    "last_modified_at": "TIMESTAMPTZ",
    "inventoried_at": "TIMESTAMPTZ",
    "is_delete_marker": "BOOLEAN",
    "is_encrypted": "BOOLEAN",
}


def read(tmp_path, kind, content=None, name="extract.csv"):
    path = tmp_path / name
    path.write_text(EXTRACTS[kind] if content is None else content, "utf-8")
    return read_extract(kind, an_extract(path))


def refusal(tmp_path, kind, content):
    with pytest.raises(UnusableExtract) as raised:
        read(tmp_path, kind, content)
    return raised.value.reason


def without(content, column):
    headings, *rows = csv.reader(content.splitlines())
    place = headings.index(column)
    kept = [[cell.replace(",", "") for number, cell in enumerate(row) if number != place] for row in [headings, *rows]]
    return "".join(",".join(row) + "\n" for row in kept)


def test_a_ledger_lists_who_was_paid_and_its_totals(tmp_path):
    found = read(tmp_path, "ledger_export")
    assert found.payees == ("NORTHGATE CLOUD SVCS", "Palisade Mail")
    assert found.rows == 4
    assert found.totals == (Money(Decimal("792.00"), "EUR"), Money(Decimal("-209.25"), "USD"))
    assert (found.booked_from, found.booked_until) == (date(2026, 7, 6), date(2026, 8, 5))


def test_a_memo_is_never_taken_over(tmp_path):
    assert "Hosting" not in repr(read(tmp_path, "ledger_export"))


def test_sign_ons_are_counted_by_application(tmp_path):
    found = read(tmp_path, "sign_on_export")
    assert found.applications == (
        Application("Brasswell", "", 1, None),
        Application("Gridmark", "app.gridmark.example", 2, date(2026, 9, 30)),
    )
    assert "p-02" not in repr(found)


def test_an_inventory_is_summed_by_folder(tmp_path):
    found = read(tmp_path, "storage_inventory")
    day = date(2026, 10, 2)
    assert found.inventoried_on == day
    assert found.prefixes == (
        StoredPrefix("eu", "cli-01/dat-01", 1, 100, date(2026, 1, 19), False, day),
        StoredPrefix("eu", "cli-01/dat-01/sub", 1, 50, date(2026, 1, 19), True, day),
        StoredPrefix("eu", "cli-02", 0, 0, None, None, day),
        StoredPrefix("eu", "cli-03", 0, 0, None, None, day),
        StoredPrefix("eu", "cli-04", 1, 7, date(2026, 2, 19), None, day),
        StoredPrefix("us", "", 1, 9, date(2026, 3, 1), False, day),
    )


def test_each_folder_of_an_inventory_has_the_day_it_was_listed(tmp_path):
    heading = EXTRACTS["storage_inventory"].splitlines()[0]
    lines = ("eu,a/1.tar,,no,1,2026-01-01,yes,2026-07-01", "us,b/2.tar,,no,1,2026-01-01,yes,2026-09-01")
    found = read(tmp_path, "storage_inventory", "\n".join((heading, *lines, "")))
    assert found.inventoried_on == date(2026, 9, 1)
    assert [found.inventoried(path) for path in ("eu/a/", "eu/gone/", "us/b/", "elsewhere/")] == [
        date(2026, 7, 1), date(2026, 7, 1), date(2026, 9, 1), None,
    ]  # fmt: skip


def test_folders_below_the_fourth_are_summed_into_it(tmp_path):
    line = "eu,a/b/c/d/e/f.tar,,no,1,2026-01-01,yes,2026-10-02\n"
    found = read(tmp_path, "storage_inventory", EXTRACTS["storage_inventory"].splitlines()[0] + "\n" + line)
    assert [prefix.prefix for prefix in found.prefixes] == ["a/b/c/d"]


@pytest.mark.parametrize(
    ("path", "objects"),
    [
        ("eu/cli-01/dat-01/", 2),
        ("eu/cli-01/dat-01/sub/", 1),
        ("s3://eu/cli-01", 2),
        ("eu/cli-0/", 0),
        ("eu/cli-02/", 0),
        ("eu", 3),
        ("us/", 1),
    ],
)
def test_objects_are_counted_under_a_path(tmp_path, path, objects):
    assert read(tmp_path, "storage_inventory").objects_under(path) == objects


@pytest.mark.parametrize("path", ["elsewhere/cli-01/", "eu/a/b/c/d/e/", "eu/cli-01/dat-01/part-1.tar"])
def test_what_an_inventory_cannot_tell_is_not_assessable(tmp_path, path):
    inventory = read(tmp_path, "storage_inventory")
    assert isinstance(inventory, StorageInventory)
    with pytest.raises(NotAssessable):
        inventory.objects_under(path)


def test_a_scan_shows_cookies_keys_and_hosts(tmp_path):
    found = read(tmp_path, "web_scan")
    page = "https://www.auxerta.example/"
    cookie, key = found.sightings
    assert replace(cookie, lifetime=None) == Sighting(
        page, "auxerta.example", "cookie", "_ga", "after_accept", None, date(2026, 9, 22)
    )
    assert cookie.lifetime is not None
    assert cookie.lifetime.months == 24
    assert key == Sighting(
        page, "www.auxerta.example", "local_storage", "theme", "before_choice", None, date(2026, 9, 21)
    )
    assert found.hosts == ("auxerta.example", "www.auxerta.example", "www.google-analytics.com")
    assert found.scanned_on == date(2026, 9, 22)
    assert found.pages == ((page, "after_accept"), (page, "before_choice"))
    assert found.unused == 0


@pytest.mark.parametrize("kind", KINDS)
def test_the_order_of_rows_does_not_matter(tmp_path, kind):
    assert read(tmp_path, kind) == read(tmp_path, kind, turned(EXTRACTS[kind]))


@pytest.mark.parametrize("types", [{}, TYPED], ids=["text", "typed"])
@pytest.mark.parametrize("kind", KINDS)
def test_parquet_reads_as_csv_does(tmp_path, kind, types):
    path = as_parquet(EXTRACTS[kind], tmp_path / "extract.parquet", **types)
    assert read_extract(kind, replace(an_extract(path), name="extract.parquet")) == replace(
        read(tmp_path, kind), file="extract.parquet"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_spelling_of_headings_blank_rows_and_further_columns_do_not_matter(tmp_path, kind):
    headings, *rows = EXTRACTS[kind].splitlines()
    spelled = headings.replace("_", " ").upper() + ',"x"" ; drop table extract; --"'
    blank = "," * spelled.count(",")
    lines = ["\ufeff" + spelled, *(f"{row},more" for row in rows), blank]
    assert read(tmp_path, kind, "\r\n".join(lines)) == read(tmp_path, kind)


@pytest.mark.parametrize("mark", [";", "\t"])
def test_semicolons_and_tabs_separate_too(tmp_path, mark):
    content = EXTRACTS["sign_on_export"]
    assert read(tmp_path, "sign_on_export", content.replace(",", mark)) == read(tmp_path, "sign_on_export")


REQUIRED = [
    (kind, column.name)
    for kind, module in (
        ("ledger_export", ledger),
        ("sign_on_export", sign_on),
        ("storage_inventory", storage_inventory),
        ("web_scan", web_scan),
    )
    for column in module.COLUMNS
    if column.is_required
]


@pytest.mark.parametrize(("kind", "column"), REQUIRED)
def test_a_missing_required_column_is_named(tmp_path, kind, column):
    assert refusal(tmp_path, kind, without(EXTRACTS[kind], column)) == f"has no column “{column}”"


@pytest.mark.parametrize("column", ["version_id", "is_delete_marker", "is_encrypted"])
def test_an_optional_column_may_be_missing(tmp_path, column):
    assert read(tmp_path, "storage_inventory", without(EXTRACTS["storage_inventory"], column)).rows == 7


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("2026-07-06", "07/06/2026", "has a row whose “booked_on” is no date such as 2026-09-30"),
        ("2026-07-06", "2026-02-30", "has a row whose “booked_on” is no date such as 2026-09-30"),
        ("2026-07-06", "unknown", "has a row whose “booked_on” is no date such as 2026-09-30"),
        ("2026-0", "26-0", "has 4 rows whose “booked_on” is no date such as 2026-09-30"),
        ("2026-07-06", " ", "has a row without “booked_on”"),
        ("Palisade Mail", "\u00a0", "has a row without “payee”"),
        ("4402.60", '"4,402.60"', "has a row whose “amount” is no amount such as 1250.00"),
        ("4402.60", "1e9", "has a row whose “amount” is no amount such as 1250.00"),
        ("EUR", "euro", "has a row whose “currency” is no currency code such as EUR"),
        ("792.00,EUR", "792.00", "cannot be read as CSV: line 4 does not fit its headings"),
        ("792.00,EUR", "792.00,EUR,7", "cannot be read as CSV: line 4 does not fit its headings"),
        ("Invoice 7", '"Invoice 7', "cannot be read as CSV: line 5 does not fit its headings"),
        ("payee,memo", "payee,Payee", "has the column “payee” more than once"),
    ],
)
def test_a_ledger_that_cannot_be_read_in_full_is_not_read_at_all(tmp_path, before, after, reason):
    assert refusal(tmp_path, "ledger_export", LEDGER.replace(before, after)) == reason


@pytest.mark.parametrize(
    ("kind", "before", "after", "reason"),
    [
        ("web_scan", ",cookie,", ",biscuit,", "has 2 rows whose “kind” is none of cookie, local_storage,"),
        ("web_scan", "after_accept", "later", "has 3 rows whose “phase” is none of before_choice,"),
        ("storage_inventory", ",100,", ",some,", "has a row whose “size_bytes” is no whole number"),
        ("storage_inventory", "2026-10-02T06:00:00Z", "2026-10-02T25:00:00Z", "has 7 rows whose “inventoried_at” is"),
        ("storage_inventory", ",no,100", ",nope,100", "has a row whose “is_delete_marker” is neither yes, no nor"),
        ("sign_on_export", ",2026-09-29,", ",recently,", "has a row whose “last_used_on” is no date"),
    ],
)
def test_what_a_column_cannot_hold_is_said_and_not_quoted(tmp_path, kind, before, after, reason):
    assert refusal(tmp_path, kind, EXTRACTS[kind].replace(before, after)).startswith(reason)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rows", ["", "\n", "\n,,,,,,,\n"])
def test_headings_alone_are_no_empty_result(tmp_path, kind, rows):
    headings = EXTRACTS[kind].splitlines()[0]
    blank = rows.replace(",,,,,,,", "," * headings.count(","))
    assert refusal(tmp_path, kind, headings + blank) == "has no rows below its headings"


@pytest.mark.parametrize("content", ["", "\n \n", "\ufeff"])
def test_an_empty_file_is_said_to_be_empty(tmp_path, content):
    assert refusal(tmp_path, "ledger_export", content) == "is empty"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_file_of_another_format_is_refused(tmp_path, kind, ending):
    path = tmp_path / f"extract.{ending}"
    path.write_bytes(b"PK\x03\x04\x00\xff" + bytes(range(256)))
    with pytest.raises(UnusableExtract, match=r"is no text|cannot be read as Parquet"):
        read_extract(kind, an_extract(path))


def test_text_that_is_not_utf_8_is_refused(tmp_path):
    path = tmp_path / "ledger.csv"
    path.write_bytes(LEDGER.replace("Palisade", "Pälisade").encode("latin-1"))
    with pytest.raises(UnusableExtract, match="cannot be read as CSV: line 4"):
        read_extract("ledger_export", an_extract(path))


@pytest.mark.parametrize("name", ["it's \"q\" '; drop table x; --.csv", "a[1]*?.csv", "key=value.csv", "ünï\tcode.csv"])
def test_a_hostile_file_name_is_only_a_name(tmp_path, name):
    (tmp_path / "a1x.csv").write_text("other,file\n1,2\n", "utf-8")
    assert replace(read(tmp_path, "ledger_export", name=name), file="extract.csv") == read(tmp_path, "ledger_export")


def test_hostile_content_is_only_text(tmp_path):
    hostile = "'); COPY (SELECT 1) TO 'out.csv'; --"
    found = read(tmp_path, "ledger_export", LEDGER.replace("Palisade Mail", f'"{hostile}"'))
    assert hostile in found.payees
    assert [path.name for path in tmp_path.iterdir()] == ["extract.csv"]


def test_a_name_that_looks_missing_is_a_name(tmp_path):
    assert "NA" in read(tmp_path, "ledger_export", LEDGER.replace("Palisade Mail", "NA")).payees


def test_a_large_ledger_is_summed_in_the_database(tmp_path):
    path = tmp_path / "ledger.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("booked_on,payee,memo,account,amount,currency\n")
        for number in range(300_000):
            file.write(f"2026-07-{number % 31 + 1:02},PAYEE {number % 997},memo,6100,{number % 100}.25,USD\n")
    found = read_extract("ledger_export", an_extract(path))
    assert found.rows == 300_000
    assert len(found.payees) == 997
    assert found.totals == (Money(Decimal("14925000.00"), "USD"),)


def test_a_file_of_another_ending_has_no_connector(tmp_path):
    (tmp_path / "ledger.xlsx").write_bytes(b"PK")
    with pytest.raises(UnusableExtract, match=r"ledger_export is read from files that end in \.csv, \.parquet"):
        read_extract("ledger_export", an_extract(tmp_path / "ledger.xlsx"))


def test_no_two_connectors_read_the_same_files():
    pairs = [(connector.source.kind, ending) for connector in connectors() for ending in connector.endings]
    assert len(pairs) == len(set(pairs)) == 9


def test_columns_are_those_of_the_contract(shared):
    modules = {"web_scan": web_scan, "ledger": ledger, "sso": sign_on, "storage_inventory": storage_inventory}
    with (shared / "contract" / "extracts.csv").open(encoding="utf-8", newline="") as file:
        stated = [(row["extract"], row["column"], row["required"] == "yes") for row in csv.DictReader(file)]
    built = [(name, column.name, column.is_required) for name, module in modules.items() for column in module.COLUMNS]
    assert sorted(built) == sorted(stated)
