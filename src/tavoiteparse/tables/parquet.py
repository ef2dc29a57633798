"""Parquet, in row groups."""

from collections.abc import Iterable
from pathlib import Path

import pyarrow
from pyarrow.parquet import ParquetWriter

from tavoiteparse.tables.arrow import arrow_schema
from tavoiteparse.tables.rows import Row

GROUP = 10_000  # rows of a row group, and the most that wait in memory


class Sheet:
    """A Parquet file."""

    def __init__(self, path: Path, ending: str, headings: Iterable[str]) -> None:
        self._schema = arrow_schema()
        self._writer = ParquetWriter(path, self._schema, compression="zstd")
        self._waiting: list[Row] = []

    def write(self, rows: Iterable[Row]) -> None:
        """Rows wait until a group is full."""
        self._waiting.extend(rows)
        while len(self._waiting) >= GROUP:
            self._flush(self._waiting[:GROUP])
            del self._waiting[:GROUP]

    def _flush(self, rows: list[Row]) -> None:
        self._writer.write_table(pyarrow.Table.from_pylist(rows, schema=self._schema))

    def close(self) -> None:
        """The last group and the footer."""
        if self._waiting:
            self._flush(self._waiting)
        self._writer.close()
