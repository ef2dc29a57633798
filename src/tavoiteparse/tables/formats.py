"""The formats of tables, by the ending of the file. It imports nothing of ours: the help of a command names them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Format(NamedTuple):
    """A format: the module that writes it, the packages that it needs besides our own, and what its cells hold.

    A `typed` one has cells for numbers, which not every number fits into; `longest` is the most characters of a text.
    """

    module: str
    needs: tuple[str, ...] = ()
    typed: bool = True
    longest: int | None = None


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        ".csv": Format("text", typed=False),
        ".jsonl": Format("text", typed=False),
        ".parquet": Format("parquet", ("pyarrow",)),
        ".xlsx": Format("excel", ("xlsxwriter",), longest=32_767),
        ".sqlite": Format("sql"),
        ".db": Format("sql"),
        ".duckdb": Format("sql", ("duckdb", "pyarrow")),
    }
)
EXCEL = ".csv for Excel"  # a kind of .csv that is asked for by an option
SECOND = frozenset({".db"})  # other endings of a format, which help and README leave out
NAMED = tuple(ending for ending in FORMATS if ending not in SECOND)
