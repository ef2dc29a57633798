"""Excel: numbers as numbers, texts as texts and never as formulas."""

from collections.abc import Iterable
from pathlib import Path

import xlsxwriter

from tavoiteparse.source.messages import filled
from tavoiteparse.tables.files import TableError
from tavoiteparse.tables.formats import FORMATS
from tavoiteparse.tables.rows import COLUMNS, INTEGERS, NUMBERS, Row
from tavoiteparse.tables.xml_text import allowed

MOST_ROWS = 1_048_575  # of a sheet, its heading row off
CUT = " […]"
WIDE, NARROW = 40, 14
WIDE_COLUMNS = frozenset({"osio", "painopiste", "tavoite", "teko", "keinot", "toimenpide", "mittari", "selvitys"})
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


class Sheet:
    """A workbook with one sheet, its headings frozen."""

    def __init__(self, path: Path, ending: str, headings: Iterable[str]) -> None:
        self._path = path
        self._book = xlsxwriter.Workbook(str(path), {**OPTIONS, "tmpdir": str(path.parent)})  # goes with its folder
        self._sheet = self._book.add_worksheet("rivit")
        bold, self._wrapped = (
            self._book.add_format({"bold": True, "text_wrap": True}),
            self._book.add_format({"text_wrap": True}),
        )
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_landscape()
        self._sheet.repeat_rows(0)
        self._sheet.fit_to_pages(1, 0)  # all columns on a page
        for n, name in enumerate(COLUMNS):
            self._sheet.set_column(n, n, WIDE if name in WIDE_COLUMNS else NARROW)
        for n, heading in enumerate(headings):
            self._sheet.write_string(0, n, heading, bold)
        self._count = 0
        self._longest = FORMATS[ending].longest or 0

    def write(self, rows: Iterable[Row]) -> None:
        """Rows go to the file as they come. Raises TableError where a sheet is full."""
        for row in rows:
            self._count += 1
            if self._count > MOST_ROWS:
                raise TableError(
                    filled(
                        "an Excel sheet has {most} rows at most; write .parquet, .csv or .sqlite",
                        {"most": MOST_ROWS + 1},
                    )
                )
            for n, (name, value) in enumerate(row.items()):
                if value is None:
                    continue
                if name in INTEGERS or name in NUMBERS:
                    self._sheet.write_number(self._count, n, value)
                else:
                    self._sheet.write_string(self._count, n, self._cut(value), self._wrapped)

    def close(self) -> None:
        """Ends the file, with a filter over all columns."""
        self._sheet.autofilter(0, 0, max(self._count, 1), len(COLUMNS) - 1)
        self._book.close()

    def _cut(self, text: str) -> str:
        text = allowed(text)
        return text if len(text) <= self._longest else text[: self._longest - len(CUT)] + CUT
