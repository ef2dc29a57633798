"""CSV, also for Excel, and JSON Lines: the same bytes as `extract` prints."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from tavoiteparse.tables.formats import EXCEL
from tavoiteparse.tables.rows import Row, csv_header, csv_line, excel_header, excel_line, json_line

LINES: Mapping[str, tuple[Callable[[Iterable[str]], str], Callable[[Row], str]]] = MappingProxyType(
    {".csv": (csv_header, csv_line), EXCEL: (excel_header, excel_line), ".jsonl": (lambda headings: "", json_line)}
)


class Sheet:
    """A file of lines."""

    def __init__(self, path: Path, ending: str, headings: Iterable[str]) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        header, self._line = LINES[ending]
        self._file.write(header(headings))

    def write(self, rows: Iterable[Row]) -> None:
        """A line a row."""
        self._file.writelines(map(self._line, rows))

    def close(self) -> None:
        """Ends the file."""
        self._file.close()
