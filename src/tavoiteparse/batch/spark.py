"""The same reading on Apache Spark: a few lines around `DataFrame.mapInArrow`. Needs the extra `spark`."""

from collections.abc import Iterable, Iterator
from typing import Any

STATUS, ERROR = "status", "error"
TEXT, CONTENT = "text", "content"
OK, NO_GOALS, FAILED = "ok", "no-goals", "error"
ROWS_AT_ONCE = 500  # of a record batch that is given on, so that a worker never holds those of a whole one of Spark's


def extract_frame(df: Any, path: str = "path", text: str | None = None) -> Any:
    """One row for each indicator of each document, as `tavoiteparse.rows` gives them.

    `df` is a DataFrame with a column of paths and one of texts, or of bytes, which may be those of a PDF, Word, Excel …
    file; both are read as files are. Without `text` that is the column `text`, or `content` where there is none, as
    `spark.read.format("binaryFile")` gives it. The first column that comes out is the document's path, the last are
    `status` (`ok`, `no-goals`, `error`) and `error`, which says why there are no goals: such a document is one row, and
    never a failed job. No session is made here.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    if text is None:
        text = TEXT if TEXT in df.columns else CONTENT
    return df.select(path, text).mapInArrow(read_batches, from_arrow_schema(frame_schema()))


def frame_schema() -> Any:
    """The Arrow schema of what `extract_frame` gives: the contract's columns, with path, status and error around."""
    import pyarrow

    from tavoiteparse.tables.arrow import arrow_schema

    text = pyarrow.string()
    around = [pyarrow.field(name, text) for name in ("path", STATUS, ERROR)]
    return pyarrow.schema([around[0], *arrow_schema(), *around[1:]])


def read_batches(batches: Iterable[Any]) -> Iterator[Any]:
    """What a worker does: record batches of documents (path, text) to record batches of rows, none of them large."""
    import pyarrow

    schema = frame_schema()
    waiting: list[dict[str, object]] = []
    for batch in batches:
        paths, texts = _as_bytes(batch.column(0)), _as_bytes(batch.column(1))
        for path, text in zip(paths, texts, strict=True):
            for row in _rows(path.as_py(), text.as_py()):
                waiting.append(row)
                if len(waiting) == ROWS_AT_ONCE:
                    yield pyarrow.RecordBatch.from_pylist(waiting, schema=schema)
                    waiting = []
    if waiting:
        yield pyarrow.RecordBatch.from_pylist(waiting, schema=schema)


def _as_bytes(column: Any) -> Any:
    """A column of texts as the bytes they are made of: Spark does not see to it that these are UTF-8."""
    import pyarrow

    return column.cast(pyarrow.large_binary())


def _rows(path: bytes | None, data: bytes | None) -> Iterator[dict[str, object]]:
    """The rows of one document, or the one row that says why there are none."""
    from tavoiteparse.contract.diagnostics import WITHOUT_GOALS
    from tavoiteparse.documents.read import ReadError, read_bytes, unforeseen
    from tavoiteparse.pipeline import read_report
    from tavoiteparse.source.text import as_given
    from tavoiteparse.tables.fitting import fitted
    from tavoiteparse.tables.formats import FORMATS
    from tavoiteparse.tables.rows import rows

    where = None if path is None else path.decode("utf-8", "replace")
    name = as_given(where or "")
    alone: dict[str, object] = {"path": where, "tiedosto": name}
    if data is None:
        yield alone | {STATUS: FAILED, ERROR: f"{name}: there is no text, but null"}
        return
    try:
        reading = read_report(read_bytes(data, name))
        found = list(rows(reading.raportti))
    except ReadError as error:
        yield alone | {STATUS: FAILED, ERROR: str(error)}
        return
    except Exception as error:  # a fault of the program's costs a document, not the job
        yield alone | {STATUS: FAILED, ERROR: f"{name}: {unforeseen(error)}"}
        return
    for row in found:
        notes: list[str] = []
        held = fitted(row, FORMATS[".parquet"], notes.append)
        yield {"path": where, **held, STATUS: OK, ERROR: "; ".join(notes) or None}
    if not found:
        why = next(one for one in reading.diagnostics if one.code in WITHOUT_GOALS)
        yield alone | {STATUS: NO_GOALS, ERROR: f"{name}: {why.message}"}
