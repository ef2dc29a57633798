"""What an indicator's words and figures say: its levels, the better side, whether the target was met."""

import pytest

import tavoiteparse
from tavoiteparse.contract.model import Tavoite
from tavoiteparse.judging.told import Told, nearest, told
from tavoiteparse.judging.verdict import Judged, by_figures, contradicts, judge
from tavoiteparse.language.grammar import vocabulary

YEAR, THIRD = "Kuhmolan kunta, tilinpäätös 2025", "Kuhmolan kunta, osavuosikatsaus T2/2025"


def judged(indicator: str, base: str, target: str, result: str, goal: str = "Arki sujuu", title: str = YEAR) -> Judged:
    """One indicator of a table with all levels."""
    head = f"{title}\n\nTavoite\tMittari\tLähtötaso\tTavoitetaso\tToteuma\n"
    return of_text(f"{head}{goal}\t{indicator}\t{base}\t{target}\t{result}\n")


def of_text(text: str) -> Judged:
    """The first indicator of a text."""
    raportti = tavoiteparse.read_text(text).raportti
    goal = next(one for osio in raportti.osiot for one in osio.sisalto if isinstance(one, Tavoite))
    return judge(goal, goal.kohdat[0], goal.kohdat[0].mittarit[0], raportti.kausi)


@pytest.mark.parametrize(
    ("indicator", "base", "target", "goal", "side"),
    [
        ("Jokin asia", "10", "vähintään 20", "Arki sujuu", ">="),
        ("Asiakastyytyväisyys", "4,0", "alle 4,2", "Arki sujuu", "<"),  # the comparison goes before the words
        ("Toimintamenot, M€", "61,2", "62,5", "Talous kestää", "<="),  # and the words before the baseline
        ("Sairauspoissaolot, pv/htv", "13", "14", "Arki sujuu", "<="),
        ("Lånestock, €/invånare", "3 000", "3 100", "Ekonomin håller", "<="),
        ("Odotusaika, vrk", "10", "14", "Arki sujuu", "<="),
        ("Kävijämäärä", "300", "280", "Arki sujuu", ">="),
        ("Antal besök", "300", "280", "Vardagen löper", ">="),
        ("Ryhmäkoko", "20", "21", "Arki sujuu", "<="),
        ("Laiturit", "10", "20", "Arki sujuu", ">="),  # away from the baseline
        ("Laiturit", "20", "10", "Arki sujuu", "<="),
        ("Palveluihin ohjatut työttömät", "20", "30", "Työttömyys vähenee", ">="),  # something is done about it
        ("Päästöjen väheneminen, %", "5", "8", "Arki sujuu", ">="),
        ("Laiturit", "-", "10", "Laiturit vähenevät", "<="),  # the goal speaks of the same thing
        ("Laiturit", "-", "10", "Päästöt vähenevät", None),
        ("Laiturit", "-", "10", "Arki sujuu", None),
        ("Poikkeamat", "-", "0", "Arki sujuu", "<="),
        ("Tarkastetut kohteet", "-", "100 %", "Arki sujuu", ">="),
        ("Energiankäytön muutos", "-", "–3 %", "Arki sujuu", "<="),
        ("Energiankäytön muutos", "-", "+3 %", "Arki sujuu", ">="),
        ("Kustannusten kattavuus", "-", "60 %", "Arki sujuu", None),  # words for both sides
        ("Odotusajassa pysyneet, %", "-", "60 %", "Arki sujuu", None),  # a share, no time
    ],
)
def test_better_side(indicator: str, base: str, target: str, goal: str, side: str | None) -> None:
    assert judged(indicator, base, target, "", goal).side == side


@pytest.mark.parametrize(
    ("indicator", "base", "target", "result", "title", "verdict"),
    [
        ("Kävijämäärä, kpl", "-", "300", "310", YEAR, "saavutettu"),
        ("Kävijämäärä, kpl", "-", "300", "290", YEAR, "saavuttamatta"),
        ("Kävijämäärä, kpl", "-", "300", "290", THIRD, "matkalla"),  # it grows until the end of the year
        ("Kävijämäärä, kpl", "-", "300", "310", THIRD, "saavutettu"),
        ("Valitukset, kpl", "-", "10", "9", THIRD, "matkalla"),  # within a ceiling that may still be passed
        ("Valitukset, kpl", "-", "10", "12", THIRD, "saavuttamatta"),
        ("Tyytyväisten osuus", "-", "90 %", "71 %", THIRD, "saavuttamatta"),  # a share does not grow
        ("Odotusaika", "-", "2 vk", "12 pv", YEAR, "saavutettu"),
        ("Odotusaika", "-", "2 vk", "15 pv", YEAR, "saavuttamatta"),
        ("Toimintamenot", "-", "1,2 M€", "1 150 000 €", YEAR, "saavutettu"),
        ("Jokin osuus", "-", "80–90 %", "84 %", YEAR, "saavutettu"),
        ("Jokin osuus", "-", "80–90 %", "61 %", YEAR, "saavuttamatta"),
        ("Kävijämäärä", "-", "noin 300", "290", YEAR, None),
        ("Kävijämäärä", "-", "noin 300", "200", YEAR, "saavuttamatta"),
        ("Jokin asia", "-", "yli 300", "300", YEAR, "saavuttamatta"),
        ("Jokin asia", "-", "70 %", "412 hlö", YEAR, None),
    ],
)
def test_verdict_by_figures(
    indicator: str, base: str, target: str, result: str, title: str, verdict: str | None
) -> None:
    one = judged(indicator, base, target, result, title=title)
    assert one.levels.target is not None
    assert one.levels.target.one is not None
    assert one.levels.result is not None
    assert one.levels.result.one is not None
    assert by_figures(one, one.levels.target.one, one.levels.result.one, one.side) == verdict


@pytest.mark.parametrize(
    ("title", "code", "verdict", "contradiction"),
    [
        (YEAR, "toteutunut", "saavuttamatta", True),
        (YEAR, "toteutuu", "saavuttamatta", True),
        (THIRD, "toteutuu", "saavuttamatta", False),  # a forecast
        (THIRD, "toteutunut", "saavuttamatta", True),
        (YEAR, "osittain", "saavutettu", True),
        (THIRD, "osittain", "saavutettu", False),
        (YEAR, "ei_toteutunut", "saavutettu", True),
        (THIRD, "ei_toteudu", "saavutettu", True),  # it counts up and cannot fall back
        (YEAR, "ei_toteutunut", "saavuttamatta", False),
        (THIRD, "ei_toteudu", "matkalla", False),
    ],
)
def test_a_status_contradicts_figures(title: str, code: str, verdict: str, contradiction: bool) -> None:
    one = judged("Kävijämäärä, kpl", "-", "300", "310", title=title)
    assert one.levels.target is not None
    assert one.levels.target.one is not None
    assert contradicts(one, code, verdict, one.levels.target.one) is contradiction  # type: ignore[arg-type]


def test_levels_of_a_sentence() -> None:
    sentence = "Kokeilun asiakasmäärä pysyy alle 2900 (11/22: 2621 henkilöä)"
    levels = of_text(f"{YEAR}\n\nTavoite\tMittari\nArki sujuu\t{sentence}\n").levels
    assert levels.target is not None
    assert levels.target.one is not None
    assert (levels.target.one.arvo, levels.target.where) == (2900, "mittari")
    assert levels.baseline is not None
    assert levels.baseline.one is not None
    assert (levels.baseline.one.arvo, levels.baseline.where) == (2621, "mittari")
    assert levels.result is None


def test_a_figure_of_another_period_does_not_spoil_a_level() -> None:
    level = judged("Tyytyväisten osuus", "-", "90 % (2023: 85 %)", "91 %").levels.target
    assert level is not None
    assert level.one is not None
    assert level.one.arvo == 90


def test_the_figure_of_the_same_words_is_found() -> None:
    quantities = vocabulary().values.quantities
    (wanted,) = told(quantities, "Alkuhaastatteluista 75 %")
    given = told(quantities, "Työnhakukeskusteluista 50 % ja alkuhaastatteluista 78 % kasvokkain.")
    found = nearest(wanted, given)
    assert found is not None
    assert found.luku.arvo == 78
    assert nearest(Told(wanted.luku, frozenset({"muu"})), given) is None
