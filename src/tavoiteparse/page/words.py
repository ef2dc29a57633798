"""What pages say in the reader's language: fields, verdicts, kinds of changes, periods, and how a place is cited."""

from collections.abc import Mapping
from types import MappingProxyType

from tavoiteparse.compare.changes import Laji
from tavoiteparse.contract.model import Raportti
from tavoiteparse.judging.conclusion import Paatelma
from tavoiteparse.source.messages import N_, filled, language, translated
from tavoiteparse.tables.titles import TITLES

# Fields whose name is not that of a column of the table of rows; of the others the column's heading serves.
FIELDS = MappingProxyType(
    {
        "otsikko": N_("Heading"),
        "kappale": N_("Paragraph"),
        "luettelo": N_("List"),
        "taulukko": N_("Table"),
        "muut": N_("Other"),
    }
)
COLUMNS = MappingProxyType({"toimenpiteet": "toimenpide", "vastuut": "vastuu", "ryhma": "mittari_ryhma"})
# The fields that are marked in the source, as the style sheet marks them by letters of their names and by colours.
MARKED = (
    "tavoite", "painopiste", "teko", "toimiala", "keinot", "toimenpiteet", "vastuut", "ryhma", "mittari", "lahtotaso",
    "tavoitetaso", "toteuma", "tila", "selvitys", "muut",
)  # fmt: skip
VERDICTS: Mapping[Paatelma | None, str] = MappingProxyType(
    {
        "saavutettu": N_("met"),
        "saavuttamatta": N_("missed"),
        "matkalla": N_("on the way"),
        "ei_tietoa": N_("nothing said"),
        "ei_mitattavissa": N_("not measurable"),
        None: N_("undecided"),
    }
)
BASES = MappingProxyType(
    {"luvut": N_("by the figures"), "tila": N_("by the status"), "luvut+tila": N_("by figures and status")}
)
GRAVITIES = MappingProxyType({"error": N_("error"), "warning": N_("warning"), "info": N_("info")})
CHANGES: "MappingProxyType[Laji, str]" = MappingProxyType(
    {
        "target-raised": N_("Target raised"),
        "target-lowered": N_("Target lowered"),
        "target-changed": N_("Target changed"),
        "target-added": N_("Target added"),
        "target-removed": N_("Target removed"),
        "target-vaguer": N_("Target made vaguer"),
        "baseline-restated": N_("Baseline restated"),
        "unit-changed": N_("Unit changed"),
        "result-changed": N_("Result changed"),
        "status-changed": N_("Status changed"),
        "verdict-changed": N_("Verdict changed"),
        "indicator-new": N_("New indicator"),
        "indicator-gone": N_("Indicator gone"),
        "indicator-reworded": N_("Indicator reworded"),
        "indicator-moved": N_("Indicator moved"),
        "goal-new": N_("New goal"),
        "goal-gone": N_("Goal gone"),
        "goal-renamed": N_("Goal renamed"),
        "goal-moved": N_("Goal moved"),
        "silent": N_("Nothing is said any more"),
        "account-repeated": N_("Account word for word as before"),
    }
)


def field_name(field: str) -> str:
    """A field as people call it."""
    if field in FIELDS:
        return translated(FIELDS[field])
    return str(getattr(TITLES[COLUMNS.get(field, field)], language()))


def verdict_words(verdict: Paatelma | None) -> str:
    """A verdict in words."""
    return translated(VERDICTS[verdict])


def period(raportti: Raportti) -> str:
    """The period of a report as it is cited: `Q3/2023`, `1–8/2024`, `2025`; else as printed."""
    kausi = raportti.kausi
    if kausi is None:
        return ""
    if kausi.jakso is None or kausi.vuosi is None:
        return kausi.teksti
    return kausi.jakso if str(kausi.vuosi) in kausi.jakso else f"{kausi.jakso}/{kausi.vuosi}"


def citation(raportti: Raportti) -> str:
    """How a report is cited, before the place in it: who, what, of when; without any of these its file."""
    said = [one for one in (raportti.organisaatio, raportti.otsikko, period(raportti)) if one]
    return ", ".join(" ".join(one.split()) for one in said) or raportti.lahde.tiedosto


def line_words(first: int, last: int) -> str:
    """How lines are cited: `line 27`, `lines 27–29`."""
    if first == last:
        return filled("line {number}", {"number": first})
    return filled("lines {first}–{last}", {"first": first, "last": last})


def row_words(number: int | None) -> str:
    """How the row of a table is cited below its heading; nothing outside tables."""
    return "" if number is None else filled("table row {number}", {"number": number})


def index_headings() -> list[str]:
    """The headings of the index, but for those of its pictures and links."""
    return [
        translated("Organisation"),
        translated("Year"),
        translated("Period"),
        translated("Goals"),
        translated("Indicators"),
        translated("Met"),
        translated("Nothing said"),
        translated("Not measurable"),
        translated("Errors"),
        translated("Warnings"),
    ]
