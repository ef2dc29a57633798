"""Printed texts as data: quantities, periods, statuses. The printed text always stands beside what is made of it."""

from functools import lru_cache
from pathlib import Path

from tavoiteparse.contract.model import Kausi, Luku
from tavoiteparse.language.shipped import load
from tavoiteparse.language.values.periods import Found, Periods, PeriodWords, is_part
from tavoiteparse.language.values.quantities import Comparators, Quantities, scaled
from tavoiteparse.language.values.roles import FigureWords
from tavoiteparse.language.values.units import Units, UnitWords, unit_in_name


class Values:
    """Reads figures and periods by the vocabulary files of a folder."""

    def __init__(self, folder: Path) -> None:
        self.units = Units(load(folder / "units.yaml", UnitWords, "units.yaml")[0])
        self._periods = Periods(load(folder / "periods.yaml", PeriodWords, "periods.yaml")[0])
        comparators = load(folder / "comparators.yaml", Comparators, "comparators.yaml")[0]
        words = load(folder / "figures.yaml", FigureWords, "figures.yaml")[0]
        self._quantities = Quantities(self.units, comparators, words, self._periods)
        self.label_period = lru_cache(maxsize=256)(self._label_period)  # every block has the same label

    def quantities(self, text: str, sentence: bool = False) -> list[Luku]:
        """The figures of a text, in order; `sentence` says that it is an indicator's own."""
        return self._quantities.find(text, sentence)

    def doubt(self, text: str) -> str | None:
        """What a level prints as a figure that could be read in two ways (rule `doubtful-figures`), or None."""
        return self._quantities.doubt(text)

    def is_figure(self, text: str) -> bool:
        """Whether a text is a figure and nothing else, its comparison and unit included: `yli 300`, `12 km`, `2021`.

        `10 uutta leikkipuistoa` is none: it says what there shall be.
        """
        bare = text.rstrip(" .*")
        if not any(map(str.isdigit, bare)):
            return False
        if bare.isdigit():
            return True
        found = self._quantities.find(bare)
        return len(found) == 1 and found[0].teksti == bare

    def level(self, text: str, name: str, unit: str | None = None, target: bool = False) -> list[Luku]:
        """The figures of a level or result; without a unit they take `unit`, else that in the indicator's `name`.

        What is taken so is listed in their `perityt`; a target also takes the comparison (`Vajaakäyttö enintään %`).
        """
        found = self._quantities.find(text)
        bare = [luku for luku in found if luku.yksikko is None and luku.rooli is None]
        if not bare:
            return found
        measure = (self.units.measure(unit) or (unit, 1)) if unit else unit_in_name(name, self.units)
        if measure is None:
            return found
        comparison = self._quantities.closing_comparison(name) if target else None
        for luku in bare:
            luku.yksikko, luku.perityt = measure[0] or None, ["yksikko"]
            if measure[1] != 1:
                luku.arvo = scaled(luku.arvo, measure[1])
                luku.arvo_yla = scaled(luku.arvo_yla, measure[1]) if luku.arvo_yla is not None else None
            if luku.vertailu is None and comparison is not None:
                luku.vertailu, luku.perityt = comparison, ["yksikko", "vertailu"]
        return found

    def periods(self, text: str) -> list[Found]:
        """The periods of a text, in order."""
        return self._periods.find(text)

    def _label_period(self, label: str | None) -> Kausi | None:
        return next((found.kausi for found in self.periods(label or "") if is_part(found.kausi)), None)
