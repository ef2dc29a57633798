"""`tavoiteparse grammars`: what can be read without writing a grammar, and the tools for writing one."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tavoiteparse.cli import console
from tavoiteparse.cli.terminal import colours
from tavoiteparse.source.messages import filled

if TYPE_CHECKING:
    from tavoiteparse.authoring.proof import Proof
    from tavoiteparse.language.grammar import Grammar
    from tavoiteparse.pipeline import Reading
    from tavoiteparse.source.text import Source

app = typer.Typer(
    name="grammars",
    help="List the grammars; draft, show and check one.",
    epilog=console.examples("tavoiteparse grammars", "tavoiteparse grammars show pori"),
    add_completion=False,
    rich_markup_mode=None,
)
CORPUS = Path("tests", "reading", "corpus")  # below the repository: reports that no grammar but the general one reads
MOST_WARNINGS = 5  # texts of the corpus that are named


@app.callback(invoke_without_command=True)
def list_grammars(context: typer.Context) -> None:
    """List the grammars: what each reads, how it is recognised, and a sample."""
    if context.invoked_subcommand is not None:
        return
    console.choose_grammar(None)  # ends with status 2 where a shipped grammar is damaged
    from tavoiteparse.language.grammar import folder, grammars

    bold = colours(sys.stdout)
    lines = []
    for name, grammar in grammars().items():
        lines.append(typer.style(name, bold=True) if bold else name)
        lines.append(f"  reads:  {' '.join(grammar.file.reads.split())}")
        lines += [f"  sign:   {sign.why}" for sign in grammar.file.signs] or ["  sign:   none; used when no other fits"]
        if grammar.file.sample is not None:
            lines.append(f"  sample: samples/{grammar.file.sample}")
        if grammar.path.parent == folder():
            lines.append(f"  file:   {folder().name}/{grammar.path.name}\n")
        else:
            lines.append(f"  file:   {grammar.path} (your own)\n")
    console.show("\n".join(lines))


@app.command(epilog=console.examples("tavoiteparse grammars show pori"))
def show(grammar: str = typer.Argument(metavar="NAME|FILE", help="A grammar.")) -> None:
    """Print a grammar: the file to copy from."""
    chosen = console.choose_grammar(grammar)
    assert chosen is not None
    console.write([chosen.path.read_text(encoding="utf-8-sig")], None)


@app.command(epilog=console.examples("tavoiteparse grammars new report.txt -o mine.yaml"))
def new(
    sample: str = typer.Argument(metavar="SAMPLE", help="A report as text."),
    name: str | None = typer.Option(None, "--name", "-n", help="Name of the grammar; by default the sample's."),
    output: Path | None = typer.Option(None, "--output", "-o", help="Write to this file instead of standard output."),
    encoding: str | None = typer.Option(None, "--encoding", "-e", help="Encoding of the sample, such as cp1252."),
    force: bool = typer.Option(False, "--force", help="Write over a file that is there."),
) -> None:
    """Draft a grammar from a report.

    The draft is made of what the general grammar sees in it.
    """
    console.refuse_inputs("--output", output, [sample])
    if output is not None and output.is_file() and not force:
        console.stop(
            filled(
                "--output {output}: is there already; give --force to write over it, or another name",
                {"output": output},
            )
        )
    from tavoiteparse.reading.choose import GENERAL

    reading = console.read_one(sample, console.choose_grammar(GENERAL), encoding, None, positions=False)
    if reading is None:
        raise typer.Exit(console.UNUSABLE)
    from tavoiteparse.authoring.sketch import sketch

    path = Path(sample)
    called = name or "-".join("".join(c if c.isalnum() else " " for c in path.stem.casefold()).split()) or "uusi"
    console.write([sketch(reading, called, f"{called}/{path.name}")], output)


@app.command(epilog=console.examples("tavoiteparse grammars check pori"))
def check(
    grammar: str = typer.Argument(metavar="FILE", help="A grammar file, or the name of a shipped grammar."),
    samples: list[str] = typer.Option(
        [],
        "--sample",
        "-s",
        metavar="TEXT",
        help="A report that it reads; may be repeated. By default its own samples.",
    ),
    encoding: str | None = typer.Option(None, "--encoding", "-e", help="Encoding of the samples, such as cp1252."),
    write_golden: bool = typer.Option(
        False, "--write-golden", help="Keep each sample's reading beside it, as a .yaml of its name."
    ),
) -> None:
    """Check a grammar against samples.

    Every rule that fires is printed with its first line, and every one that does not, and texts of other families that
    it would take. A golden reading beside a sample is compared. Exit status: 0 all rules fire and the samples are read,
    1 a rule is dead, a sample is not read well or another's sample is taken, 2 the grammar or a sample cannot be used.
    """
    chosen = console.choose_grammar(grammar)
    assert chosen is not None
    texts = samples or _own_samples(chosen)
    if not texts:
        console.fail(
            filled(
                "{called}: no sample to check it by; name one with --sample, or in its key `sample`",
                {"called": chosen.called},
            )
        )
        raise typer.Exit(console.UNUSABLE)
    if write_golden:
        _refuse_others(texts)
    found = [console.read_one(text, chosen, encoding, None, positions=False) for text in texts]
    readings = [reading for reading in found if reading is not None]
    if len(readings) < len(texts):
        raise typer.Exit(console.UNUSABLE)
    from tavoiteparse.authoring.proof import prove, taken

    proof = prove(chosen, readings)
    proof.troubles.extend(_goldens(readings, write_golden))
    if chosen.file.signs:
        others, corpus = _of_others(chosen, texts)
        proof.troubles.extend(taken(chosen, _sources(others)))
        proof.warnings.extend(taken(chosen, _sources(corpus)))
    console.write([_told(chosen, proof, len(texts))], None)
    raise typer.Exit(console.FINDINGS if proof.dead or proof.troubles else console.CLEAN)


def _own_samples(grammar: "Grammar") -> list[str]:
    """All texts of the grammar's folder of samples, and the one it names: beside the file or below `samples/`."""
    roots = (Path("samples"), grammar.path.parent, grammar.path.absolute().parent.parent / "samples")
    named = [root / grammar.file.sample for root in roots] if grammar.file.sample is not None else []
    found = [path for root in roots for path in sorted((root / grammar.name).glob("*.txt"))]
    seen = {path.resolve(): path for path in reversed([*named, *found]) if path.is_file()}
    return sorted(map(str, seen.values()))


def _refuse_others(texts: list[str]) -> None:
    """Ends with status 2 where a golden would be written over a file that is none, as over the grammar itself."""
    from tavoiteparse.authoring.golden import kept, place

    for text in map(Path, texts):
        if place(text).exists() and kept(text) is None:
            console.stop(
                filled(
                    "--write-golden: {place} is no golden reading; put the sample into a folder of its own",
                    {"place": place(text)},
                )
            )


def _goldens(readings: "list[Reading]", write: bool) -> "Iterator[str]":
    """Writes the golden readings, or says which of those that are there are no longer what is read."""
    from tavoiteparse.authoring.golden import golden, kept, place

    for reading in readings:
        sample = Path(reading.source.name)
        if write:
            console.write([golden(reading)], place(sample))
        elif kept(sample) not in (None, golden(reading)):
            yield f"{sample}: is not read as its golden {place(sample)}; read the change, then --write-golden"


def _of_others(grammar: "Grammar", texts: list[str]) -> tuple[list[Path], list[Path]]:
    """The samples of the other grammars, and the texts of the corpus where the program stands in its repository."""
    from tavoiteparse.language.grammar import folder, grammars

    own = {Path(text).resolve() for text in (*texts, *_own_samples(grammar))}
    samples = [Path(text) for name, one in grammars().items() if name != grammar.name for text in _own_samples(one)]
    corpus = sorted((folder().parent / CORPUS).glob("*.txt"))
    return [path for path in samples if path.resolve() not in own], corpus


def _sources(paths: list[Path]) -> "Iterator[Source]":
    """The texts of files, without those that cannot be read."""
    from tavoiteparse.documents.read import ReadError, read_path

    for path in paths:
        with suppress(ReadError):
            yield read_path(str(path))


def _told(grammar: "Grammar", proof: "Proof", count: int) -> str:
    lines = [f"{grammar.called} on {count} sample{'s' if count > 1 else ''}"]
    width = max((len(rule.key) for rule in proof.rules), default=0)
    for rule in proof.rules:
        seen = f"{rule.times} times, first {rule.first}" if rule.times else "never"
        lines.append(f"  {'fires' if rule.times else 'DEAD '}  {rule.key:<{width}}  {seen}  ({rule.says})")
    lines += [f"trouble: {trouble}" for trouble in proof.troubles]
    lines += [f"warning: {warning}" for warning in proof.warnings[:MOST_WARNINGS]]
    if more := proof.warnings[MOST_WARNINGS:]:
        lines.append(f"warning: … and {len(more)} more texts of the corpus")
    dead = len(proof.dead)
    warned = f", {len(proof.warnings)} warnings" if proof.warnings else ""
    lines.append(f"{len(proof.rules) - dead} rules fire, {dead} dead, {len(proof.troubles)} troubles{warned}")
    return "\n".join(lines) + "\n"
