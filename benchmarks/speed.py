"""Start, throughput and memory as ratios within one run: `python benchmarks/speed.py` (needs the extra `bench`).

Every figure is the CPU time of a whole process on a text of which no line comes twice (`unique_text.py`), so that nothing
is won by remembering. A and B are run in turn and the median of the ratios is printed, so that a machine whose speed
drifts still gives a comparison. Nothing here is asserted.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
HERE = ROOT / "benchmarks"
SAMPLES = {
    "pori, blocks": ("samples/pori/2023-q3.txt", True),
    "pori, short": ("samples/pori/2026-t1.txt", True),
    "salo": ("samples/salo/2023-toimintasuunnitelma.txt", True),
    "pohjois-karjala": ("samples/pohjois-karjala/2026-q1.txt", True),
    "porvoo": ("samples/porvoo/2023-jarjestamissuunnitelma.txt", False),
    "columns by spaces": ("tests/reading/corpus/a1-valilyonnit-pdf.txt", False),
    "HTML": ("tests/reading/corpus/a1-seurakuntayhtyma-html.txt", False),
}
EXTRACT = [sys.executable, "-m", "tavoiteparse", "extract"]
SMALL = "samples/pori/2026-t1.txt"
COLLECTED = """
import gc, sys, time
import tavoiteparse
text = open(sys.argv[1], encoding="utf-8").read()
tavoiteparse.read_text("Tavoite\\tMittari\\nA\\tB\\n")
if sys.argv[2] == "off":
    gc.disable()
began = time.process_time()
tavoiteparse.read_text(text)
print(time.process_time() - began)
"""


def used(command: list[str]) -> tuple[float, float, int]:
    """CPU seconds of a process, its peak memory in MiB, and how many lines it printed."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, cwd=ROOT)
        _, _, usage = os.wait4(process.pid, 0)
        out.seek(0)
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out.read().count(b"\n")


def pairs(ours: list[str], theirs: list[str], runs: int) -> tuple[float, float, float]:
    """The median times of both, and of the ratios of pairs: theirs to ours, more is quicker."""
    found = [(used(ours)[0], used(theirs)[0]) for _ in range(runs)]
    return median(a for a, _ in found), median(b for _, b in found), median(b / a for a, b in found)


def unique(folder: Path, sample: str, megabytes: float) -> Path:
    """A sample repeated to a size with words and figures of its own in every copy."""
    made = subprocess.run(
        [sys.executable, str(HERE / "unique_text.py"), str(ROOT / sample), str(megabytes)],
        capture_output=True,
        check=True,
    )
    file = folder / f"{Path(sample).stem}-{megabytes}.txt"
    file.write_bytes(made.stdout)
    return file


def throughput(folder: Path, megabytes: float, runs: int) -> None:
    """Microseconds a line of each layout, beside the peers where they have a template, each with its rows counted."""
    start = used([*EXTRACT, SMALL, "-f", "jsonl", "-q"])[1]
    print(f"{'layout':20} {'µs a line':>9} {'rows':>7} {'MiB a MB':>9}   {'× TTP (rows)':>20} {'× TextFSM (rows)':>20}")
    for name, (sample, peers) in SAMPLES.items():
        file = unique(folder, sample, megabytes)
        lines = file.read_bytes().count(b"\n")
        ours = [*EXTRACT, str(file), "-f", "jsonl", "-q"]
        seconds, peak, rows = used(ours)
        shown = []
        for peer in ("ttp", "textfsm") if peers else ():
            theirs = [sys.executable, str(HERE / "peers" / "run.py"), peer, str(file)]
            seconds, _, ratio = pairs(ours, theirs, runs)
            shown.append(f"{ratio:.2f} ({used(theirs)[2]})")
        memory = (peak - start) / (file.stat().st_size / 1e6)
        columns = " ".join(f"{one:>20}" for one in shown)
        print(f"{name:20} {seconds / lines * 1e6:9.1f} {rows:7} {memory:9.1f}   {columns}")


def beginning(runs: int) -> None:
    """What a start costs beside what it cannot do without."""
    typer = [sys.executable, "-c", "import typer"]
    for name, ours in (
        ("cold extract of pori/2026-t1", [*EXTRACT, SMALL, "-q"]),
        ("--version", [sys.executable, "-m", "tavoiteparse", "--version"]),
    ):
        a, b, ratio = pairs(ours, typer, runs)
        print(f"{name} / import typer: {1 / ratio:.2f}  ({a * 1000:.0f} ms, {b * 1000:.0f} ms)")


def library(folder: Path, runs: int) -> None:
    """How much longer a reading takes where the caller's collector runs."""
    file = unique(folder, SMALL, 1)
    times: dict[str, list[float]] = {"on": [], "off": []}
    for _ in range(runs):
        for state, found in times.items():
            done = subprocess.run(
                [sys.executable, "-c", COLLECTED, str(file), state], capture_output=True, check=True, cwd=ROOT
            )
            found.append(float(done.stdout))
    print(f"library, collector on / off: {median(times['on']) / median(times['off']):.2f}")


def folder_of_reports(folder: Path, runs: int) -> None:
    """A batch of 500 small files, and two jobs beside one."""
    source = folder / "reports"
    source.mkdir()
    text = (ROOT / SMALL).read_text(encoding="utf-8")
    for n in range(500):
        (source / f"{n}.txt").write_text(f"{text}\nKappale {n}\n", encoding="utf-8")
    batch = [sys.executable, "-m", "tavoiteparse", "batch", str(source)]
    times: dict[int, list[float]] = {1: [], 2: []}
    for run in range(runs):
        for jobs, found in times.items():
            began = os.times().elapsed
            subprocess.run(
                [*batch, str(folder / f"out-{jobs}-{run}"), "--jobs", str(jobs)], capture_output=True, check=True
            )
            found.append(os.times().elapsed - began)
    print(f"batch, {len(text.encode()) / 1000:.0f} kB a file, YAML: {median(times[1]) * 2:.1f} ms a file")
    print(
        f"two jobs against one, 500 files: {median(a / b for a, b in zip(times[1], times[2], strict=True)):.2f} times"
    )


def main() -> None:
    """Prints all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--megabytes", type=float, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        beginning(4 * options.runs)
        throughput(folder, options.megabytes, options.runs)
        library(folder, options.runs)
        folder_of_reports(folder, min(options.runs, 3))


if __name__ == "__main__":
    main()
