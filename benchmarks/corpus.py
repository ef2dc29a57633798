"""F1 of rows on the corpus of invented reports, by layout and by field: `python benchmarks/corpus.py [--diff]`.

No grammar is given; rows were written by hand beside each text. A field counts as right when its text is equal after white
space and case are folded; where the rows list several readings of it, to one of them (null: it may be absent).

What a change of a rule wins and loses: `python benchmarks/corpus.py --against tests/reading/corpus/scores.yaml`.

How far to trust the program with a layout that it has not seen: `--first-run` prints the scores that texts had before any
change was made for them. `--log-first-run` adds to the log (`first_run.yaml`) those of texts whose score is not written down
yet; it is run when texts are added, before they are pinned and the reader is touched.
"""

import argparse
import re
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

import tavoiteparse

CORPUS = Path(__file__).parents[1] / "tests" / "reading" / "corpus"
SCORES = CORPUS / "scores.yaml"
FIRST_RUN = Path(__file__).parent / "first_run.yaml"
KINDS = ("right", "missing", "wrong")
# Kinds of layouts by what the names of their texts begin with.
LAYOUTS = {
    "tables with a row of headings (a1)": ("a1",),
    "forms and labels (a2, a3)": ("a2", "a3"),
    "goals in headings and lists (a4)": ("a4",),
    "figures by year (a6)": ("a6",),
    "scorecards, tables without headings, action pages (a5, a7, a11)": ("a5", "a7", "a11"),
    "what conversion damaged (b)": tuple(f"b{number}" for number in range(1, 19)),
    "Swedish reports (sv)": ("sv",),
}
FIELDS = (
    "osio", "painopiste", "tavoite_nro", "tavoite", "teko", "keinot", "toimiala", "toimenpide", "mittari_nro",
    "mittari", "lahtotaso", "tavoitetaso", "toteuma", "tila", "vastuu", "selvitys_jakso", "selvitys",
)  # fmt: skip

Row = dict[str, Any]


def fold(value: object) -> str | None:
    return " ".join(str(value).split()).casefold() if value not in (None, "") else None


def readings(value: object) -> set[str | None]:
    """The right readings of a field."""
    return {fold(one) for one in value} if isinstance(value, list) else {fold(value)}


def pairs(right: list[Row], found: list[Row]) -> list[tuple[Row, Row]]:
    """Each right row with the found row that has most in common with it, the nearest first; what is left, alone."""
    left = list(found)
    paired = []
    for row in right:
        best = max(left, key=lambda other: sum(other[f] in row[f] - {None} for f in FIELDS), default=None)
        if best is not None:
            left.remove(best)
        paired.append((row, best or dict.fromkeys(FIELDS)))
    return paired + [({field: {None} for field in FIELDS}, other) for other in left]


def score(text: Path) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Counts of right, missing and wrong values by field, and the differences in words."""
    right = [
        {f: readings(row.get(f)) for f in FIELDS}
        for row in yaml.safe_load(text.with_suffix(".yaml").read_text(encoding="utf-8"))
    ]
    raportti = tavoiteparse.read_file(text).raportti
    found = [{f: fold(row[f]) for f in FIELDS} for row in tavoiteparse.rows(raportti)]
    counts: Counter[tuple[str, str]] = Counter()
    differences = []
    for wanted, got in pairs(right, found):
        for field in FIELDS:
            if got[field] in wanted[field]:
                counts[field, "right"] += got[field] is not None
                continue
            counts[field, "missing"] += None not in wanted[field]
            counts[field, "wrong"] += got[field] is not None
            differences.append(f"    {field}: wanted {' or '.join(map(repr, wanted[field]))}, got {got[field]!r}")
    return counts, differences


def f1(counts: Counter[tuple[str, str]], field: str | None = None) -> float:
    right, missing, wrong = (
        sum(n for (f, kind), n in counts.items() if kind == wanted and field in (None, f)) for wanted in KINDS
    )
    return 2 * right / (2 * right + missing + wrong) if right + missing + wrong else 1.0


def rounded(counts: Counter[tuple[str, str]]) -> float:
    """A score as it is pinned."""
    return round(f1(counts), 4)


def texts() -> list[Path]:
    return sorted(CORPUS.glob("*.txt"))


def pinned(file: Path = SCORES) -> dict[str, float]:
    """The scores that are written down, by the name of the text."""
    return dict(yaml.safe_load(file.read_text(encoding="utf-8"))) if file.is_file() else {}


def write_pins(scores: dict[str, float]) -> None:
    """Writes the scores down; four decimals each, so that a diff of the file shows what moved."""
    lines = "".join(f"{name}: {score:.4f}\n" for name, score in sorted(scores.items()))
    head = "# F1 of each text, written by `pytest tests/reading/test_corpus.py --write-goldens`.\n"
    SCORES.write_text(head + lines, encoding="utf-8")


def moved(name: str, pin: float | None, score: float | None) -> str | None:
    """What is to be said of a text whose score is not the one that was written down."""
    if pin == score:
        return None
    if pin is None:
        return f"new   {name:40}        {score:.4f}"
    if score is None:
        return f"gone  {name:40} {pin:.4f}"
    return f"{'won ' if score > pin else 'lost'}  {name:40} {pin:.4f} → {score:.4f}  {score - pin:+.4f}"


def layout(name: str) -> str:
    """The layout that a text's name begins with."""
    return re.split(r"-", name)[0]


def first_runs() -> dict[str, Counter[tuple[str, str]]]:
    """What was right, missing and wrong in each text before any change was made for it."""
    logged = yaml.safe_load(FIRST_RUN.read_text(encoding="utf-8")) if FIRST_RUN.is_file() else {}
    return {
        name: Counter({("", kind): count for kind, count in zip(KINDS, counts, strict=True)})
        for name, counts in logged.items()
    }


def log_first_run() -> None:
    """Adds the texts that have no score written down yet, as they are read now; what stands in it is never changed."""
    logged, pins = first_runs(), pinned()
    for text in texts():
        if text.stem not in logged and text.stem not in pins:
            counts = score(text)[0]
            logged[text.stem] = Counter(
                {("", kind): sum(n for (_, other), n in counts.items() if other == kind) for kind in KINDS}
            )
    lines = "".join(
        f"{name}: [{', '.join(str(counts['', kind]) for kind in KINDS)}]\n" for name, counts in sorted(logged.items())
    )
    head = "# Values right, missing and wrong in each text before any change was made for it; `corpus.py --log-first-run`.\n"
    FIRST_RUN.write_text(head + lines, encoding="utf-8")


def first_run_lines() -> list[str]:
    """The table of the README: the scores of the log by kinds of layouts, all pooled, and decoys that gave a row."""
    logged = first_runs()
    texts = {name: counts for name, counts in logged.items() if layout(name) != "decoy"}
    lines = ["| layout | texts | F1 at first sight |", "| --- | --- | --- |"]
    for title, layouts in {**LAYOUTS, "all": tuple({layout(name) for name in texts})}.items():
        some = [counts for name, counts in texts.items() if layout(name) in layouts]
        lines.append(f"| {title} | {len(some)} | {f1(sum(some, Counter())):.2f} |")
    decoys = [counts for name, counts in logged.items() if name not in texts]
    invented = sum(counts["", "wrong"] > 0 for counts in decoys)
    return [*lines, "", f"Pages without goals: {len(decoys)}, of which {invented} gave a row."]


def compare(file: Path) -> None:
    """Prints what was won and lost since the scores were written down, a line a text, and for losses the differences."""
    pins = pinned(file)
    counts = {text.stem: score(text) for text in texts()}
    for name in sorted({*pins, *counts}):
        now = rounded(counts[name][0]) if name in counts else None
        if (line := moved(name, pins.get(name), now)) is not None:
            print(line)
            if line.startswith("lost"):
                print("\n".join(counts[name][1]))
    both = [(pins[name], rounded(counts[name][0])) for name in counts if name in pins]
    won, lost = sum(new > old for old, new in both), sum(new < old for old, new in both)
    print(f"{won} won, {lost} lost, {len(both) - won - lost} as before")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--diff", action="store_true", help="list every value that is not right")
    parser.add_argument("--against", type=Path, metavar="SCORES", help="only what moved since these were written down")
    parser.add_argument("--first-run", action="store_true", help="scores that texts had before any change for them")
    parser.add_argument("--log-first-run", action="store_true", help="add new texts, before they are pinned")
    arguments = parser.parse_args()
    if arguments.log_first_run:
        log_first_run()
    if arguments.first_run or arguments.log_first_run:
        print("\n".join(first_run_lines()))
        return
    if arguments.against is not None:
        if not arguments.against.is_file():
            parser.error(f"{arguments.against}: no such file")
        compare(arguments.against)
        return
    total: Counter[tuple[str, str]] = Counter()
    layouts: dict[str, Counter[tuple[str, str]]] = {}
    for text in texts():
        counts, differences = score(text)
        total += counts
        layouts.setdefault(layout(text.stem), Counter()).update(counts)
        print(f"{text.stem:28} {f1(counts):.3f}")
        if arguments.diff:
            print("\n".join(differences))
    print("\nby layout: " + ", ".join(f"{name} {f1(counts):.3f}" for name, counts in layouts.items()))
    print(
        "by field:  "
        + ", ".join(f"{field} {f1(total, field):.3f}" for field in FIELDS if any(f == field for f, _ in total))
    )
    print(f"pooled F1  {f1(total):.3f}")


if __name__ == "__main__":
    main()
