"""What there is below a folder, each real folder once, however many links lead to it."""

import os
from collections import deque
from pathlib import Path
from typing import NamedTuple

from tavoiteparse.source.messages import filled, translated

TEMPORARY = ".tavoiteparse-tmp"  # ending of a file that is being written


class LeftOut(NamedTuple):
    """Something below a root that was not listed, and why; `bad` where it should have been and could not."""

    path: str
    why: str
    bad: bool = False


class Listing(NamedTuple):
    """The files below a root in the order of their paths, hidden ones aside; what was left out; what a kill left."""

    files: list[str]
    left_out: list[LeftOut]
    half_written: list[str]


Folders = deque[tuple[str, str]]  # each with what the paths of its files begin with


def walk(root: Path) -> Listing:
    """Lists a folder: first what is in it, then what links to folders lead to, in the order in which they were met.

    A link to a folder that was listed already, or to one around it, is left out; so links may form any loop. A link
    that leads nowhere is named as left out and given as a file, which it may have been.
    """
    listing = Listing([], [], [])
    links: Folders = deque([(str(root), "")])
    seen: dict[str, str] = {}  # the path by which each real folder was listed
    while links:
        inside: Folders = deque([links.popleft()])
        while inside:
            folder, prefix = inside.popleft()
            real = os.path.realpath(folder)
            if real in seen:
                listing.left_out.append(
                    LeftOut(prefix.rstrip("/"), filled("the same folder as {other}", {"other": seen[real]}))
                )
                continue
            seen[real] = prefix.rstrip("/") or str(root)
            _list(folder, prefix, listing, inside, links)
    listing.files.sort()
    return listing


def _list(folder: str, prefix: str, listing: Listing, inside: Folders, links: Folders) -> None:
    """One folder: its files to the listing, its folders to those that are to be listed."""
    try:
        with os.scandir(folder) as scanned:
            entries = sorted(scanned, key=lambda entry: entry.name)
    except OSError as error:
        why = filled("cannot be listed: {why}", {"why": error.strerror or error})
        listing.left_out.append(LeftOut(prefix.rstrip("/") or folder, why, bad=True))
        return
    for entry in entries:
        path = prefix + entry.name
        if entry.name.startswith("."):
            listing.half_written.extend([path] if entry.name.endswith(TEMPORARY) else [])
        elif os.path.isdir(entry.path):  # unlike those of the entry, these do not fail on a link to itself
            (links if entry.is_symlink() else inside).append((entry.path, f"{path}/"))
        elif os.path.isfile(entry.path):
            listing.files.append(path)
        elif not os.path.exists(entry.path):
            listing.files.append(path)
            listing.left_out.append(LeftOut(path, translated("a link that leads nowhere")))
