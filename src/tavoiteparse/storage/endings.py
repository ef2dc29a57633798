"""By which endings reports are known in a folder, and a line that counts the files that are none by theirs."""

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from tavoiteparse.source.messages import filled, translated
from tavoiteparse.source.shown import shown

# The forms of a report, the one first that best says where its cells end.
FORMS = (".docx", ".odt", ".xlsx", ".xlsm", ".ods", ".html", ".htm", ".csv", ".md", ".txt", ".pdf")
MOST = 6  # endings that are named


def not_read(paths: Sequence[str]) -> str:
    """`4 not read: 2 .pdf, 1 .docx, 1 without ending`, the commonest first; empty where there are no such files."""
    if not paths:
        return ""
    counts = Counter(PurePath(path).suffix.casefold() or translated("without ending") for path in paths)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    named = [f"{count} {shown(ending)}" for ending, count in ordered[:MOST]]
    rest = sum(count for _, count in ordered[MOST:])
    others = [filled("{count} of other endings", {"count": rest})] if rest else []
    return filled("{count} not read: {kinds}", {"count": len(paths), "kinds": ", ".join([*named, *others])})
