"""Damaged files of each form: `python benchmarks/fuzz.py [--files 2000] [--seed N] [--form pdf]`.

Sound files are made as the tests make them; then bytes are changed, cut out or doubled, in packed forms also inside of their
members. Each file must be read or refused with a message, never more than that. Prints, a form a line, how many were
read and refused, the longest time, the peak memory of the process (so far), and what went wrong, if anything did.
"""

import argparse
import random
import resource
import sys
import time
import traceback
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "documents"))
import made
import made_pdf

import office_files
import tavoiteparse
from tavoiteparse.documents.read import ReadError, read_bytes
from tavoiteparse.pipeline import read_report

ROOT = Path(__file__).parents[1]
SAMPLE = (ROOT / "samples" / "pori" / "2026-t1.txt").read_text(encoding="utf-8")
TABLE = [
    ["Tavoite", "Mittari", "Tavoitetaso", "Toteuma"],
    *([f"Tavoite {n}", f"Mittari {n}", str(n), "7"] for n in range(40)),
]
CSV = "\n".join(";".join(f'"{cell}; {n}"' if n % 3 else cell for n, cell in enumerate(row)) for row in TABLE).encode()
SOUND: dict[str, list[bytes]] = {
    "docx": [made.word(SAMPLE), office_files.word()],
    "odt": [made.opendocument(SAMPLE), office_files.opendocument()],
    "xlsx": [made.workbook(SAMPLE), office_files.workbook()],
    "ods": [made.sheets(SAMPLE)],
    "html": [made.web(SAMPLE)],
    "csv": [CSV],
    "pdf": [made_pdf.ruled(["# Kuhmola 2025", TABLE, "Tavoite: X"], running="Kuhmola"), made_pdf.ruled([TABLE], lines=False)],
}  # fmt: skip
PACKED = ("docx", "odt", "xlsx", "ods")
TIMES = (1, 5, 40, 400)  # how often a file is damaged


def damaged(data: bytes, seeded: random.Random) -> bytes:
    """Bytes changed, cut out, doubled or cut off."""
    broken = bytearray(data)
    for _ in range(seeded.choice(TIMES)):
        at, kind = seeded.randrange(len(broken)), seeded.random()
        if kind < 0.6:
            broken[at] = seeded.randrange(256)
        elif kind < 0.8:
            del broken[at : at + seeded.randrange(1, 60)]
        else:
            broken[at:at] = broken[at : at + seeded.randrange(1, 200)]
        if not broken:
            return b""
    return bytes(broken[: seeded.randrange(len(broken))] if seeded.random() < 0.1 else broken)


def inside(data: bytes, seeded: random.Random) -> bytes:
    """A packed file with one of its members damaged and packed again."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = seeded.choice([name for name in names if name.endswith(".xml")])
        for name in names:
            member = old.read(name)
            new.writestr(name, damaged(member, seeded) if name == chosen else member)
    return out.getvalue()


def damage_of(form: str, seeded: random.Random) -> Callable[[bytes, random.Random], bytes]:
    return inside if form in PACKED and seeded.random() < 0.7 else damaged


def run(form: str, files: int, seed: int) -> int:
    """Reads damaged files of a form; returns how many did neither end in a reading nor in a message."""
    read = refused = failed = 0
    longest = 0.0
    for n in range(files):
        seeded = random.Random(f"{form} {seed + n}")
        data = damage_of(form, seeded)(seeded.choice(SOUND[form]), seeded)
        began = time.perf_counter()
        try:
            list(tavoiteparse.rows(read_report(read_bytes(data, f"a.{form}")).raportti))
            read += 1
        except ReadError:
            refused += 1
        except Exception:  # this is what is looked for
            failed += 1
            print(f"{form}, seed {seed + n}:\n{traceback.format_exc()}")
        longest = max(longest, time.perf_counter() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{form:5} {read:5} read {refused:5} refused {failed:3} failed, longest {longest:.2f} s, memory {peak:.0f} MiB"
    )
    return failed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=2000, help="of each form")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--form", choices=SOUND, action="append")
    arguments = parser.parse_args()
    failed = [run(form, arguments.files, arguments.seed) for form in arguments.form or SOUND]
    sys.exit(any(failed))


if __name__ == "__main__":
    main()
