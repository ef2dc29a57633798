"""A peer's rows of a goal report as JSON lines: `python benchmarks/peers/run.py ttp|textfsm FILE`.

The templates are those that an expert of either program writes for three layouts: labelled blocks (`tavoite`), a table
(`taulukko`), tables under headings of goals (`mittarit`).
"""

import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TITLE = "Raportti\n\n"  # TTP hangs blocks under a heading of a section, and one report has none


def layout(text: str) -> str:
    """The template for a text."""
    if "\nMITTARI\t" in text:
        return "tavoite"
    return "mittarit" if "\nMittarit\t" in text else "taulukko"


def ttp_rows(text: str) -> list[dict[str, Any]]:
    """What TTP reads."""
    from ttp import ttp

    def parse(text: str) -> list[dict[str, Any]]:
        parser = ttp(template=(HERE / f"{layout(text)}.ttp").read_text(encoding="utf-8"), log_level="CRITICAL")
        parser.add_input(text)
        parser.parse(one=True)
        rows: list[dict[str, Any]] = parser.result()[0]
        return rows

    return parse(text) or parse(TITLE + text)


def textfsm_rows(text: str) -> list[dict[str, Any]]:
    """What TextFSM reads."""
    import textfsm

    with (HERE / f"{layout(text)}.textfsm").open(encoding="utf-8") as file:
        machine = textfsm.TextFSM(file)
    return [dict(zip(machine.header, row, strict=True)) for row in machine.ParseText(text)]


if __name__ == "__main__":
    peer = {"ttp": ttp_rows, "textfsm": textfsm_rows}[sys.argv[1]]
    for record in peer(Path(sys.argv[2]).read_text(encoding="utf-8")):
        print(json.dumps(record, ensure_ascii=False))
