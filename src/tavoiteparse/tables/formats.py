"""The formats of tables, by the ending of the file. It imports nothing of ours: the help of a command names them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Format(NamedTuple):
    """A format: the module that writes it, and the packages that it needs besides our own."""

    module: str
    needs: tuple[str, ...] = ()


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        ".csv": Format("text"),
        ".jsonl": Format("text"),
        ".parquet": Format("parquet", ("pyarrow",)),
        ".xlsx": Format("excel", ("xlsxwriter",)),
        ".sqlite": Format("sql"),
        ".db": Format("sql"),
        ".duckdb": Format("sql", ("duckdb", "pyarrow")),
    }
)
EXCEL = ".csv for Excel"  # a kind of .csv that is asked for by an option
SECOND = frozenset({".db"})  # other endings of a format, which help and README leave out
NAMED = tuple(ending for ending in FORMATS if ending not in SECOND)
