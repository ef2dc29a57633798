"""What tests share: the samples, and the option that writes golden files anew."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*/*.txt"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-goldens", action="store_true", help="write golden files anew; read them before committing"
    )


@pytest.fixture
def write_goldens(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--write-goldens"))


def sample_id(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


# On a server the same examples each time: a failure there must be one that can be repeated.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
