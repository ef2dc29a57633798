"""Modules that the tests run less than 90 % of, each with its lines: `just cover`, which measures first.

The exit status is 1 where there is one.
"""

import sys
from pathlib import Path

from coverage import Coverage

LEAST = 90  # per cent of a module's lines


def main() -> int:
    measured = Coverage()
    measured.load()
    low = []
    ran = lines = 0
    for file in sorted(measured.get_data().measured_files()):
        _, statements, _, missing, where = measured.analysis2(file)
        ran, lines = ran + len(statements) - len(missing), lines + len(statements)
        if len(missing) * 100 > len(statements) * (100 - LEAST):
            low.append(
                f"{Path(file).relative_to(Path.cwd())}: {len(statements) - len(missing)} of {len(statements)}; not {where}"
            )
    print(f"{ran} of {lines} lines; {len(low)} modules below {LEAST} %")
    print(*low, sep="\n", end="\n" if low else "")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
