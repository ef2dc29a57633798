"""Whether the tests notice a threshold that is halved or doubled: `python benchmarks/thresholds.py [--only NAME]`.

A threshold is a number with a name in capitals at the top of a module, or, where reports are read, a number above two
inside a comparison or a slice. Each is changed in a copy of the source, and a fast part of the tests is run on the copy.
A threshold that may be halved and doubled unseen is one that no text shows to be right: `tests/reading/test_thresholds.py`
is the place of its witness. What is no threshold, or guards against slowness alone, is named in EXEMPT with the reason.
Exits with 1 where a change goes unseen, with 2 where the tests fail without any. All of them take some five minutes.
"""

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PACKAGE = Path("src") / "tavoiteparse"
INLINE_WINGS = ("reading", "language", "documents")
STRUCTURAL = 2  # one, a pair, the next: what an algorithm is made of
PATIENCE = 120.0  # seconds; a change that makes the tests slower than that is noticed

TESTS = (
    "tests/reading/test_thresholds.py",
    "tests/reading/test_stages.py",
    "tests/reading/test_small_documents.py",
    "tests/reading/test_diagnostics.py",
    "tests/reading/test_assemble.py",
    "tests/reading/test_golden.py",
    "tests/language/test_figures.py",
    "tests/language/test_grammar.py",
    "tests/contract/test_render.py",
    "tests/documents",
    "tests/checking/test_judgement.py",
    "tests/checking/test_rules.py",
    "tests/authoring",
    "tests/reading/test_corpus.py",
)
SLOW = (
    "tests/language/test_figures.py::test_long_texts_are_read",
    "tests/language/test_figures.py::test_any_text_has_figures_that_stand_in_it",
    "tests/language/test_figures.py::test_any_number_in_any_style_reads_back",
    "tests/language/test_grammar.py::test_a_slow_pattern_is_its_authors_mistake",
)

SHOWN = "how much is shown, not what is found"
PAUSE = "seconds between signs of life"
SPEED = "memory against speed; the same comes out"
RANK = "only its order among other ranks counts"
CODE = "a status of the operating system"
# The name of a threshold, and maybe the one way in which it need not be noticed.
EXEMPT = {
    "batch.run.SIGN_WITHIN": "how far into a file its first words are read",
    "checking.rules.measurability.LONGEST_DASH": "a window; the pattern in it says the same",
    "language.pattern.FILE_TIMEOUT": "safety: patterns of authors on a file of many lines; seconds depend on the machine",
    "authoring.explanation.LEAST_TEXT": SHOWN,
    "checking.data_file.LINES": "a range of lines has two ends",
    "checking.inputs.MOST_NAMED": SHOWN,
    "checking.reports.text.NARROWEST": SHOWN,
    "cli.console.USUAL_COLUMNS": SHOWN,
    "cli.terminal.REFRESH": PAUSE,
    "cli.validate.SOME": "how few files need no bar",
    "contract.writer.LONGEST_WORD doubled": SPEED,
    "storage.endings.MOST": SHOWN,
    "storage.lock.ATTEMPTS": "safety: two runs that take a dead one's lock at the same moment",
    "storage.pool.LOOK_AFTER": PAUSE,
    "storage.pool.PATIENCE": PAUSE,
    "storage.pool.TICK": PAUSE,
    "tables.fitting.DIGITS": "a fact: digits that every reader of a number keeps",
    "authoring.explanation.COLUMN_WIDTH": SHOWN,
    "authoring.explanation.TEXT_WIDTH": SHOWN,
    "authoring.near.NAMED": SHOWN,
    "batch.run.FLUSH_AFTER": PAUSE,
    "batch.spark.ROWS_AT_ONCE": SPEED,
    "batch.summary.WORST": SHOWN,
    "checking.data_file.MOST_MISTAKES": SHOWN,
    "checking.reports.text.BEFORE": SHOWN,
    "checking.reports.text.WIDTH": SHOWN,
    "checking.rules.agreement.WHOLE": "per cent",
    "checking.rules.measurability.FULL": "per cent",
    "checking.rules.page.WIDTH": SHOWN,
    "checking.spelling.MOST_NAMED": SHOWN,
    "cli.batch.LINE_EVERY": PAUSE,
    "cli.console.CLOSED_PIPE": CODE,
    "cli.console.FINDINGS": CODE,
    "cli.console.UNUSABLE": CODE,
    "cli.validate.PATIENCE": PAUSE,
    "documents.read.unforeseen:200": SHOWN,
    "language.header.LONGEST_ACCOUNT doubled": "speed: more words than follow an account's label are looked at in vain",
    "language.label.MOST_REMEMBERED": SPEED,
    "language.label.REMEMBERED": SPEED,
    "language.label.LONGEST_LABEL doubled": "speed: the words of no label are longer",
    "language.pattern.TIMEOUT": "safety: patterns of authors that never end; seconds depend on the machine",
    "language.values.periods._date_range:12": "months of a year",
    "language.values.periods._date_range:31": "days of a month; a date that is none is none in either reading",
    "language.values.periods._date_range:2023": "a year that is no leap year",
    "language.values.periods._kausi:12": "months of a year",
    "language.values.periods._year:4": "digits of a year",
    "language.values.periods.month_range:12": "months of a year",
    "language.values.roles.SENTENCE doubled": "speed: no sentence of an indicator is longer",
    "language.values.roles.WINDOW doubled": "speed: a figure in a long text; its own words stand nearer",
    "language.values.units.NAME_END doubled": "speed: a name of two hundred characters states its unit at its end",
    "language.values.quantities._periods:4": "digits of a year",
    "reading.assemble.blocks.LONGEST_STATUS": "speed: an account is not compared with statuses, none of which is so long",
    "reading.assemble.cells.split_numbered:60": "speed: a label and its number are shorter, however long its text",
    "reading.assemble.columns.LOOK_AHEAD": "safety: rows without headings are looked through anew for each row",
    "reading.assemble.indicators.MOST_WAITING": "safety: a block with indicators without end, a value below each",
    "reading.assemble.outline.INFERRED_RANK": RANK,
    "reading.assemble.state.MOST_NESTED": "safety: lists inside lists without end",
    "reading.assemble.state.open_section:100": RANK,
    "reading.assemble.tables.LONGEST_TOTAL": "speed: the words of a sum are shorter than what names a goal",
    "reading.assemble.tables.PART_RANK": RANK,
    "reading.choose.ENOUGH_LINES": "speed: how far a long text is looked through once some grammar fits it",
    "reading.mark.FEWEST_RIDING halved": "a row of two cells has none that rides; what is asked next says so as well",
    "reading.shape.BOLD_RANK": RANK,
    "reading.shape.html_rows.WIDEST": "safety: `colspan=999` in a page that a program wrote",
    "reading.shape.wrapped.MOST_LINES": "safety: rows that go on without end",
    "storage.pool.AHEAD": SPEED,
    "storage.pool.CHUNKS": SPEED,
    "storage.pool.FEW": SPEED,
    "storage.pool.LARGEST_CHUNK": SPEED,
    "tables.excel.MOST_ROWS": "a limit of Excel",
    "tables.excel.NARROW": SHOWN,
    "tables.excel.WIDE": SHOWN,
    "tables.parquet.GROUP": SPEED,
    "tables.sql.BATCH": SPEED,
}


class Threshold(NamedTuple):
    """A number of the source: its name, and the bytes of its line where it stands."""

    name: str
    file: Path
    line: int
    start: int
    end: int
    value: float


def is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def at_the_top(tree: ast.Module) -> Iterator[tuple[str, ast.Constant]]:
    """Names in capitals that are bound to a number, also several at once."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target, value = node.targets[0], node.value
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            target, value = node.target, node.value
        else:
            continue
        several = isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
        pairs = zip(target.elts, value.elts, strict=True) if several else [(target, value)]
        for name, number in pairs:
            if isinstance(name, ast.Name) and name.id.isupper() and is_number(number):
                yield name.id, number


def inside(tree: ast.Module) -> Iterator[tuple[str, ast.Constant]]:
    """Numbers in comparisons and slices, called by their function and value."""
    seen = set()
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for node in ast.walk(function):
            if isinstance(node, (ast.Compare, ast.Slice)):
                for number in filter(is_number, ast.walk(node)):
                    if number.value > STRUCTURAL and number not in seen:
                        seen.add(number)
                        yield f"{function.name}:{number.value}", number


def thresholds() -> list[Threshold]:
    found = []
    for file in sorted((ROOT / PACKAGE).rglob("*.py")):
        parts = file.relative_to(ROOT / PACKAGE).with_suffix("").parts
        tree = ast.parse(file.read_text(encoding="utf-8"))
        numbers = [*at_the_top(tree), *(inside(tree) if parts[0] in INLINE_WINGS else ())]
        module = ".".join(part for part in parts if part != "__init__")
        for name, number in numbers:
            if number.value:
                place = number.lineno, number.col_offset, number.end_col_offset
                found.append(Threshold(f"{module}.{name}", file.relative_to(ROOT), *place, number.value))
    return found


def changed(one: Threshold, value: float) -> bytes:
    """The source of the threshold's module with another value."""
    lines = (ROOT / one.file).read_bytes().splitlines(keepends=True)
    line = lines[one.line - 1]
    lines[one.line - 1] = line[: one.start] + repr(value).encode() + line[one.end :]
    return b"".join(lines)


def run_tests(copy: Path) -> str | None:
    """The first test that fails on a copy of the source; None where all pass."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--tb=no", *TESTS]
    command += [f"--deselect={test}" for test in SLOW]
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1", "CI": "1"}
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return f"(more than {PATIENCE:g} s)"
    if done.returncode == 0:
        return None
    failed = re.search(
        r"^(?:FAILED|ERROR) (?:\S*/)?(\S+\.py(?:::\w+)?(?:\[.*?\](?= - |$))?)", done.stdout, re.MULTILINE
    )
    return failed[1] if failed else (done.stdout + done.stderr).strip().splitlines()[-1]


def noticed(copy: Path, one: Threshold, value: float) -> str | None:
    file = copy / one.file
    for compiled in (file.parent / "__pycache__").glob(f"{file.stem}.*"):
        compiled.unlink()  # a file of the same size and second would pass for it
    file.write_bytes(changed(one, value))
    try:
        return run_tests(copy)
    finally:
        shutil.copyfile(ROOT / one.file, file)


def other_values(value: float) -> tuple[float, float]:
    return (value // 2 if isinstance(value, int) else value / 2), value * 2


def is_imported_from(copy: Path) -> bool:
    """Whether the tests would import the copy, and not an installed tavoiteparse."""
    environment = {**os.environ, "PYTHONPATH": str(copy / "src")}
    command = [sys.executable, "-c", "import tavoiteparse; print(tavoiteparse.__file__)"]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    return copy.resolve() in Path(said.strip()).resolve().parents


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="NAME", help="thresholds whose name has this pattern in it")
    parser.add_argument("--list", action="store_true", help="list thresholds and exemptions, and run nothing")
    arguments = parser.parse_args()
    found = thresholds()
    unknown = {name.split()[0] for name in EXEMPT} - {one.name for one in found}
    if unknown:
        parser.error(f"exempt, but not there: {', '.join(sorted(unknown))}")
    chosen = [one for one in found if one.name not in EXEMPT and re.search(arguments.only or "", one.name)]
    if arguments.list:
        for one in found:
            reasons = [
                f"  exempt{name.removeprefix(one.name)}: {why}"
                for name, why in EXEMPT.items()
                if name.split()[0] == one.name
            ]
            print(f"{one.name:60} {one.value:>8}{''.join(reasons)}")
        print(f"{len(chosen)} thresholds, {sum(one.name in EXEMPT for one in found)} exempt")
        return 0
    began = time.monotonic()
    survivors = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(ROOT / "grammars", copy / "grammars")
        if not is_imported_from(copy):
            parser.error("the copy of the source is not the one that Python imports")
        if (failed := run_tests(copy)) is not None:
            print(f"fails without any change: {failed}")
            return 2
        for one in chosen:
            for way, value in zip(("halved", "doubled"), other_values(one.value), strict=True):
                if f"{one.name} {way}" in EXEMPT:
                    continue
                by = noticed(copy, one, value)
                survivors += by is None
                print(f"{one.name:60} {one.value:>8} {way:8} {by or 'SURVIVES'}", flush=True)
    print(f"{len(chosen)} thresholds, {survivors} changes unseen, {time.monotonic() - began:.0f} s")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
