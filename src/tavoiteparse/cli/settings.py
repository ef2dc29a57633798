"""The grammars that settings name, for commands that ask settings for nothing else.

Most folders have no settings, or none about grammars; then no more is loaded than what tells that.
"""

from pathlib import Path

from tavoiteparse.source.lazy import lazy

OWN, SHARED = "tavoiteparse.toml", "pyproject.toml"
TABLE = lazy(r"\btool[\"']?\s*\.\s*[\"']?tavoiteparse\b|^\s*\[\s*tool\s*\]")  # in a pyproject.toml that is ours too
KEY = "grammars"


def may_name_grammars() -> bool:
    """Whether settings of the current folder, or of one above it, may name grammars; a look that loads nothing."""
    try:
        here = Path.cwd()
    except OSError:  # a folder that is gone
        return False
    return any(_may_name(folder) for folder in (here, *here.parents))


def named_grammars() -> tuple[Path, ...]:
    """The grammar files that the settings nearest to the current folder name. Raises ConfigError."""
    from tavoiteparse.checking.config import find_config, load_config

    found = find_config(Path.cwd())
    return load_config(found, confined=True).grammars if found is not None else ()


def _may_name(folder: Path) -> bool:
    """Whether the settings of a folder, if it has any, may speak of grammars."""
    return KEY in _text(folder / OWN) or (KEY in (text := _text(folder / SHARED)) and TABLE.search(text) is not None)


def _text(path: Path) -> str:
    """What a file holds; nothing where it cannot be read, which those say who need it."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
