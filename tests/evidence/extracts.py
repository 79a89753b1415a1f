"""Cases with one row in the evidence sheet, and extracts to put beside them."""

import csv
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from auditlib.case import Case, open_case
from auditlib.evidence.connector import Extract
from auditlib.evidence.facts import Evidence
from auditlib.evidence.opening import open_evidence
from auditlib.sheets.evidence import Evidence as EvidenceRow

LEDGER = """booked_on,payee,memo,account,amount,currency
2026-07-06,NORTHGATE CLOUD SVCS,"Hosting, July",6100,4402.60,USD
2026-08-05,NORTHGATE CLOUD SVCS,"Hosting, August",6100,4388.15,USD
2026-07-08,Palisade Mail,,6110,792.00,EUR
2026-07-09,A CUSTOMER,Invoice 7,4000,-9000.00,USD
"""
SIGN_ON = """application,domain,account,last_used_on,granted_on
Gridmark,app.gridmark.example,p-02,2026-09-29,2024-01-08
Gridmark,APP.gridmark.example,p-03,2026-09-30,2024-02-12
Gridmark,app.gridmark.example,p-02,2026-09-01,2024-02-12
Brasswell,,p-05,,2023-11-06
"""
INVENTORY = """store,object_key,version_id,is_delete_marker,size_bytes,last_modified_at,is_encrypted,inventoried_at
eu,cli-01/dat-01/part-1.tar,v1,no,100,2026-01-19T16:12:40Z,yes,2026-10-02T06:00:00Z
eu,cli-01/dat-01/part-1.tar,v2,yes,0,2026-02-19T16:12:40Z,yes,2026-10-02T06:00:00Z
eu,cli-01/dat-01/sub/part-2.tar,,no,50,2026-01-20T00:30:00+02:00,no,2026-10-02T06:00:00Z
eu,cli-02/gone.tar,v2,yes,0,2026-02-19T16:12:40Z,,2026-10-02T06:00:00Z
eu,cli-03/,,no,0,2026-02-19T16:12:40Z,,2026-10-02T06:00:00Z
eu,cli-04/a.tar,,,7,2026-02-19T16:12:40Z,,2026-10-02T06:00:00Z
us,root.tar,,no,9,2026-03-01T00:00:00Z,yes,2026-10-02T06:00:00Z
"""
SCAN = """page,host,kind,name,phase,lifetime,seen_on
https://www.auxerta.example/,WWW.auxerta.example,request,,before_choice,,2026-09-22
https://www.auxerta.example/,.auxerta.example,cookie,_ga,after_accept,P24M,2026-09-22
https://www.auxerta.example/,.auxerta.example,cookie,_ga,after_accept,P24M,2026-09-22
https://www.auxerta.example/,www.auxerta.example,local_storage,theme,before_choice,,2026-09-21
https://www.auxerta.example/,www.google-analytics.com,pixel,,after_accept,,2026-09-22
"""
EXTRACTS = {
    "ledger_export": LEDGER,
    "sign_on_export": SIGN_ON,
    "storage_inventory": INVENTORY,
    "web_scan": SCAN,
}


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def a_case(folder: Path, rows: Sequence[Mapping[str, object]], period: str = "2026-Q3") -> Case:
    """A case whose register has an evidence sheet with these rows, each filled up to a plain ledger of the period."""
    folder.mkdir(exist_ok=True)
    plain = {"title": "Ledger", "kind": "ledger_export", "file_name": "ledger.csv", "collected_on": "2026-10-02"}
    with (folder / "evidence.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(EvidenceRow.columns))
        writer.writeheader()
        for number, row in enumerate(rows, start=1):
            writer.writerow({"evidence_id": f"EV-{number}", **plain, **row})
    return open_case(folder, period=period)


def put(folder: Path, name: str, content: str | bytes) -> Path:
    """A file in the evidence folder of a case."""
    path = folder / "evidence" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def opened(folder: Path, content: str | bytes, name: str = "ledger.csv", **row: object) -> Evidence:
    """The evidence of a case with one row and its file."""
    put(folder, name, content)
    return open_evidence(a_case(folder, [{"file_name": name, **row}]))


def why_unusable(folder: Path, content: str | bytes, name: str = "ledger.csv", **row: object) -> str:
    """Why the one extract of a case cannot be used; no facts may have been taken from it."""
    evidence = opened(folder, content, name, **row)
    assert not evidence.sources
    return evidence.unusable["EV-1"]


def an_extract(path: Path) -> Extract:
    return Extract("EV-1", path.name, path)


def as_parquet(content: str, path: Path, **types: str) -> Path:
    """The same table as Parquet; columns are text unless a type is given."""
    source = path.with_suffix(".source.csv")
    source.write_text(content, "utf-8")
    with duckdb.connect(":memory:") as connection:
        relation = connection.sql("SELECT * FROM read_csv($path, all_varchar = true)", params={"path": str(source)})
        cells = [
            duckdb.ColumnExpression(name).cast(types.get(name, "VARCHAR")).alias(name) for name in relation.columns
        ]
        relation.select(*cells).write_parquet(str(path))
    source.unlink()
    return path


def turned(content: str) -> str:
    """The same rows in the opposite order."""
    headings, *rows = content.splitlines(keepends=True)
    return "".join([headings, *reversed(rows)])
