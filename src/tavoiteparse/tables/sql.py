"""SQLite and DuckDB: one table `rivit`, its columns typed."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tavoiteparse.tables.rows import COLUMNS, INTEGERS, NUMBERS, Row

TABLE = "rivit"
BATCH = 10_000  # rows that wait in memory


class Sheet:
    """A database with one table; all rows are one transaction."""

    def __init__(self, path: Path, ending: str, headings: Iterable[str]) -> None:
        self._duck = ending == ".duckdb"
        self._waiting: list[tuple[object, ...]] = []
        self._base = _connect(path, self._duck)
        number, text = ("DOUBLE", "VARCHAR") if self._duck else ("REAL", "TEXT")
        kinds = dict.fromkeys(INTEGERS, "INTEGER") | dict.fromkeys(NUMBERS, number)
        columns = ", ".join(f"{name} {kinds.get(name, text)}" for name in COLUMNS)
        self._base.execute("BEGIN")
        self._base.execute(f"CREATE TABLE {TABLE} ({columns})")

    def write(self, rows: Iterable[Row]) -> None:
        """Rows wait until a batch is full."""
        self._waiting.extend(tuple(row.values()) for row in rows)
        if len(self._waiting) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        if not self._waiting:
            return
        if self._duck:
            self._append()
        else:
            marks = ", ".join("?" * len(COLUMNS))
            self._base.executemany(f"INSERT INTO {TABLE} VALUES ({marks})", self._waiting)
        self._waiting.clear()

    def _append(self) -> None:
        """DuckDB takes a column at a time; row by row it would take a hundred times as long."""
        import pyarrow

        from tavoiteparse.tables.arrow import arrow_schema

        schema = arrow_schema()
        columns = [
            pyarrow.array(values, field.type)
            for values, field in zip(zip(*self._waiting, strict=True), schema, strict=True)
        ]
        self._base.register("coming", pyarrow.Table.from_arrays(columns, schema=schema))
        self._base.execute(f"INSERT INTO {TABLE} SELECT * FROM coming")
        self._base.unregister("coming")

    def close(self) -> None:
        """The last rows, and the end of the transaction."""
        self._flush()
        self._base.execute("COMMIT")
        self._base.close()


def _connect(path: Path, duck: bool) -> Any:
    if duck:
        import duckdb

        return duckdb.connect(str(path))
    import sqlite3

    return sqlite3.connect(path, isolation_level=None)
