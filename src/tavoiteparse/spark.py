"""The same reading on Apache Spark: a few lines around `DataFrame.mapInArrow`. Needs the extra `spark`."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any

STATUS, ERROR = "status", "error"
OK, NO_GOALS, FAILED = "ok", "no-goals", "error"


def extract_frame(df: Any, path: str = "path", text: str = "text") -> Any:
    """One row for each indicator of each document, as `tavoiteparse.rows` gives them.

    `df` is a DataFrame with a column of paths and one of texts, or of bytes, which are decoded as files are. The first
    column that comes out is the document's path, the last are `status` (`ok`, `no-goals`, `error`) and `error`: a
    document without goals, or one whose bytes cannot be decoded, is one row and not a failed job. In a column of texts
    bytes that are no UTF-8 still fail the job: give such documents as bytes. No session is made here.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    schema = frame_schema()

    def read(batches: Iterable[Any]) -> Iterator[Any]:
        import pyarrow

        for batch in batches:
            paths, texts = batch.column(0).to_pylist(), batch.column(1).to_pylist()
            rows = [row for one, content in zip(paths, texts, strict=True) for row in _rows(one, content)]
            yield pyarrow.RecordBatch.from_pylist(rows, schema=schema)

    return df.select(path, text).mapInArrow(read, from_arrow_schema(schema))


def frame_schema() -> Any:
    """The Arrow schema of what `extract_frame` gives: the contract's columns, with path, status and error around."""
    import pyarrow

    from tavoiteparse.tables.arrow import arrow_schema

    text = pyarrow.string()
    around = [pyarrow.field(name, text) for name in ("path", STATUS, ERROR)]
    return pyarrow.schema([around[0], *arrow_schema(), *around[1:]])


def _rows(path: str | None, content: str | bytes | None) -> Iterator[dict[str, object]]:
    """The rows of one document, or the one row that says why there are none."""
    from tavoiteparse.pipeline import read_report
    from tavoiteparse.read import ReadError, read_bytes, read_string
    from tavoiteparse.render import rows

    name = PurePath(path or "").name
    alone: dict[str, object] = {"path": path, "tiedosto": name}
    if content is None:
        yield alone | {STATUS: FAILED, ERROR: "there is no text"}
        return
    try:
        source = read_string(content, name) if isinstance(content, str) else read_bytes(bytes(content), name)
        found = list(rows(read_report(source).raportti))
    except ReadError as error:
        yield alone | {STATUS: FAILED, ERROR: str(error)}
        return
    for row in found:
        yield {"path": path, **row, STATUS: OK, ERROR: None}
    if not found:
        yield alone | {STATUS: NO_GOALS, ERROR: None}
