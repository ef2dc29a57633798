"""Figures, periods and statuses: a table of printed forms, the figures of the samples, and what holds for any text."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import tavoiteparse
from conftest import ROOT, SAMPLES, goals_of
from tavoiteparse.contract.model import Luku
from tavoiteparse.contract.render import to_data
from tavoiteparse.language.grammar import vocabulary

FILES = sorted((ROOT / "tests" / "language" / "figures").glob("*.yaml"))
WRITTEN = [(file, entry) for file in FILES for entry in yaml.safe_load(file.read_text(encoding="utf-8"))]
KEYS = ("arvo", "arvo_yla", "yksikko", "vertailu", "kausi", "rooli")


def told(luku: Luku) -> dict[str, Any]:
    """A figure as the files write it: only what is not null, the period by its code."""
    values = {key: getattr(luku, key) for key in KEYS}
    values["kausi"] = luku.kausi.jakso if luku.kausi is not None else None
    return {key: value for key, value in values.items() if value is not None}


@pytest.mark.parametrize(
    ("file", "entry"), WRITTEN, ids=lambda one: one.stem if isinstance(one, Path) else one["text"][:40]
)
def test_figures_written_down_by_reading(file: Path, entry: dict[str, Any]) -> None:
    found = vocabulary().values.quantities(entry["text"], sentence=entry.get("mittari", False))
    assert [told(luku) for luku in found] == entry["luvut"]
    assert all(luku.teksti in entry["text"] for luku in found)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_text_with_a_digit_is_written_down(file: Path) -> None:
    (sample,) = [path for path in SAMPLES if f"{path.parent.name}-{path.stem}" == file.stem]
    written = {entry["text"] for entry in yaml.safe_load(file.read_text(encoding="utf-8"))}
    texts = texts_with_figures(to_data(tavoiteparse.read_file(sample).raportti))
    assert len(texts) >= 10
    assert {text for text in texts if any(map(str.isdigit, text))} <= written


def texts_with_figures(node: Any) -> list[str]:
    """The printed texts beside which the report gives figures."""
    if isinstance(node, list):
        return [text for item in node for text in texts_with_figures(item)]
    if not isinstance(node, dict):
        return []
    own = [str(node.get("mittari") or node.get("teksti"))] if "luvut" in node else []
    return own + [text for value in node.values() for text in texts_with_figures(value)]


def brief(luku: Luku) -> str:
    """A figure as forms.txt writes it."""
    text = f"{luku.vertailu or ''}{luku.arvo:.15g}"
    text += f"..{luku.arvo_yla:.15g}" if luku.arvo_yla is not None else ""
    text += f" {luku.yksikko}" if luku.yksikko else ""
    text += f" @{luku.kausi.jakso}" if luku.kausi else ""
    return text + (f" !{luku.rooli}" if luku.rooli else "")


FORMS = [
    line.split("\t")
    for line in (ROOT / "tests" / "language" / "figures" / "forms.txt").read_text(encoding="utf-8").split("\n")
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("form", "meaning"), FORMS)
def test_printed_forms(form: str, meaning: str) -> None:
    text = form.removeprefix("? ")
    found = vocabulary().values.quantities(text, sentence=form.startswith("? "))
    assert "; ".join(map(brief, found)) == meaning
    assert all(luku.teksti in text for luku in found)


def test_the_table_is_large_enough() -> None:
    assert len(FORMS) >= 150
    assert sum(1 for _, meaning in FORMS if not meaning) >= 40


@pytest.mark.parametrize(
    ("level", "doubt"),
    [
        ("3/4", "3/4"),
        ("vähintään 3/4 kouluista", "3/4"),
        ("noin 1½ vuotta", "1½"),
        ("Kasvu 12,345.67 €, 3 %", "12,345.67"),
        ("yli 1'234 kr", "1'234"),
        ("1 234.56 €", "1 234.56"),
        ("323 060 900 000 100 000", "323 060 900 000 100 000"),
        ("203120322033", "203120322033"),
        ("8/10 hanketta, 80 %", None),
        ("Avoinna 24/7", None),
        ("11/2025", None),
        ("3/2024", None),
        ("999 999 999 999 999", None),
        ("1000–2000", None),
        ("12 500,50 €", None),
        ("20242025", None),
        ("Valmis", None),
    ],
)
def test_a_level_whose_figure_is_in_doubt_says_which(level: str, doubt: str | None) -> None:
    assert vocabulary().values.doubt(level) == doubt


SEPARATORS = (" ", "\u00a0", "\u2009", "\u202f", ".")
UNITS = (" %", "%", " kpl", "kpl", " hlöä", " €", " euroa", " matkaa", " htv")


@given(
    st.integers(0, 10**12),
    st.integers(0, 99),
    st.sampled_from(SEPARATORS),
    st.sampled_from(["", "-", "–", "−", "+"]),
    st.sampled_from(UNITS),
)
def test_any_number_in_any_style_reads_back(whole: int, cents: int, separator: str, sign: str, unit: str) -> None:
    text = f"{sign}{whole:,}".replace(",", separator) + (f",{cents:02}" if cents else "") + unit
    value = float(f"{whole}.{cents:02}") if cents else whole
    (luku,) = vocabulary().values.quantities(text)
    assert luku.arvo == (-value if sign and sign in "-–−" else value)
    assert luku.teksti == text
    assert luku.yksikko is not None


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.sampled_from(["-", "–", " - ", " – "]), st.sampled_from(UNITS))
def test_any_range_reads_back(lower: int, more: int, dash: str, unit: str) -> None:
    (luku,) = vocabulary().values.quantities(f"{lower}{dash}{lower + more}{unit}")
    assert (luku.arvo, luku.arvo_yla) == (lower, lower + more)


@given(st.text(alphabet="0123456789 .,-–+/%()<>€kplvuosi\u00a0:TQH", max_size=60), st.booleans())
def test_any_text_has_figures_that_stand_in_it(text: str, sentence: bool) -> None:
    at = 0
    for luku in vocabulary().values.quantities(text, sentence):
        at = text.index(luku.teksti, at) + 1
        assert luku.arvo_yla is None or luku.arvo_yla > luku.arvo
        assert luku.kausi is None or luku.kausi.teksti in text


# A quadratic reader would need minutes for any of these; benchmarks/speed.py measures larger ones.
@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "1.",
        "1, ",
        "1-",
        "(1",
        "% ",
        "1/1 ",
        "1 000 ",
        "tammikuu ",
        "alle ",
        "-",
        "1.1.",
        "Q1 ",
        "2023 ",
        "5 kpl (1/22) ",
    ],
)
def test_long_texts_are_read(piece: str) -> None:
    text = piece * 20_000
    found = vocabulary().values.quantities(text, sentence=True)
    assert len(found) <= 40_000
    assert vocabulary().values.level("5", text)[0].arvo == 5


@pytest.mark.parametrize(
    ("text", "jakso", "vuosi", "alku", "loppu"),
    [
        ("T1", "T1", None, None, None),
        ("T1/2026", "T1", 2026, "2026-01-01", "2026-04-30"),
        ("T3 2026", "T3", 2026, "2026-09-01", "2026-12-31"),
        ("Q3/2023", "Q3", 2023, "2023-07-01", "2023-09-30"),
        ("H1/2023", "H1", 2023, "2023-01-01", "2023-06-30"),
        ("1-3/2026", "1-3/2026", 2026, "2026-01-01", "2026-03-31"),
        ("1–7/2022", "1-7/2022", 2022, "2022-01-01", "2022-07-31"),
        ("11/22", "11/2022", 2022, "2022-11-01", "2022-11-30"),
        ("12/2021", "12/2021", 2021, "2021-12-01", "2021-12-31"),
        ("1.1.-30.4.", "1-4", None, None, None),
        ("1.1.–31.8.2023", "1-8/2023", 2023, "2023-01-01", "2023-08-31"),
        ("01.01. - 30.6.2019", "1-6/2019", 2019, "2019-01-01", "2019-06-30"),
        ("1.1.-31.12.2008", "2008", 2008, "2008-01-01", "2008-12-31"),
        ("1.1–31.8.2014", "1-8/2014", 2014, "2014-01-01", "2014-08-31"),
        (
            "Delårsrapport 2/2014 1.1 31.8.2014",
            "2014",
            2014,
            "2014-01-01",
            "2014-12-31",
        ),  # the second of the year, not February
        ("Osavuosikatsaus 2/2025", "2025", 2025, "2025-01-01", "2025-12-31"),
        ("Kuukausiraportti 7/2020", "7/2020", 2020, "2020-07-01", "2020-07-31"),
        ("5.3.–20.4.2024", "2024", 2024, "2024-03-05", "2024-04-20"),
        ("tammi–elokuu", "1-8", None, None, None),
        ("tammi-elokuussa 2023", "1-8/2023", 2023, "2023-01-01", "2023-08-31"),
        ("toukokuu-syyskuu", "5-9", None, None, None),
        ("Tammikuu-Heinäkuu 2020", "1-7/2020", 2020, "2020-01-01", "2020-07-31"),
        ("januari–juni 2018", "1-6/2018", 2018, "2018-01-01", "2018-06-30"),
        ("heinäkuussa 2023", "7/2023", 2023, "2023-07-01", "2023-07-31"),
        ("syksy 2023", "2023", 2023, None, None),
        ("v. 2019", "2019", 2019, "2019-01-01", "2019-12-31"),
        ("TP 2022", "2022", 2022, "2022-01-01", "2022-12-31"),
        ("TA2023", "2023", 2023, "2023-01-01", "2023-12-31"),
        ("Bokslut 2014", "2014", 2014, "2014-01-01", "2014-12-31"),
    ],
)
def test_periods(text: str, jakso: str, vuosi: int | None, alku: str | None, loppu: str | None) -> None:
    found = vocabulary().values.periods(text)[0].kausi
    assert (found.jakso, found.vuosi, found.alku, found.loppu) == (jakso, vuosi, alku, loppu)


@pytest.mark.parametrize(
    "text", ["T4", "Q5", "t1", "13/2022", "TE24", "elo", "kesä", "5/2", "31.12.", "12/5", "7-3/2022"]
)
def test_no_periods(text: str) -> None:
    assert vocabulary().values.periods(text) == []


def test_a_month_with_a_dotless_i_is_none_and_ends_nothing() -> None:
    found = vocabulary().values.periods("tammikuu 2022, heınäkuu 2023")
    assert [one.kausi.jakso for one in found] == ["1/2022"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Toteutuu", "toteutuu"),
        ("Ei toteudu", "ei_toteudu"),
        ("EI TOTEUTUNUT.", "ei_toteutunut"),
        ("Toteutunut osittain", "osittain"),
        ("Käynnissä", "kaynnissa"),
        ("Toteutunut. Hanke valmistui keväällä.", "toteutunut"),
        ("🟢", "toteutuu"),
        ("🟡 Osittain", "osittain"),
        ("🔴 ei toteudu", "ei_toteudu"),
        ("● Keltainen", "osittain"),
        ("Förverkligats delvis", "osittain"),
        ("uppnåddes inte", "ei_toteutunut"),
        ("pågår", "kaynnissa"),
        ("Aloittamatta", "ei_aloitettu"),
        ("Keskeytetty", "keskeytetty"),
        ("ei voitu arvioida", "ei_tiedossa"),
        ("", None),
        ("\ufffd", None),
        ("Hanke toteutui hyvin", None),
        ("42 %", None),
    ],
)
def test_statuses(text: str, code: str | None) -> None:
    assert vocabulary().status_code(text) == code


@pytest.mark.parametrize(
    ("name", "text", "meaning"),
    [
        ("Sairauspoissaolo-%", "4,2", "4.2 %"),
        ("Vajaakäyttöaste enintään %", "8", "<=8 %"),
        ("Osallistujat, kpl", "120", "120 kpl"),
        ("Osuus asiakkaista (%)", "30", "30 %"),
        ("Osuus asiakkaista (%).", "30 kpl", "30 kpl"),
        ("Toteutettujen kartoitusten määrä / vuosi (osana kasvukartoitusta)", "30", "30"),
        ("Kampanjoiden määrä", "7", "7"),
    ],
)
def test_units_in_the_indicators_name(name: str, text: str, meaning: str) -> None:
    found = vocabulary().values.level(text, name, target=True)
    assert "; ".join(map(brief, found)) == meaning


def test_a_column_of_units_is_given_and_listed_as_inherited() -> None:
    text = "Tavoite\tMittari\tYksikkö\tLähtötaso\tTavoitetaso\nTerveys\tKäynnit\tkpl\t40\t50 %\n"
    reading = tavoiteparse.read_text(text, grammar="yleinen", positions=True)
    (mittari,) = goals_of(reading.raportti)[0].kohdat[0].mittarit
    assert mittari.lahtotaso is not None
    assert mittari.tavoitetaso is not None
    assert [brief(luku) for luku in mittari.lahtotaso.luvut + mittari.tavoitetaso.luvut] == ["40 kpl", "50 %"]
    assert mittari.lahtotaso.luvut[0].perityt == ["yksikko"]
    assert [(muu.otsikko, muu.teksti) for muu in mittari.muut] == [("Yksikkö", "kpl")]


def test_rows_take_the_one_figure_that_fits() -> None:
    rows = list(tavoiteparse.rows(tavoiteparse.read_file(ROOT / "samples/salo/2023-toimintasuunnitelma.txt").raportti))
    columns = ("lahtotaso_arvo", "lahtotaso_yksikko", "tavoitetaso_vertailu", "tavoitetaso_arvo", "tavoitetaso_yksikko")
    assert [rows[0][column] for column in columns] == [2621, "hlö", "<", 2900, None]
    assert [rows[1][column] for column in columns] == [None, None, "<", 60, "%"]  # two baselines
    assert [rows[9][column] for column in columns] == [None, None, None, None, None]  # two ranges
    assert rows[0]["lahtotaso"] is None
