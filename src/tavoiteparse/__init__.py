"""Reads Finnish municipal goal reports into validated data, every value traced to its line.

>>> import tavoiteparse
>>> reading = tavoiteparse.read_file("report.txt")          # doctest: +SKIP
>>> reading.raportti.osiot[0].sisalto[0].tavoite            # doctest: +SKIP
>>> for row in tavoiteparse.rows(reading.raportti): ...     # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

from tavoiteparse.source.version import __version__

if TYPE_CHECKING:
    from tavoiteparse.api import read_file, read_text
    from tavoiteparse.contract.diagnostics import Diagnostic, Severity
    from tavoiteparse.contract.model import Raportti
    from tavoiteparse.contract.render import to_json, to_yaml
    from tavoiteparse.documents.read import ReadError
    from tavoiteparse.pipeline import Reading
    from tavoiteparse.strict.mistake import GrammarError
    from tavoiteparse.tables.rows import rows

_HOMES = {
    "read_file": "tavoiteparse.api",
    "read_text": "tavoiteparse.api",
    "Diagnostic": "tavoiteparse.contract.diagnostics",
    "Severity": "tavoiteparse.contract.diagnostics",
    "Reading": "tavoiteparse.pipeline",
    "ReadError": "tavoiteparse.documents.read",
    "rows": "tavoiteparse.tables.rows",
    "to_json": "tavoiteparse.contract.render",
    "to_yaml": "tavoiteparse.contract.render",
    "Raportti": "tavoiteparse.contract.model",
    "GrammarError": "tavoiteparse.strict.mistake",
}
__all__ = [
    "Diagnostic", "GrammarError", "Raportti", "ReadError", "Reading", "Severity", "__version__",
    "read_file", "read_text", "rows", "to_json", "to_yaml",
]  # fmt: skip


def __dir__() -> list[str]:
    """The public names, imported or not."""
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})


def __getattr__(name: str) -> Any:
    """Imports a public name when it is first used: `--version` needs none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module 'tavoiteparse' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
