"""What a Spark worker does with its record batches, without Spark: any bytes, batches of bounded size, faults as rows."""

import pyarrow
import pytest

import office_files
import tavoiteparse
from conftest import REPORTS
from tavoiteparse.batch import spark
from tavoiteparse.tables.rows import COLUMNS


def documents(texts: list[bytes | None], kind: pyarrow.DataType) -> pyarrow.RecordBatch:
    """Documents as Spark gives them: bytes, or bytes that it calls a text, whether they are UTF-8 or not."""
    columns = [pyarrow.array([f"d/{n}.txt" for n in range(len(texts))]), pyarrow.array(texts, pyarrow.binary())]
    if kind == pyarrow.string():
        columns[1] = columns[1].view(pyarrow.string())
    return pyarrow.RecordBatch.from_arrays([columns[0], columns[1].cast(kind)], ["path", "text"])


@pytest.mark.parametrize("kind", [pyarrow.binary(), pyarrow.string(), pyarrow.large_binary()], ids=str)
def test_a_bad_document_is_a_row(kind: pyarrow.DataType) -> None:
    good = REPORTS[0].read_bytes()
    batch = documents([b"\xe4\xe4", good, b"", None, b"Hei\n", b"{\\rtf1 \xff"], kind)
    rows = [row for batch in spark.read_batches([batch]) for row in batch.to_pylist()]
    fine = [row for row in rows if row["status"] == "ok"]
    wanted = tavoiteparse.rows(tavoiteparse.read_text(good.decode("utf-8"), name="d/1.txt").raportti)
    assert [{name: row[name] for name in COLUMNS} for row in fine] == list(wanted)
    assert [(row["path"], row["tiedosto"], row["status"], row["error"]) for row in rows if row["status"] != "ok"] == [
        ("d/0.txt", "d/0.txt", "error", "d/0.txt: is not utf-8: byte 0xE4 on line 1; try --encoding cp1252"),
        ("d/2.txt", "d/2.txt", "no-goals", "d/2.txt: the text is empty: there is nothing to read"),
        ("d/3.txt", "d/3.txt", "error", "d/3.txt: there is no text, but null"),
        ("d/4.txt", "d/4.txt", "no-goals", "d/4.txt: no goals were found; no grammar's signs are in it"),
        (
            "d/5.txt",
            "d/5.txt",
            "error",
            "d/5.txt: is an RTF file; open it in Word or LibreOffice and save it as .docx",
        ),
    ]


def test_documents_of_other_forms_are_told_by_their_bytes() -> None:
    batch = documents([office_files.word(), office_files.workbook(), office_files.opendocument()], pyarrow.binary())
    (found,) = spark.read_batches([batch])
    assert {*found.column("status").to_pylist()} == {"ok"}
    assert len({*found.column("path").to_pylist()}) == 3
    assert found.column("tavoite").to_pylist()[0] == "Yrityksiä syntyy"


def test_a_path_may_be_any_bytes_too() -> None:
    path = pyarrow.array([b"d/\xe4.txt", None], pyarrow.binary()).view(pyarrow.string())
    batch = pyarrow.RecordBatch.from_arrays([path, pyarrow.array(["", ""])], ["path", "text"])
    (found,) = spark.read_batches([batch])
    assert found.column("path").to_pylist() == ["d/\ufffd.txt", None]


def test_rows_are_given_on_in_batches_of_bounded_size() -> None:
    texts: list[bytes | None] = [*(sample.read_bytes() for sample in REPORTS)] * 20
    found = list(spark.read_batches([documents(texts, pyarrow.binary())] * 2))
    assert len(found) > 2
    assert {batch.num_rows for batch in found[:-1]} == {spark.ROWS_AT_ONCE}
    paths = [path for batch in found for path in batch.column("path").to_pylist()]
    whole = len(paths) // 2
    assert paths[:whole] == paths[whole:]
    assert list(dict.fromkeys(paths)) == [f"d/{n}.txt" for n in range(len(texts))]


def test_a_fault_of_the_program_costs_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RecursionError("too\ndeep")

    monkeypatch.setattr("tavoiteparse.pipeline.read_report", broken)
    (found,) = spark.read_batches([documents([b"x"], pyarrow.binary())])
    assert found.column("error").to_pylist() == [
        "d/0.txt: a fault of tavoiteparse: RecursionError: too deep; please report it, with the text"
    ]
