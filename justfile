# Tasks of this repository; `just` lists them. They use the tools of .venv, where there is one, else those of the shell.
export PATH := justfile_directory() / ".venv/bin" + ":" + env("PATH")

[private]
default:
    @just --list --unsorted

# The fast tests of reading: goldens, corpus, small documents
read:
    pytest -q tests/reading -m "not slow"

# Lint, types, and all tests that take seconds
check:
    ruff check .
    ruff format --check .
    mypy
    pytest -q -m "not slow and not wheel and not spark"

# All that continuous integration runs, in a clean clone of what is committed: it makes environments of its own
all:
    clean=$(mktemp -d) && git clone -q . "$clean" && "$clean/.ci/run" && rm -rf "$clean"

# Write goldens and all that is derived anew; read the difference before you commit it
goldens:
    pytest -q tests/language/test_ready.py tests/checking/test_rules.py tests/contract tests/reading -m "not slow" --write-goldens

# Thresholds of reading moved one by one: which of them no test holds
mutate:
    python benchmarks/thresholds.py

# How much of each module the tests run, commands and workers included; modules below 90 % are named
cover:
    coverage erase
    coverage run -m pytest -q
    coverage combine -q
    python benchmarks/cover.py
