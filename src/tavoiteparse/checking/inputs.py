"""What a command line asks to check: files as named, and of folders what is to be taken; what is left is said."""

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path, PurePath
from typing import NamedTuple

from tavoiteparse.checking.config import Config
from tavoiteparse.checking.data_names import SUFFIXES, is_input, texts_of
from tavoiteparse.documents.read import Limits
from tavoiteparse.source.messages import N_, Phrase, filled
from tavoiteparse.source.shown import shown
from tavoiteparse.storage.endings import not_read
from tavoiteparse.storage.store import Folder

MOST_NAMED = 5  # of files that are no reports


class Inputs(NamedTuple):
    """The files to check, each once; `found` are those of them that no path names, only a folder.

    Of the files of folders `others` are not taken, and `data` is not, as the texts that it was made from are checked;
    `closed` are folders inside these that cannot be listed, and why.
    """

    files: list[str]
    found: frozenset[str]
    others: list[str]
    data: list[str]
    closed: list[tuple[str, str]]

    def left_out(self, no_reports: Sequence[str]) -> list[str]:
        """What of the folders was not checked, a line each."""
        lines = [not_read(self.others)]
        if self.data:
            one = N_("{count} data file left out: the texts that they were made from are checked")
            several = N_("{count} data files left out: the texts that they were made from are checked")
            lines.append(filled(one if len(self.data) == 1 else several, {"count": len(self.data)}))
        if no_reports:
            rest = len(no_reports) - MOST_NAMED
            more = Phrase(" and {count} more", {"count": rest}) if rest > 0 else ""
            named = ", ".join(map(shown, no_reports[:MOST_NAMED]))
            lines.append(filled("no report: {names}{more}", {"names": named, "more": more}))
        return [line for line in lines if line]


def expand(paths: list[str], config: Config, force_exclude: bool = False) -> Inputs:
    """The files of a command line: as named, and folders by what the configuration includes. Each file once.

    With `force_exclude` what is excluded is left out also where it is named, as hooks that name every file need it.

    Raises OSError for a named folder that cannot be listed.
    """
    seen: dict[str, str] = {}
    named: set[str] = set()
    others: list[str] = []
    closed: list[tuple[str, str]] = []
    for path in paths:
        if force_exclude and path != "-" and config.leaves_out(path.removeprefix("./")):
            continue
        if path != "-" and os.path.isdir(path):
            taken, left, shut = _of_folder(path, config)
            others += left
            closed += shut
        else:
            taken = [path]
            named.add(_real(path))
        for one in taken:
            seen.setdefault(_real(one), one)
    found = {one for real, one in seen.items() if real not in named}
    data = _data_of_texts([*seen.values()], found)
    return Inputs(
        [one for one in seen.values() if one not in data], frozenset(found - data), others, sorted(data), closed
    )


def _real(path: str) -> str:
    return path if path == "-" else os.path.realpath(path)


def _of_folder(path: str, config: Config) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """Of a folder: the files that are taken, those that are not and not excluded either, folders that are closed."""
    inside = path.removeprefix("./") if path != "./" else "."
    prefix = "" if inside in ("", ".") else f"{inside.rstrip('/')}/"
    listing = Folder(path).listing()
    bad = [left for left in listing.left_out if left.bad]
    for left in bad:
        if left.path == path or not listing.files:
            raise OSError(0, left.why, left.path)
    taken, others = [], []
    for name in listing.files:
        file = prefix + name
        if config.takes(file) and is_input(file):
            taken.append(file)
        elif not config.leaves_out(file):
            others.append(file)
    return taken, others, [(prefix + left.path, left.why) for left in bad]


def _data_of_texts(files: list[str], found: set[str]) -> set[str]:
    """The data files of folders whose texts, all of them, are among the files: the same bytes, by their hash."""
    data = [file for file in files if file in found and PurePath(file).suffix.casefold() in SUFFIXES]
    if not data:
        return set()
    texts = {_hash(file) for file in files if PurePath(file).suffix.casefold() not in SUFFIXES and file != "-"}
    return {file for file in data if (made_of := texts_of(file)) and made_of <= texts}


def _hash(path: str) -> str:
    try:
        with Path(path).open("rb") as file:
            return sha256(file.read(Limits().file_bytes)).hexdigest()
    except OSError:
        return ""  # which is said when it is read
