"""YAML as people mean it: no word is a truth value, no date becomes anything but its text."""

import pickle

import pytest
import yaml

from tavoiteparse.strict.mistake import GrammarError
from tavoiteparse.strict.yaml import parse

ALIASES = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10))


def test_no_is_a_word() -> None:
    assert parse("[no, on, 1.5, 2, true, null, ~, 2024-01-01]", "x") == [
        "no",
        "on",
        1.5,
        2,
        True,
        None,
        None,
        "2024-01-01",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ALIASES, "2: *a0: an alias; write the value out"),
        ("a: 1\nb: &b [*b]", "2: *b: an alias; write the value out"),
        ("a: 1\nb: !!int x", "2: !!int: a tag; leave it out, or put the text in quotes"),
        ("- 1\n- !own x", "2: !own: a tag; leave it out, or put the text in quotes"),
        ("!!python/object:os.system x", "1: !!python/object:os.system: a tag; leave it out, or put the text in quotes"),
        ("a: 1\n? [a]\n: 2", "2: a key should be a word"),
        ("a: 1\n? {a: 1}\n: 2", "2: a key should be a word"),
        (
            f"a: 1\nb: {'9' * 5000}",
            "2: is no value: Exceeds the limit (4300 digits) for integer string conversion; put",
        ),
        (f"a: 1\nb: {'[' * 5000}", "2: exceeded maximum nesting depth"),
        ("ä: 1\nb: \x01", "2: not YAML: unacceptable character #x0001: control characters are not allowed"),
    ],
)
def test_what_a_loader_cannot_hold_has_its_line(text: str, message: str) -> None:
    with pytest.raises(GrammarError) as error:
        parse(text, "x")
    assert str(error.value).startswith(f"x:{message}")


def test_texts_may_look_like_aliases_and_tags() -> None:
    assert parse("a: '*b'\nb: x *c !d\nc: \"!e\"\nd: [x*, y!]", "x") == {
        "a": "*b",
        "b": "x *c !d",
        "c": "!e",
        "d": ["x*", "y!"],
    }


def test_what_is_nested_deeper_than_python_goes_has_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def deep(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(yaml, "load", deep)
    with pytest.raises(GrammarError, match=r"^x:2: nested too deep$"):
        parse("a: [1]\nb: [[[1]]]\nc: [[1]]", "x")


def test_a_mistake_comes_whole_from_another_process() -> None:
    assert str(pickle.loads(pickle.dumps(GrammarError("g.yaml", 3, "skip.0", "x")))) == "g.yaml:3: skip.0: x"
