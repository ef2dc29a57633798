"""A Frictionless data package: `datapackage.json` beside a CSV table says what its columns hold and whence they are.

The specification is that of specs.frictionlessdata.io, version 1 (tabular data package).
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tavoiteparse.source.messages import filled
from tavoiteparse.source.version import __version__
from tavoiteparse.tables.files import TableError
from tavoiteparse.tables.rows import COLUMNS, INTEGERS, NUMBERS
from tavoiteparse.tables.titles import TITLES, headings

NAME = "datapackage.json"
MADE_BY = "tavoiteparse"


def check(table: Path, excel: bool) -> None:
    """Raises TableError where a package cannot stand beside a table, or would be written over somebody else's."""
    if table.suffix.casefold() != ".csv" or excel:
        raise TableError(
            filled(
                "{table}: --package is for a plain .csv table; leave --excel out, or name one with --table",
                {"table": table},
            )
        )
    there = table.parent / NAME
    if there.exists() and not _is_ours(there):
        raise TableError(
            filled(
                "{there}: is there and was not written by tavoiteparse; move it, or put the table elsewhere",
                {"there": there},
            )
        )


def write(table: Path, sources: Sequence[str], licence: str | None, titles: str | None) -> None:
    """Writes `datapackage.json` beside a table: whole, or not at all. Raises OSError."""
    there = table.parent / NAME
    new = there.with_name(f".{NAME}.tavoiteparse-tmp")
    new.write_text(
        json.dumps(package(table.name, sources, licence, titles), ensure_ascii=False, indent=2) + "\n", "utf-8"
    )
    new.replace(there)


def package(table: str, sources: Sequence[str], licence: str | None, titles: str | None) -> dict[str, Any]:
    """The description of a table; a licence stands in it only where one was given, sources are the reports."""
    fields = [
        {"name": heading, "type": _kind(name), "title": TITLES[name].fi, "description": TITLES[name].holds}
        for name, heading in zip(COLUMNS, headings(titles), strict=True)
    ]
    found: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "tavoitteet",
        "title": "Kuntien tavoitteet, mittarit ja toteumat",
        "description": "Tavoiteraporteista luetut rivit: rivi kutakin mittaria kohti, arvot niin kuin ne on painettu.",
        "created_by": f"{MADE_BY} {__version__}",
        "sources": [{"title": path, "path": path} for path in sources],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "rivit",
                "path": table,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": fields, "missingValues": [""]},
            }
        ],
    }
    if licence is not None:
        found["licenses"] = [{"name": licence}]
    return found


def _kind(name: str) -> str:
    return "integer" if name in INTEGERS else "number" if name in NUMBERS else "string"


def _is_ours(file: Path) -> bool:
    try:
        said = json.loads(file.read_text(encoding="utf-8")).get("created_by", "")
    except (OSError, ValueError, AttributeError):
        return False
    return str(said).startswith(MADE_BY)
