"""Exports (CSV, TSV) to the text between."""

from tavoiteparse.documents.converted import Converted
from tavoiteparse.documents.read import decoded


def convert(data: bytes, name: str, encoding: str | None) -> Converted:
    """Reads an export. Raises ReadError."""
    text, encoding = decoded(data, name, encoding)
    return Converted(text, "csv", encoding=encoding)
