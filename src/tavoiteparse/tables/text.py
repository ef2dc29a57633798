"""CSV and JSON Lines: the same bytes as `extract` prints."""

from collections.abc import Iterable
from pathlib import Path

from tavoiteparse.tables.rows import Row, csv_header, csv_line, json_line


class Sheet:
    """A file of lines."""

    def __init__(self, path: Path, ending: str) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._line = csv_line if ending == ".csv" else json_line
        if ending == ".csv":
            self._file.write(csv_header())

    def write(self, rows: Iterable[Row]) -> None:
        """A line a row."""
        self._file.writelines(map(self._line, rows))

    def close(self) -> None:
        """Ends the file."""
        self._file.close()
