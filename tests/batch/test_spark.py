"""The reading on the real engine, in two local workers: rows equal to those of the library, bad documents are rows."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import office_files
import tavoiteparse
from conftest import REPORTS
from tavoiteparse.spark import extract_frame
from tavoiteparse.tables.rows import COLUMNS

pytestmark = [pytest.mark.spark]


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").appName("tavoiteparse")
    for key, value in {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "2",
    }.items():
        builder = builder.config(key, value)
    made = builder.getOrCreate()
    yield made
    made.stop()


@pytest.mark.parametrize("kind", ["binary", "string"])  # Spark makes a string of any bytes, UTF-8 or not
@pytest.mark.parametrize("partitions", [1, 7])
def test_rows_are_those_of_the_library(session: Any, partitions: int, kind: str) -> None:
    documents: list[tuple[str, bytes | None]] = [(str(path), path.read_bytes()) for path in REPORTS]
    documents += [("k/latin.txt", b"\xe4\xe4"), ("k/empty.txt", b""), ("k/none.txt", None)]
    frame = session.createDataFrame(documents, "path string, text binary").repartition(partitions)
    frame = frame.selectExpr("path", f"cast(text as {kind}) as text")
    found = [row.asDict() for row in extract_frame(frame).collect()]
    for path in REPORTS:
        wanted = list(tavoiteparse.rows(tavoiteparse.read_file(path).raportti))
        mine = [row for row in found if row["path"] == str(path)]
        assert [{name: row[name] for name in COLUMNS} for row in mine] == wanted
        assert {(row["status"], row["error"]) for row in mine} == {("ok", None)}
    rest = {row["path"]: row for row in found if row["status"] != "ok"}
    assert {path: row["status"] for path, row in rest.items()} == {
        "k/latin.txt": "error", "k/empty.txt": "no-goals", "k/none.txt": "error",
    }  # fmt: skip
    assert rest["k/latin.txt"]["error"] == "k/latin.txt: is not utf-8: byte 0xE4 on line 1; try --encoding cp1252"
    assert rest["k/empty.txt"]["error"] == "k/empty.txt: the text is empty: there is nothing to read"
    assert rest["k/empty.txt"]["tiedosto"] == "k/empty.txt"
    assert len(found) == sum(row["status"] == "ok" for row in found) + 3


def test_texts_are_read_like_bytes(session: Any) -> None:
    documents = [(str(REPORTS[0]), REPORTS[0].read_text(encoding="utf-8"))]
    frame = session.createDataFrame(documents, "where string, content string")
    rows = extract_frame(frame, path="where", text="content").collect()
    assert [row["mittari"] for row in rows] == [
        row["mittari"] for row in tavoiteparse.rows(tavoiteparse.read_file(REPORTS[0]).raportti)
    ]


def test_a_latin_1_file_of_the_text_source_is_a_row(session: Any, tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes("TAVOITE\tTyöllisyys\n".encode("latin-1"))
    read = session.read.option("wholetext", True).text(str(tmp_path)).selectExpr("_metadata.file_path as path", "value")
    (row,) = extract_frame(read, text="value").collect()
    assert (row["status"], row["error"]) == (
        "error",
        f"{row['path']}: is not utf-8: byte 0xF6 on line 1; try --encoding cp1252",
    )
    files = session.read.format("binaryFile").load(str(tmp_path))
    decoded = extract_frame(files.selectExpr("path", "decode(content, 'ISO-8859-1') as text")).collect()
    assert [(one["tavoite"], one["status"]) for one in decoded] == [("Työllisyys", "ok")]


def test_files_of_any_form_are_read_as_spark_gives_them(session: Any, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(office_files.word())
    (tmp_path / "b.txt").write_bytes(REPORTS[0].read_bytes())
    found = extract_frame(session.read.format("binaryFile").load(str(tmp_path))).collect()
    assert {row["path"].rpartition("/")[2]: row["status"] for row in found} == {"a.docx": "ok", "b.txt": "ok"}
    assert "Yrityksiä syntyy" in [row["tavoite"] for row in found]
