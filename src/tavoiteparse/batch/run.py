"""A folder of reports to a folder of data: each file read by itself, on all cores, safely and again and again."""

import errno
import shutil
import time
from collections.abc import Callable, Generator
from contextlib import closing
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from tavoiteparse.batch import manifest
from tavoiteparse.batch.forms import ENDINGS, output_of
from tavoiteparse.batch.manifest import Entry, Journal
from tavoiteparse.checking.config import Config
from tavoiteparse.checking.finding import Checked
from tavoiteparse.checking.validate import Settings, check_reading, forced_grammar, read_source, unreadable
from tavoiteparse.contract.render import to_json, to_yaml
from tavoiteparse.documents.read import Limits, ReadError, read_bytes, unforeseen
from tavoiteparse.language.grammar import find_grammar, folder, own_grammars
from tavoiteparse.pipeline import Reading, report_of
from tavoiteparse.redaction import read_redacted
from tavoiteparse.source.messages import N_, filled
from tavoiteparse.source.text import Source
from tavoiteparse.source.version import __version__
from tavoiteparse.storage.listing import LeftOut, Listing
from tavoiteparse.storage.pool import spread
from tavoiteparse.storage.same import input_at
from tavoiteparse.storage.store import SCHEME, Folder, Store, StoreError, legible
from tavoiteparse.strict.mistake import GrammarError
from tavoiteparse.tables.rows import Row, rows

SIGN, SIGN_WITHIN = b"skeema", 200  # what all data of reports begins with, and how far on it stands
FLUSH_AFTER = 1.0  # seconds between parts of the journal
OF_A_NAME = frozenset({errno.ENAMETOOLONG, errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.EILSEQ})
RENDER: dict[str, Callable[[Any], str]] = {"yaml": to_yaml, "json": lambda raportti: to_json(raportti) + "\n"}


class Plan(NamedTuple):
    """How every file of a batch is converted; small, so that it can be sent to other processes."""

    source: Store
    target: Store
    settings: Settings
    format: str = "yaml"
    positions: bool = False
    with_rows: bool = False
    with_findings: bool = False
    made_by: str = ""
    redact: bool = False
    long_names: frozenset[str] = frozenset()  # texts whose data keeps their ending in its name

    def output_of(self, path: str) -> str:
        """Where the data of a report goes."""
        return output_of(path, self.format, self.long_names)


class Done(NamedTuple):
    """One file: its entry, whether it was read now or is as it was, and what the caller asked for.

    One that is `lost` took too long, or its process was killed: another run may have more luck with the same bytes.
    """

    entry: Entry
    fresh: bool
    rows: list[Row]
    checked: Checked | None
    lost: bool = False


def maker(plan: Plan) -> str:
    """What a result depends on besides its input: program, grammars, vocabulary, settings; as a short hash."""
    settings, config = plan.settings, plan.settings.config
    rules = config.select, config.ignore, sorted(config.severity.items()), config.per_file
    chosen = plan.format, plan.positions, plan.redact, settings.encoding, settings.limits or Limits(), rules
    digest = sha256(f"{__version__}\0{chosen}".encode())
    for path in (*sorted((*folder().rglob("*.yaml"), *folder().rglob("*.csv"))), *own_grammars()):
        digest.update(path.read_bytes())
    if settings.grammar is not None:
        digest.update(find_grammar(settings.grammar).path.read_bytes())
    return digest.hexdigest()[:16]


def check_places(plan: Plan) -> None:
    """Raises StoreError where IN is no folder, or OUT is inside IN or the other way round."""
    source, target = plan.source, plan.target
    if isinstance(source, Folder) and not source.root.is_dir():
        file, none = N_("{place}: is a file; batch reads a folder, `extract` a file"), N_("{place}: no such folder")
        raise StoreError(filled(file if source.root.exists() else none, {"place": source.where}))
    if isinstance(target, Folder) and target.root.exists() and not target.root.is_dir():
        raise StoreError(
            filled(
                "{place}: is a file; OUT should be a folder, which is made where it is missing", {"place": target.where}
            )
        )
    inner, outer = _place(source), _place(target)
    if inner.startswith(outer) or outer.startswith(inner):
        raise StoreError(
            filled(
                "{place}: should stand beside {other}, not in it or around it",
                {"place": target.where, "other": source.where},
            )
        )


def prepare(target: Store) -> None:
    """Makes OUT where it is missing. Raises StoreError where nothing can be written there."""
    try:
        target.prepare()
    except OSError as error:
        said = error.strerror or error
        raise StoreError(
            filled(
                "{place}: cannot be written: {said}; choose another OUT, or make it writable",
                {"place": target.where, "said": said},
            )
        ) from None


def check_output(plan: Plan, key: str, paths: list[str]) -> None:
    """Raises StoreError where a table or report (by its `key`) would be written over an input, or over data in OUT."""
    source, target = _place(plan.source), _place(plan.target)
    if key.startswith(source) and key.removeprefix(source) in paths:
        raise StoreError(filled("{key}: is a report that is to be read; choose another name", {"key": key}))
    if isinstance(plan.source, Folder) and SCHEME not in key:
        config = plan.settings.config
        others = (plan.settings.grammar, config.path, config.baseline, *config.grammars)
        inputs = (*map(plan.source.root.joinpath, paths), *(one for one in others if one is not None))
        same = input_at(Path(key), inputs)
        if same is not None:
            raise StoreError(
                filled(
                    "{key}: would be written over the input {same}; choose another name",
                    {"key": key, "same": legible(same)},
                )
            )
    name = key.removeprefix(target)
    if key.startswith(target) and manifest.is_own(name):
        raise StoreError(filled("{key}: is where the batch keeps what it has done; choose another name", {"key": key}))
    if key.startswith(target) and any(plan.output_of(path) == name for path in paths):
        raise StoreError(filled("{key}: is where the data of a report goes; choose another name", {"key": key}))


def check_names(plan: Plan, paths: list[str]) -> None:
    """Raises StoreError where two inputs have the same output, or one has its own where the batch keeps its notes."""
    seen: dict[str, str] = {}
    for path in paths:
        output = plan.output_of(path)
        if output in seen:
            raise StoreError(
                filled(
                    "{other} and {path} would both write {output}; rename one, or leave one out with --exclude",
                    {"other": legible(seen[output]), "path": legible(path), "output": legible(output)},
                )
            )
        seen[output] = path
        if manifest.is_own(PurePosixPath(output).parts[0]):
            raise StoreError(
                filled(
                    "{path}: its data {output} would stand where the batch keeps what it has done; "
                    "rename it, or leave it out with --exclude",
                    {"path": legible(path), "output": legible(output)},
                )
            )


def _place(store: Store) -> str:
    """Where a store is, so that what is below it begins with this."""
    where = str(store.root.resolve()) if isinstance(store, Folder) else store.where
    return where.rstrip("/") + "/"


def inputs(listing: Listing, config: Config) -> list[str]:
    """The reports of a listing, in order: what the configuration includes and does not exclude."""
    if config.include or config.include_here:
        return [path for path in listing.files if config.takes(path)]
    found = [path for path in listing.files if PurePosixPath(path).suffix.casefold() in ENDINGS]
    return [path for path in found if not config.leaves_out(path)]


def left_out(listing: Listing, paths: list[str], config: Config) -> list[LeftOut]:
    """What a listing left out and the configuration does not; what is among the reports is said with these."""
    said = set(paths)
    return [one for one in listing.left_out if one.path not in said and not config.leaves_out(one.path)]


def others(listing: Listing, paths: list[str], config: Config) -> tuple[str, ...]:
    """The files of a listing that are not read and that nothing excludes."""
    taken = set(paths)
    return tuple(path for path in listing.files if path not in taken and not config.leaves_out(path))


def run(
    plan: Plan, paths: list[str], jobs: int, known: dict[str, Entry], journal: Journal, limit: float = 0
) -> Generator[Done, None, None]:
    """Every file in order; what is `known` (by its legible path) and unchanged is not read again. Raises StoreError.

    A file that takes more than `limit` seconds (0: as long as it likes) is one that cannot be read. The journal is
    written as files are done, so that a run that breaks off at any moment can be gone on with.
    """
    due = time.monotonic() + FLUSH_AFTER
    items = [(path, known.get(legible(path))) for path in paths]
    jobs = jobs if plan.source.shared and plan.target.shared else 0  # other processes would not see what is there
    try:
        with closing(spread(partial(convert, plan=plan), items, jobs, partial(_lost, plan=plan), limit)) as all_done:
            for done in all_done:
                if done.fresh:
                    journal.add(done.entry)
                if time.monotonic() > due:
                    _flush(journal, plan)
                    due = time.monotonic() + FLUSH_AFTER
                yield done
    finally:
        _flush(journal, plan)


def _flush(journal: Journal, plan: Plan) -> None:
    try:
        journal.flush()
    except OSError as error:
        raise StoreError(
            filled("{place}: cannot be written: {why}", {"place": plan.target.where, "why": error.strerror or error})
        ) from None


def check_strangers(plan: Plan, paths: list[str], names: list[str], before: dict[str, Entry]) -> None:
    """Raises StoreError where a file in OUT that no batch wrote would be written over: its manifest, or data."""
    target, there = plan.target, set(names)
    mine = {entry.output for entry in before.values()}
    strangers = [name for path in paths if (name := plan.output_of(path)) in there and legible(name) not in mine]
    bad = next((name for name in strangers if SIGN not in target.read(name, SIGN_WITHIN)), None)
    if bad is None and not before and manifest.NAME in there:
        head = target.read(manifest.NAME, SIGN_WITHIN)
        bad = manifest.NAME if head.strip() and not head.startswith(manifest.BEGIN) else None
    if bad is not None:
        said = N_("{place}/{name}: is there already and was not written by batch; move it, or choose another OUT")
        raise StoreError(filled(said, {"place": target.where, "name": legible(bad)}))


def with_output(known: dict[str, Entry], names: list[str]) -> dict[str, Entry]:
    """The entries whose data is still in OUT, by the names of its listing; the others are to be read again."""
    there = set(map(legible, names))
    return {path: entry for path, entry in known.items() if entry.output is None or entry.output in there}


def clean(target: Store, half_written: list[str]) -> None:
    """Takes away what a killed run left half written; such files are hidden and have an ending of their own."""
    if isinstance(target, Folder):
        for left in map(target.root.joinpath, half_written):
            shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink(missing_ok=True)


def convert(item: tuple[str, Entry | None], plan: Plan) -> Done:
    """One file, with its entry of an earlier run where its data is still there; mistakes go into its entry.

    Raises StoreError when nothing can be written.
    """
    path, before = item
    begun = time.perf_counter()
    most = (plan.settings.limits or Limits()).file_bytes
    try:
        data = plan.source.read(path, most + 1)
    except OSError as error:
        return _failed(path, plan, None, f"cannot be read: {error.strerror or error}", begun)
    digest = sha256(data).hexdigest() if len(data) <= most else None  # of whole files only
    made = digest, plan.made_by, legible(plan.output_of(path))
    was = (before.sha256, before.made_by, before.output or made[2]) if before is not None else None
    unchanged = digest is not None and was == made
    if before is not None and unchanged and not plan.with_rows and not plan.with_findings:
        return Done(before, False, [], None)
    try:
        return _read(path, data, before if unchanged else None, plan, begun)
    except (ReadError, GrammarError) as error:
        return _failed(path, plan, digest, str(error).removeprefix(f"{_named(path, plan)}: "), begun)
    except StoreError:
        raise
    except Exception as error:  # a fault of the program's costs a file, not the run
        return _failed(path, plan, digest, unforeseen(error), begun)


def _read(path: str, data: bytes, before: Entry | None, plan: Plan, begun: float) -> Done:
    """A file that is to be read; with its entry `before` only for its rows and findings, as its data is there."""
    named = _named(path, plan)
    source = read_bytes(data, named, plan.settings.encoding, plan.settings.limits)
    reading, redacted = _reading(source, plan)
    raportti = report_of(reading.state, reading.lines, plan.positions) if plan.with_findings else reading.raportti
    raportti.lahde.tiedosto = legible(path)  # below IN, as the manifest has it
    found = list(rows(raportti))
    given = found if plan.with_rows else []
    if before is not None:
        return Done(before, True, given, check_reading(reading, named, plan.settings) if plan.with_findings else None)
    checked = check_reading(reading, named, plan.settings)
    output = plan.output_of(path)
    text = RENDER[plan.format](raportti)
    try:
        plan.target.write(output, text.encode("utf-8"))
    except OSError as error:
        return _unwritable(path, plan, source.sha256, error, begun)
    counts = raportti.kattavuus
    severities = [finding.severity.name for finding in checked.findings]
    entry = Entry(
        legible(path), legible(output), source.sha256, plan.made_by, raportti.lahde.kielioppi, checked.goals,
        checked.indicators, len(found), counts.riveja, counts.riveja - counts.lukematta, severities.count("error"),
        severities.count("warning"), severities.count("info"), round(time.perf_counter() - begun, 4), None,
        redacted=redacted,
    )  # fmt: skip
    return Done(entry, True, given, checked if plan.with_findings else None)


def _reading(source: Source, plan: Plan) -> tuple[Reading, int | None]:
    """A report, and where names of persons are replaced how many were."""
    if not plan.redact:
        return read_source(source, plan.settings, positions=plan.with_findings), None
    return read_redacted(source, forced_grammar(plan.settings), positions=plan.with_findings)


def _named(path: str, plan: Plan) -> str:
    """A file as `validate` would name it, which settings for single files go by."""
    return legible(f"{plan.source.where.rstrip('/')}/{path}")


def _unwritable(path: str, plan: Plan, digest: str, error: OSError, begun: float) -> Done:
    """A file whose data has a name that cannot be; raises StoreError where it is the place that cannot be written."""
    output = legible(plan.output_of(path))
    said = {"place": f"{plan.target.where}/{output}", "output": output, "why": error.strerror or error}
    if error.errno not in OF_A_NAME:
        raise StoreError(filled("{place}: cannot be written: {why}", said)) from None
    failed = filled("its data {output} cannot be written: {why}; rename the one or the other", said)
    return _failed(path, plan, digest, failed, begun)


def _lost(item: tuple[str, Entry | None], said: str, plan: Plan) -> Done:
    """A file that took too long, or whose process was killed; the next run tries it again."""
    return _failed(item[0], plan, None, said, time.perf_counter())._replace(lost=True)


def _failed(path: str, plan: Plan, digest: str | None, error: str, begun: float) -> Done:
    seconds = round(time.perf_counter() - begun, 4)
    entry = Entry(legible(path), None, digest, plan.made_by, None, 0, 0, 0, 0, 0, 1, 0, 0, seconds, error)
    return Done(entry, True, [], unreadable(_named(path, plan), error) if plan.with_findings else None)
