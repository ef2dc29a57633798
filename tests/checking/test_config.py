"""Configuration: what wins over what, mistakes with their lines, and which files of a folder are taken."""

from dataclasses import replace
from pathlib import Path

import pytest

from tavoiteparse.checking.config import Config, find_config, load_config
from tavoiteparse.checking.globs import matches
from tavoiteparse.checking.inputs import expand
from tavoiteparse.checking.reports import FORMATS, Wanted
from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.strict.toml import ConfigError


def load(folder: Path, text: str, name: str = "tavoiteparse.toml") -> Config:
    (folder / name).write_text(text, encoding="utf-8")
    return load_config(folder / name)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fail-on = 'warnings'", "1: fail-on: should be one of error, warning, info, never"),
        ("\n\nselekt = []", "3: selekt: unknown key; did you mean select?"),
        (
            "# x\nselect = ['struktur']",
            "2: select: no rule or group 'struktur'; did you mean structure? (`tavoiteparse rule` lists them all)",
        ),
        ("ignore = 'text'", "1: ignore: should be a list of texts"),
        (
            "[severity]\nmojibake = 'info'\nbroken-word = 'fatal'",
            "3: severity.broken-word: should be one of error, warning, info",
        ),
        (
            "[severity]\nmojibak = 'info'",
            "2: severity.mojibak: no rule or group 'mojibak'; did you mean mojibake? (`tavoiteparse rule` lists them all)",
        ),
        ("severity = 1", "1: severity: should be a table"),
        (
            "exclude = ['a']\n[per-file]\n'old/**' = ['texts']",
            "3: per-file.old/**: no rule or group 'texts'; did you mean text? (`tavoiteparse rule` lists them all)",
        ),
        ("grammar = 5", "1: grammar: should be a text"),
        ("report = [1]", "1: report: should be a list of texts"),
        ("select = [\n", "1: is not TOML: "),
        ("grammar = '''\nselekt = 1\n'''\nselekt = 1", "4: selekt: unknown key; did you mean select?"),
        ("a = 1\nb = " + "[" * 5000 + "\nc = 2\n", "2: is not TOML: nested too deep"),
        ("a = 1\nb = " + "9" * 5000 + "\nc = 2\n", "2: is not TOML: Exceeds"),
        ('baseline = "a\\u0000"', "1: baseline: should be a text without a zero character"),
        ('exclude = [\n  "a",\n  """\nselekt = 1\n""",\n]\nselekt = 1', "7: selekt: unknown key; did you mean select?"),
        (
            'report = ["text", "xml:o"]',
            f"1: report: xml:o: no format 'xml'; known are {', '.join(sorted(FORMATS))}",
        ),
        ("severity.unreadable = 'info'", "1: severity.unreadable: is always an error"),
        ("severity.no-goals = 'info'", "1: severity.no-goals: is always an error"),
        ("severity.mojibake = 'x'", "1: severity.mojibake: should be one of error, warning, info"),
    ],
)
def test_mistakes_have_their_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        load(tmp_path, text)
    path = tmp_path / "tavoiteparse.toml"
    said = str(error.value)
    if "is not TOML" in message:  # what follows is worded by the library, in each version otherwise
        assert said.startswith(f"{path}:{message}")
    else:
        assert said == f"{path}:{message}"


def test_line_in_pyproject_is_that_of_its_own_table(tmp_path: Path) -> None:
    text = "[project]\nselect = 'x'\n[tool.other]\nselect = 1\n[tool.tavoiteparse]\nselect = ['x']\n"
    with pytest.raises(ConfigError, match=r"pyproject.toml:6: select: no rule or group 'x'"):
        load(tmp_path, text, "pyproject.toml")


@pytest.mark.parametrize(
    ("config", "slug", "group", "on", "selected"),
    [
        (Config(), "mojibake", "text", True, True),
        (Config(), "mojibake", "text", False, False),
        (Config(select=("text",)), "mojibake", "text", False, True),
        (Config(select=("structure",)), "mojibake", "text", True, False),
        (Config(select=("text",), ignore=("mojibake",)), "mojibake", "text", True, False),
        (Config(select=("mojibake",), ignore=("text",)), "mojibake", "text", True, True),
        (Config(select=("mojibake",), ignore=("text",)), "broken-word", "text", True, False),
        (Config(ignore=("text",)), "mojibake", "text", True, False),
        (Config(per_file=(("old/*", ("text",)),)), "mojibake", "text", True, True),
        (Config(select=("text",), ignore=("reading",)), "inferred-period", "reading", True, False),
        (Config(select=("text",), ignore=("reading", "no-goals")), "no-goals", "reading", True, True),
        (Config(per_file=(("new.txt", ("reading",)),)), "empty-file", "reading", True, True),
        (Config(per_file=(("new.txt", ("text",)),)), "mojibake", "text", True, False),
    ],
)
def test_the_narrower_name_wins(config: Config, slug: str, group: str, on: bool, selected: bool) -> None:
    assert config.selects(slug, group, "new.txt", on) is selected


def test_command_line_wins(tmp_path: Path) -> None:
    config = load(tmp_path, "select = ['text']\nignore = ['mojibake']\nfail-on = 'info'\n[severity]\nmojibake = 'info'")
    merged = config.merged(select=["structure", "mojibake"], ignore=["missing-vastuu"], fail_on="never")
    assert merged.select == ("structure", "mojibake")
    assert merged.ignore == ("missing-vastuu",)  # what the command line selects is no longer ignored
    assert merged.fail_on == "never"
    assert config.merged().fail_on == "info"
    assert config.severity_of("mojibake", Severity.error) is Severity.info


def test_nearest_file_is_found(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.tavoiteparse]\n", encoding="utf-8")
    (tmp_path / "a" / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    assert find_config(inner) == tmp_path / "pyproject.toml"
    (tmp_path / "tavoiteparse.toml").write_text("", encoding="utf-8")
    assert find_config(inner) == tmp_path / "tavoiteparse.toml"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool.tavoiteparse]\nselect = [\n", ":2: is not TOML: "),
        ("[project\n[ tool . tavoiteparse ]\n", ":1: is not TOML: "),
        ("x = " + "[" * 5000 + "\n[tool]\ntavoiteparse = {}\n", ":1: is not TOML: nested too deep"),
        ("# \ud8ff\n[tool.tavoiteparse]\n", ":1: is not UTF-8"),
        ("[[tool.tavoiteparse]]\n", ":1: tool.tavoiteparse: should be a table"),
        ("[tool]\ntavoiteparse = 1\n", ":2: tool.tavoiteparse: should be a table"),
    ],
)
def test_a_broken_pyproject_that_names_us_is_not_passed_over(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "pyproject.toml").write_bytes(text.encode("utf-8", "surrogatepass"))
    found = find_config(tmp_path)
    assert found == tmp_path / "pyproject.toml"
    with pytest.raises(ConfigError) as error:
        load_config(found)
    assert str(error.value).startswith(f"{found}{message}")


@pytest.mark.parametrize("text", ["tool = 1\n", "[tool]\n", "[[tool]]\n", "[project\n", "name = 'tavoiteparse'\n", ""])
def test_a_pyproject_without_our_table_is_no_configuration(tmp_path: Path, text: str) -> None:
    (tmp_path / "tavoiteparse.toml").write_text("", encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in/pyproject.toml").write_text(text, encoding="utf-8")
    assert find_config(tmp_path / "in") == tmp_path / "tavoiteparse.toml"


def test_paths_in_a_configuration_are_those_from_its_folder(tmp_path: Path) -> None:
    config = load(tmp_path, "baseline = 'old.yaml'\ngrammar = 'own/g.yaml'\nreport = ['sarif:out/o.sarif', 'github']")
    assert config.baseline == tmp_path / "old.yaml"
    assert config.grammar == str(tmp_path / "own/g.yaml")
    assert config.report == (Wanted("sarif", tmp_path / "out/o.sarif"), Wanted("github", None))


@pytest.mark.parametrize("place", ["../o.json", "{tmp}/o.json", "out/../../o.json", "link/o.json"])
def test_a_report_of_a_configuration_that_nobody_named_stays_in_its_folder(tmp_path: Path, place: str) -> None:
    place = place.format(tmp=tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in/link").symlink_to(tmp_path)
    path = tmp_path / "in/tavoiteparse.toml"
    path.write_text(f"fail-on = 'error'\nreport = ['json:{place}']\n", encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load_config(path, confined=True)
    assert str(error.value) == (
        f"{path}:2: report: {path.parent / place}: should stay in the folder of this file; or name it by --report"
    )
    assert load_config(path).report == (Wanted("json", path.parent / place),)  # given by --config
    path.write_text("report = ['json:out/o.json']\n", encoding="utf-8")
    assert load_config(path, confined=True).report == (Wanted("json", tmp_path / "in/out/o.json"),)


@pytest.mark.parametrize(
    ("path", "glob", "named"),
    [
        ("a/b/c.txt", "*.txt", True),
        ("a/b/c.txt", "b", True),
        ("a/b/c.txt", "a/*.txt", False),
        ("a/b/c.txt", "a/**/*.txt", True),
        ("a/c.txt", "a/**/*.txt", True),
        ("a/b/c.txt", "a/b", True),
        ("a/b/c.txt", "./a/b/", True),
        ("a/b/c.txt", "*.md", False),
        ("ab/c.txt", "a", False),
        ("x", "**/x", True),
        ("a/b/x", "**/x", True),
        ("a/b/x/c.txt", "**/x", True),
        ("old", "/old", True),
        ("old/c.txt", "/old/", True),
        ("a/old", "/old", False),
        ("a/old/c.txt", "old/", True),
        ("c.txt", "./*.txt", True),
        ("a/c.txt", "./*.txt", False),
        ("../a/c.txt", "a/**", False),
        ("../a/c.txt", "**/a/**", True),
        ("q3.txt", "q[1-4].txt", True),
        ("q5.txt", "q[1-4].txt", False),
        ("qa.txt", "q[!1-4].txt", True),
        ("q3.txt", "q[!1-4].txt", False),
        ("a[z-a].txt", "a[z-a].txt", True),  # no set: the name itself
        ("ay.txt", "a[z-a].txt", False),
    ],
)
def test_globs(path: str, glob: str, named: bool) -> None:
    assert matches(path, glob) is named


def test_patterns_are_from_the_folder_of_whoever_gives_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("old/a.txt", "in/old/b.txt", "in/new/c.txt", "in/new/d.log", "other/old/e.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    config = load(tmp_path, "exclude = ['in/old/*.txt']\n[per-file]\n'in/new/**' = ['text']")

    def found(folder: str, *paths: str, **given: list[str]) -> list[str]:
        monkeypatch.chdir(tmp_path / folder)
        return expand(list(paths), config.merged(**given)).files  # type: ignore[arg-type]

    everywhere = ["in/new/c.txt", "old/a.txt", "other/old/e.txt"]
    assert found(".", ".") == everywhere
    assert found("in", ".") == ["new/c.txt"]  # the same file is excluded, wherever one stands
    assert found("other", str(tmp_path / "in")) == [str(tmp_path / "in/new/c.txt")]
    assert found(".", "in", "other", exclude=["old/*"]) == everywhere[0::2]
    assert found("other", ".", exclude=["old/*"]) == []
    assert found("in", ".", include=["new/*.log"]) == ["new/d.log"]
    assert found(".", ".", include=["new/*.log"]) == []
    monkeypatch.chdir(tmp_path / "in")
    assert not config.selects("mojibake", "text", "new/c.txt")
    assert config.selects("mojibake", "text", "../old/a.txt")
    assert not replace(config, root=str(tmp_path / "in")).selects("mojibake", "text", "new/c.txt")
    assert not replace(config, root="memory://x").selects("mojibake", "text", "in/new/c.txt")


def test_folders_are_walked_once_and_links_do_not_loop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("in/b.txt", "in/a/c.txt", "in/a/d.log", "in/.hidden/e.txt", "in/skip/f.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "in/a/loop").symlink_to(tmp_path / "in")
    monkeypatch.chdir(tmp_path)
    inputs = expand(["in", "in/b.txt", "-", "gone.txt", "./in"], Config(exclude=("skip",)))
    assert inputs.files == ["in/a/c.txt", "in/b.txt", "-", "gone.txt"]
    assert inputs.found == {"in/a/c.txt"}  # b.txt is named, too
