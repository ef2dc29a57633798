"""Files of a folder that are not read, in a line: how many there are of each ending."""

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from tavoiteparse.source.shown import shown

MOST = 6  # endings that are named


def not_read(paths: Sequence[str]) -> str:
    """`4 not read: 2 .pdf, 1 .docx, 1 without ending`, the commonest first; empty where there are no such files."""
    if not paths:
        return ""
    counts = Counter(PurePath(path).suffix.casefold() or "without ending" for path in paths)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    named = [f"{count} {shown(ending)}" for ending, count in ordered[:MOST]]
    rest = sum(count for _, count in ordered[MOST:])
    return f"{len(paths)} not read: {', '.join([*named, *([f'{rest} of other endings'] if rest else [])])}"
