"""Families told from each other by words of their own, and what takes texts of others (`grammars check`)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, SAMPLES, sample_id
from tavoiteparse.authoring.proof import taken
from tavoiteparse.documents.read import read_path, read_string
from tavoiteparse.language.grammar import Grammar, grammars, vocabulary
from tavoiteparse.reading.choose import Choice, choose
from tavoiteparse.reading.split import split

OWN = """name: lupaukset
reads: Promises of a council
signs:
- {words: [Lupaus, Mistä tiedämme], why: promises}
words:
  tavoite: [lupaus]
  mittari: [mistä tiedämme]
"""
FORM = "Valtuusto 2025\n\nLupaus 1: Koulutie on turvallinen\nMistä tiedämme: Tapaturmat\n"


def own(folder: Path, text: str = OWN) -> Grammar:
    (folder / "lupaukset.yaml").write_text(text, encoding="utf-8")
    grammar = Grammar(folder / "lupaukset.yaml", vocabulary())
    grammar.check()
    return grammar


def chosen(text: str, grammar: Grammar) -> Choice:
    source = read_string(text)
    return choose(source, split(source), {**grammars(), grammar.name: grammar})


@pytest.mark.parametrize(
    "text",
    [
        FORM,
        "Valtuusto 2025\n\nLupaus\tMistä tiedämme\tTulos\nA\tB\t1\n",
        "Valtuusto 2025\n\nLUPAUS\tKoulutie on turvallinen\nMISTÄ TIEDÄMME\tTapaturmat\n",
        "Valtuusto 2025\n\nLupaus\n\nKoulutie on turvallinen\n\nMistä tiedämme\n\nTapaturmat\n",
    ],
)
def test_own_words_are_a_sign(text: str, tmp_path: Path) -> None:
    assert chosen(text, own(tmp_path)).grammar.name == "lupaukset"


@pytest.mark.parametrize(
    "text",
    [
        FORM.replace("Mistä tiedämme", "Mittari"),
        FORM.replace("Lupaus 1:", "Lupaus on pidettävä,"),  # prose
        "Tavoite: A\nMittari: B\n",  # the same fields, other words
    ],
)
def test_a_text_without_one_of_them_is_another_familys(text: str, tmp_path: Path) -> None:
    assert chosen(text, own(tmp_path)).grammar.name == "yleinen"


def test_what_is_missed_is_said_in_the_words_of_the_grammar(tmp_path: Path) -> None:
    evidence = chosen(FORM.replace("Mistä tiedämme", "Mittari"), own(tmp_path)).evidence["lupaukset"]
    assert [one.missed for one in evidence] == ["there are Lupaus; not Mistä tiedämme"]


def test_a_word_of_its_own_weighs_more_than_fields_that_all_show(tmp_path: Path) -> None:
    pori = (ROOT / "samples/pori/2026-t1.txt").read_text(encoding="utf-8")
    text = pori.replace("TEKO\t", "LIIKE\t")
    grammar = own(tmp_path, "name: lupaukset\nreads: x\nsigns:\n- {words: [liike], why: x}\nwords: {teko: [liike]}\n")
    assert chosen(text, grammar).grammar.name == "lupaukset"
    assert chosen(pori, grammar).grammar.name == "pori"


def test_a_grammar_that_takes_texts_of_others_names_them(tmp_path: Path) -> None:
    wide = own(tmp_path, "name: lupaukset\nreads: x\nsigns:\n- {columns: [mittari, toimenpide, vastuu], why: x}\n"
                         "- {headings: [tavoite], why: x}\n- {pattern: '.', why: x}\n")  # fmt: skip
    found = list(taken(wide, [read_path(str(sample)) for sample in SAMPLES]))
    salo = [str(sample) for sample in SAMPLES if sample.parent.name == "salo"]
    assert found == [f"{one}: is of salo, and would be read by lupaukset; make its signs say more" for one in salo]
    assert list(taken(own(tmp_path), [read_path(str(sample)) for sample in SAMPLES])) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=sample_id)
def test_no_grammar_takes_the_sample_of_another(sample: Path) -> None:
    for name, grammar in grammars().items():
        if grammar.file.signs and name != sample.parent.name:
            assert not list(taken(grammar, [read_path(str(sample))]))


def test_check_says_what_is_taken(tmp_path: Path) -> None:
    own(tmp_path, "name: lupaukset\nreads: x\nsigns:\n- {columns: [tavoite, mittari], why: x}\n")
    (tmp_path / "a.txt").write_text("Seuranta\n\nTavoite\tMittari\nA\tB\n", encoding="utf-8")
    command = [sys.executable, "-m", "tavoiteparse", "grammars", "check", "lupaukset.yaml", "-s", "a.txt"]
    checkout = {**os.environ, "PYTHONPATH": str(ROOT / "src")}  # beside which the corpus stands
    done = subprocess.run(
        command, cwd=tmp_path, env=checkout, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert sum(line.startswith("warning: ") and "is of yleinen" in line for line in lines) == 5
    assert lines[-2].startswith("warning: … and ")
    assert lines[-1].startswith("1 rules fire, 0 dead, 0 troubles, ")
