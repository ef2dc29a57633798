"""Drafts of grammars: labels and headings that the vocabulary does not know, with a guess at their fields."""

import tavoiteparse
from tavoiteparse.authoring.sketch import sketch
from tavoiteparse.strict.yaml import parse

PROMISES = "Kunnan lupaukset 2025\n" + "".join(
    f"\nLupaus {n}: {promise}\nIsäntä: {host}\nTunnelma: valmis\n"
    for n, (promise, host) in enumerate(
        [("Koulutie on turvallinen", "Rehtori"), ("Ladut ovat auki", "Vahtimestari"), ("Kirjasto on auki", "Johtaja")]
    )
)
TABLE = """Kuhmolan suunta 2025

Nro\tSuunta\tPyrkimys\tNäin sen näkee\tNyt\tToive\tKuka\tKuinka kävi\tVäri
1\tElinvoima\tTiet ovat ehjät\tKuopat\t10\t2\tInsinööri\tTalvi oli pitkä ja kuoppia tuli paljon lisää.\tpunainen
2\tElinvoima\tTorit elävät\tMyyjät\t10\tyli 20\tToripäällikkö\tMyyjiä tuli.\tvihreä
3\tArki\tLapset liikkuvat\tKerhot\t3\t5 kpl\tRehtori\tKaksi uutta kerhoa.\tvihreä
"""


def draft(text: str) -> str:
    """The grammar that would be drafted from a text."""
    return sketch(tavoiteparse.read_text(text, grammar="yleinen"), "uusi", "uusi.txt")


def remarks(text: str) -> list[str]:
    """The remarks of a draft about fields, without what they say of lines."""
    return [line[4:].partition("  #")[0] for line in draft(text).splitlines() if line.startswith("#   ")]


def test_labels_that_repeat_are_drafted() -> None:
    assert remarks(PROMISES) == ["FIELD: [Lupaus]", "FIELD: [Isäntä]", "tila: [Tunnelma]"]
    assert "#   FIELD: [Lupaus]  # 3 times, first in line 3: Koulutie on turvallinen\n" in draft(PROMISES)
    assert "skip:" not in draft(PROMISES)  # `Tunnelma: valmis` repeats, and is no page furniture


def test_labels_in_cells_are_drafted() -> None:
    text = "Kunnan lupaukset 2025\n" + "\nLupaus\tKoulutie on turvallinen\nIsäntä\tRehtori\n" * 3
    assert remarks(text)[:2] == ["FIELD: [Lupaus]", "FIELD: [Isäntä]"]


def test_what_does_not_repeat_and_what_is_known_is_no_label() -> None:
    assert remarks("Kunnan asiat\n\nHuom: a\n\nHuom: b\n\nKello 12:30\n") == []
    assert remarks("Kunnan asiat\n" + "\nTavoite: A\nMittari: B\n" * 4) == []
    assert remarks("Kunnan asiat\n\n" + "Kokous alkoi. Paikalla: kaikki.\n\n" * 4) == []


def test_fields_of_columns_are_guessed_by_what_stands_in_them() -> None:
    assert remarks(TABLE) == [
        "numero: [Nro]",
        "painopiste: [Suunta]",
        "tavoite: [Pyrkimys]",
        "mittari: [Näin sen näkee]",
        "tavoitetaso: [Nyt]",
        "toteuma: [Toive]",
        "vastuu: [Kuka]",
        "selvitys: [Kuinka kävi]",
        "tila: [Väri]",
    ]


def test_a_guess_takes_no_field_twice_and_none_that_is_known() -> None:
    text = "Kunnan asiat 2025\n\nPyrkimys\tTapa\tTaso\tLuku\nA\tB\t1\t2\n\nHaave\tMitta\tArvo\nC\tD\t3\n"
    assert remarks(text) == [
        "tavoite: [Pyrkimys, Haave]",
        "mittari: [Tapa, Mitta]",
        "tavoitetaso: [Taso, Arvo]",
        "toteuma: [Luku]",
    ]


def test_words_that_may_be_statuses_are_listed() -> None:
    text = "Kunnan asiat 2025\n\nPyrkimys\tNyt\tFiilis\nTiet\t1\thieno\nTorit\t2\tsynkkä\nPuistot\t3\thieno\n"
    assert remarks(text)[-3:] == ["tila: [Fiilis]", "CODE: [hieno]", "CODE: [synkkä]"]
    assert "# statuses:  # say what each means\n" in draft(text)


def test_remarks_without_their_sign_are_a_grammar() -> None:
    """What an author uncomments is right YAML, each field once."""
    lines = draft(TABLE).splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("# words:"))
    words = "\n".join(line.removeprefix("# ") for line in lines[at:] if line.startswith("#"))
    assert len(parse(words, "uusi.yaml")["words"]) == 9
