"""The row contract as an Arrow schema: of Parquet files, and of what comes out of Spark."""

from typing import Any

import pyarrow

from tavoiteparse.contract.model import SKEEMA
from tavoiteparse.tables.rows import COLUMNS, INTEGERS, NUMBERS


def arrow_schema() -> Any:
    """Texts, 32-bit integers and 64-bit numbers; every column may be null."""
    kinds = {name: pyarrow.int32() for name in INTEGERS} | {name: pyarrow.float64() for name in NUMBERS}
    fields = [pyarrow.field(name, kinds.get(name, pyarrow.string())) for name in COLUMNS]
    return pyarrow.schema(fields, metadata={"skeema": SKEEMA})
