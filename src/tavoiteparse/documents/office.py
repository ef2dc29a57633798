"""Which office program a packed file is of, by what is in it."""

from importlib import import_module

from tavoiteparse.documents.converted import ConversionError, Converted
from tavoiteparse.documents.packed import Package

PARTS = {  # that tell a form, with the module that reads it
    "word/document.xml": "word",
    "xl/workbook.xml": "workbook",
    "content.xml": "opendocument",
}


def convert(data: bytes) -> Converted:
    """Reads a Word, Excel or OpenDocument file. Raises ConversionError."""
    names = Package(data, "office document").names()
    module = next((name for part, name in PARTS.items() if part in names), None)
    if module is None:
        raise ConversionError("is a ZIP archive, and no Word, Excel or OpenDocument file; unpack it")
    converted: Converted = import_module(f"tavoiteparse.documents.{module}").convert(data)
    return converted
