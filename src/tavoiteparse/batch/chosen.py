"""Of a report that is there in several forms the one whose rows the table takes, as files are done one by one."""

from tavoiteparse.batch.forms import groups, rank, stem
from tavoiteparse.batch.manifest import Entry
from tavoiteparse.batch.run import Done
from tavoiteparse.storage.store import legible
from tavoiteparse.tables.rows import Row


class OneOfEach:
    """The entries of a run, and the rows that the table takes: of a report in several forms those of one."""

    def __init__(self, paths: list[str], all_forms: bool) -> None:
        """`all_forms` makes the table take every form."""
        self.entries: list[Entry] = []
        self.all_forms = all_forms
        self.left = groups(map(legible, paths))
        self.waiting: dict[str, list[tuple[int, Done]]] = {}  # by the stem, until all forms are done

    def add(self, one: Done) -> list[Row] | None:
        """Takes a file that is done; gives the rows that the table takes now, None for none yet."""
        name = stem(one.entry.path)
        waiting = self.waiting.setdefault(name, [])
        waiting.append((len(self.entries), one))
        self.entries.append(one.entry._replace(instead=None))
        if self.all_forms or self.left.get(name, 1) == 1:
            del self.waiting[name]
            return one.rows
        if len(waiting) < self.left[name]:
            return None
        _, taken = min(waiting, key=lambda item: _worth(item[1].entry))
        for at, other in self.waiting.pop(name):
            if other is not taken:
                self.entries[at] = self.entries[at]._replace(instead=taken.entry.path)
        return taken.rows


def _worth(entry: Entry) -> tuple[bool, bool, int]:
    """What makes one form be taken before another: it could be read, it has rows, it is of the better kind."""
    return entry.error is not None, entry.rows == 0, rank(entry.path)
