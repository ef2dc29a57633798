"""What the program says, in the reader's language: Finnish, Swedish or English.

Messages are written in English where they arise; catalogues of gettext beside the package (`locale/`) have them in the
other languages, and are opened when the first message is said. The library speaks English until `speak` is called.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

ENGLISH = "en"
LANGUAGES = ("fi", "sv", ENGLISH)
VARIABLE = "TAVOITEPARSE_LANG"
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first one that is set counts
DOMAIN = "tavoiteparse"
FOLDER = Path(__file__).parents[1] / "locale"

_spoken = [ENGLISH]
_here: ContextVar[str | None] = ContextVar("language", default=None)  # of one thread or task, for a while


def language() -> str:
    """The language that is spoken now."""
    return _here.get() or _spoken[0]


def speak(wanted: str) -> None:
    """Speaks a language from now on. Raises ValueError for one that there is not."""
    _spoken[0] = _known(wanted)


@contextmanager
def speaking(wanted: str | None) -> Iterator[None]:
    """Speaks a language for a while, that of before where it is None. Raises ValueError for one that there is not."""
    before = _here.set(_here.get() if wanted is None else _known(wanted))
    try:
        yield
    finally:
        _here.reset(before)


def _known(wanted: str) -> str:
    if wanted not in LANGUAGES:
        raise ValueError(f"no language {wanted!r}; there are {', '.join(LANGUAGES)}")
    return wanted


def of_environment(environment: Mapping[str, str]) -> str:
    """The language that a user's environment asks for, by its text: no locale need be installed; else English."""
    for name in (VARIABLE, *LOCALE):
        if said := environment.get(name):
            found = said.replace("-", "_").split("_")[0].split(".")[0].casefold()
            return found if found in LANGUAGES else ENGLISH
    return _of_windows() if sys.platform == "win32" else ENGLISH


def _of_windows() -> str:
    """The language that a user of Windows has chosen."""
    import ctypes
    import locale

    number = getattr(ctypes, "windll").kernel32.GetUserDefaultUILanguage()  # noqa: B009 there on Windows alone
    return of_environment({"LANG": locale.windows_locale.get(number, "C")})


@cache
def _catalogue(wanted: str) -> Any:
    from gettext import translation

    return translation(DOMAIN, FOLDER, [wanted], fallback=True)


def translated(text: str) -> str:
    """A message in the language that is spoken; as it is where no catalogue has it."""
    if language() == ENGLISH or not text:
        return text
    said: str = _catalogue(language()).gettext(text)
    return said


def N_(text: str) -> str:  # noqa: N802 as gettext's tools know it
    """Marks a text that is translated where it is said, for the tool that gathers them."""
    return text


class Phrase(NamedTuple):
    """A piece of a message with its arguments, which is put into words when it is said."""

    text: str
    arguments: Mapping[str, object] = {}

    def __str__(self) -> str:
        return filled(self.text, self.arguments)


def filled(text: str, arguments: Mapping[str, object]) -> str:
    """A message in the language that is spoken, with its arguments; those that are messages themselves as well."""
    return translated(text).format(**{name: _said(value) for name, value in arguments.items()})


def _said(value: object) -> object:
    return str(value) if isinstance(value, Phrase) else value


def environment_language() -> str:
    """The language of this process's environment."""
    return of_environment(os.environ)
