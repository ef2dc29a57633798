"""Patterns of file names, as configurations and command lines have them."""

import os
import re
from functools import lru_cache
from pathlib import Path, PurePosixPath

from tavoiteparse.source.lazy import lazy

GLOB = lazy(r"(?P<folders>(?:^|(?<=/))(?:\*\*/)+)|(?P<all>\*\*+)|\[(?P<no>!?)(?P<set>\]?[^\]/]+)\]|.", re.DOTALL)
ONE = {"*": "[^/]*", "?": "[^/]"}


def path_from(folder: Path, file: str) -> str:
    """A file's path from a folder with forward slashes, links followed where need be; `../…` if it is elsewhere."""
    for whole in (os.path.abspath, os.path.realpath):
        path, root = Path(whole(file)), Path(whole(folder))
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return Path(os.path.relpath(path, root)).as_posix()


def matches(path: str, glob: str) -> bool:
    """Whether a glob names a path with forward slashes: all of it, its last part, or a folder that it is in.

    As in .gitignore: `*` stays inside a part, `**` crosses parts; a glob with a slash before its end is about the path
    from its beginning, so that `/x` (or `./x`) is `x` at the top and `**/x` is `x` anywhere.
    """
    glob = (glob[1:] if glob.startswith("./") else glob).rstrip("/")
    parts = PurePosixPath(path.lstrip("/")).parts
    wanted = _pattern(glob.lstrip("/"))
    if "/" not in glob:
        return any(wanted.fullmatch(part) for part in parts)
    return any(wanted.fullmatch("/".join(parts[:n])) for n in range(1, len(parts) + 1))


@lru_cache(maxsize=256)
def _pattern(glob: str) -> re.Pattern[str]:
    try:
        return re.compile("".join(map(_piece, GLOB.finditer(glob))), re.DOTALL)
    except re.error:  # a set such as [z-a]
        return re.compile(re.escape(glob))


def _piece(found: re.Match[str]) -> str:
    if found["folders"]:
        return "(?:.*/)?"
    if found["set"]:
        members = "".join(one if one == "-" else re.escape(one) for one in found["set"])
        return f"(?!/)[{'^' if found['no'] else ''}{members}]"
    return ".*" if found["all"] else ONE.get(found[0]) or re.escape(found[0])
