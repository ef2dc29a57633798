"""Start and throughput as ratios within one run: `python benchmarks/speed.py` (needs the extra `bench`).

Every figure is a whole process; A and B are run in turn and the median of the ratios is printed, so that a machine
whose speed drifts still gives a comparison. Nothing here is asserted.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "pori" / "2023-q3.txt"
PYTHON = sys.executable
PROGRAM = [PYTHON, "-m", "tavoiteparse"]

TTP = """
import json, sys
from ttp import ttp
text, template = (open(path, encoding="utf-8").read() for path in sys.argv[1:3])
parser = ttp(data=text, template=template, log_level="ERROR")
parser.parse(one=True)
for row in parser.result(structure="flat_list")[0]["kohdat"]:
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\\n")
"""
TEXTFSM = """
import json, sys, textfsm
machine = textfsm.TextFSM(open(sys.argv[2], encoding="utf-8"))
for row in machine.ParseText(open(sys.argv[1], encoding="utf-8").read()):
    sys.stdout.write(json.dumps(dict(zip(machine.header, row)), ensure_ascii=False) + "\\n")
"""


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def compare(name: str, ours: list[str], theirs: list[str], runs: int) -> None:
    """Prints the median times of both and the median of the ratios, pair by pair."""
    seconds(ours), seconds(theirs)
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(runs)]
    ratio = median(a / b for a, b in pairs)
    print(f"{name:44} {median(a for a, _ in pairs):7.3f} s {median(b for _, b in pairs):7.3f} s   ratio {ratio:5.2f}")


def grow(folder: Path, megabytes: list[float]) -> None:
    """Time and peak memory of inputs of growing size."""
    for size in megabytes:
        file = repeated(folder, size)
        taken = seconds([*PROGRAM, "extract", str(file), "-f", "jsonl", "-q"])
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024  # of the largest child so far
        print(f"{size:5.1f} MB {taken:7.2f} s {size / taken:6.2f} MB/s  peak {peak:6.0f} MB")


def repeated(folder: Path, megabytes: float) -> Path:
    text = SAMPLE.read_text(encoding="utf-8")
    file = folder / f"{megabytes}.txt"
    file.write_text(text * max(1, round(megabytes * 1e6 / len(text.encode()))), encoding="utf-8")
    return file


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        big = str(repeated(folder, 5))
        extract = [*PROGRAM, "extract"]
        imports = [PYTHON, "-c", "import typer, pydantic, regex, yaml"]
        compare("extract of one report / its imports", [*extract, str(SAMPLE), "-q"], imports, runs)
        compare("--version / import typer", [*PROGRAM, "--version"], [PYTHON, "-c", "import typer"], runs)
        rows = [*extract, big, "-f", "jsonl", "-q"]
        here = ROOT / "benchmarks"
        compare("5 MB to rows / ttp", rows, [PYTHON, "-c", TTP, big, str(here / "pori.ttp")], runs)
        compare("5 MB to rows / TextFSM", rows, [PYTHON, "-c", TEXTFSM, big, str(here / "pori.textfsm")], runs)
        grow(folder, [0.1, 1, 5, 20])


if __name__ == "__main__":
    main()
