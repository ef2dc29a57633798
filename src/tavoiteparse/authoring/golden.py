"""A sample's golden reading: the whole report and its findings, kept beside the sample, so that a change shows."""

from pathlib import Path

from tavoiteparse.contract import render
from tavoiteparse.contract.model import SKEEMA
from tavoiteparse.contract.writer import to_text
from tavoiteparse.pipeline import Reading

SAMPLES = "samples"
FIRST = f"skeema: {SKEEMA}"  # the first words of every golden
WIDTH = 1000  # characters of a line of a finding before it is parted


def golden(reading: Reading) -> str:
    """The report, called by its path from the folder above `samples`, then its findings, as two YAML documents."""
    import yaml

    data = render.to_data(reading.raportti)
    data["lahde"]["tiedosto"] = _called(Path(reading.source.name))
    findings = [
        f"{line}:{column} {one.severity.name} {one.code}: {one.message}"
        for one in reading.diagnostics
        for line, column in [reading.source.position(one.span.start)]
    ]
    second = yaml.safe_dump(findings, allow_unicode=True, width=WIDTH)
    return f"{to_text(data)}---\n{second}"


def place(sample: Path) -> Path:
    """Where the golden of a sample stands."""
    return sample.with_suffix(".yaml")


def kept(sample: Path) -> str | None:
    """The golden that stands beside a sample; None where there is none, or a file of another kind."""
    try:
        text = place(sample).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return text if text.startswith(FIRST) else None


def _called(sample: Path) -> str:
    """`samples/pori/2026-t1.txt`, wherever the repository stands; of other texts their name alone."""
    folders = [n for n, part in enumerate(sample.parts) if part == SAMPLES]
    return "/".join(sample.parts[folders[-1] :]) if folders else sample.name
