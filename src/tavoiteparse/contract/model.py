"""The output contract: `Raportti` and its parts.

Absent values are null or an empty list, never left out; only `sijainnit` and `perityt` appear where they were asked
for. `rivit` is always a pair of line numbers counted from 1, first and last, and `sivu` the page of the first. The
order of the fields is the order of the keys in YAML and JSON.
"""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from tavoiteparse.strict.records import OPTIONAL, record

SKEEMA = "tavoiteparse/1"

Lines = Annotated[list[int], "First and last line in the source, counted from 1"]
Page = Annotated[int | None, "Page of its first line, counted from 1; null where the source has no pages"]
Where = Annotated[dict[str, list[str]] | None, "Source position of each field: line:column-line:column"]
Inherited = Annotated[list[str] | None, "Fields that were not printed here but taken from above or from a name"]
Vertailu = Literal["<", "<=", ">", ">=", "~"]
Muoto = Literal["teksti", "pdf", "docx", "odt", "xlsx", "ods", "html", "csv"]
Rooli = Literal["tavoite", "lahto", "ryhma", "asteikko", "muutos", "maaritelma"]
TilaKoodi = Literal[
    "toteutunut",
    "toteutuu",
    "osittain",
    "kaynnissa",
    "ei_toteudu",
    "ei_toteutunut",
    "ei_aloitettu",
    "keskeytetty",
    "ei_tiedossa",
]


@dataclass(slots=True)
class Kausi:
    """A period as printed and, where the text determines them, its dates."""

    teksti: Annotated[str, "As printed"]
    jakso: Annotated[str | None, "T1–T3, Q1–Q4, H1–H2, months such as 1-3/2026 or 11/2022, else the year"]
    vuosi: Annotated[int | None, "Year"]
    alku: Annotated[str | None, "First day, ISO 8601"]
    loppu: Annotated[str | None, "Last day, ISO 8601"]


@dataclass(slots=True)
class Luku:
    """A figure that stands in a printed text, beside its normalised value."""

    teksti: Annotated[str, "As printed"]
    arvo: Annotated[float, "Value in the unit's base form; the lower end of a range"]
    arvo_yla: Annotated[float | None, "Upper end of a range"]
    yksikko: Annotated[str | None, "Unit in its base form: %, hlö, €, pv …"]
    vertailu: Annotated[Vertailu | None, "Comparison that the text makes"]
    kausi: Annotated[Kausi | None, "Period of which the figure speaks"]
    rooli: Annotated[Rooli | None, "What the figure does in its sentence, where that is clear"]
    perityt: Inherited = field(default=None, metadata={OPTIONAL: True})


@record
class Taso:
    """A level or a result: the printed text and the figures in it."""

    teksti: Annotated[str, "As printed"]
    luvut: Annotated[list[Luku], "Figures in the text"]


class HeadedTaso(Taso):
    """A level of a report that was read here, with its heading, whose year may be its own; no part of the document."""

    __slots__ = ("otsikko",)
    otsikko: str | None

    def __repr__(self) -> str:
        return f"Taso(teksti={self.teksti!r}, luvut={self.luvut!r})"


def headed(teksti: str, luvut: list[Luku], otsikko: str | None) -> Taso:
    """A level with the heading of its column, or its label, as printed."""
    taso = object.__new__(HeadedTaso)
    taso.teksti, taso.luvut, taso.otsikko = teksti, luvut, otsikko
    return taso


@record
class Tila:
    """A status as printed and its code."""

    teksti: Annotated[str, "As printed"]
    koodi: Annotated[TilaKoodi | None, "Normalised status; null where the words are none that the vocabulary knows"]


@record
class Muu:
    """A value under a label or column heading that has no role in the contract (other years, forecasts, schedule)."""

    otsikko: Annotated[str, "The label or heading as printed"]
    teksti: Annotated[str, "As printed"]
    luvut: Annotated[list[Luku], "Figures in the text"]


@record
class Selvitys:
    """An account of progress."""

    otsikko: Annotated[str | None, "Its label as printed, the colon off"]
    jakso: Annotated[str | None, "Part of the year that it speaks of: T1, Q3, H1, 1-8/2024"]
    kappaleet: Annotated[list[str], "Its paragraphs"]
    rivit: Lines
    sivu: Page
    sijainnit: Where = field(default=None, metadata={OPTIONAL: True})
    perityt: Inherited = field(default=None, metadata={OPTIONAL: True})


@record
class Mittari:
    """An indicator."""

    tunnus: Annotated[str | None, "Its number as printed"]
    ryhma: Annotated[str | None, "Heading inside the cell that groups several indicators"]
    mittari: Annotated[str | None, "The indicator as printed; null where levels stand beside a goal without one"]
    luvut: Annotated[list[Luku], "Figures in the indicator's own sentence"]
    muut: Annotated[list[Muu], "Values of columns and labels without a role"]
    lahtotaso: Annotated[Taso | None, "Baseline"]
    tavoitetaso: Annotated[Taso | None, "Target"]
    toteuma: Annotated[Taso | None, "Result"]
    tila: Annotated[Tila | None, "Status"]
    selvitys: Annotated[Selvitys | None, "Its own part of the account, where that is split by indicator"]
    rivit: Lines
    sivu: Page
    sijainnit: Where = field(default=None, metadata={OPTIONAL: True})
    perityt: Inherited = field(default=None, metadata={OPTIONAL: True})


@record
class Kohta:
    """A measure block, or a row of a goal table."""

    toimenpiteet: Annotated[list[str], "Measures"]
    vastuut: Annotated[list[str], "Responsible parties"]
    mittarit: Annotated[list[Mittari], "Indicators"]
    muut: Annotated[list[Muu], "Values of columns and labels without a role"]
    toteuma: Annotated[Taso | None, "A result that covers the whole block"]
    tila: Annotated[Tila | None, "A status that covers the whole block"]
    selvitys: Annotated[Selvitys | None, "The account of the block, without the parts that single indicators own"]
    rivit: Lines
    sivu: Page
    sijainnit: Where = field(default=None, metadata={OPTIONAL: True})
    perityt: Inherited = field(default=None, metadata={OPTIONAL: True})


@record
class Tavoite:
    """A goal."""

    tyyppi: Annotated[Literal["tavoite"], "Kind of content"]
    tunnus: Annotated[str | None, "Its number as printed"]
    painopiste: Annotated[str | None, "Focus area"]
    tavoite: Annotated[str | None, "The goal as printed"]
    teko: Annotated[str | None, "Deed: a level between goal and measure"]
    toimiala: Annotated[str | None, "Sector named in the block"]
    keinot: Annotated[list[str], "Means"]
    muut: Annotated[list[Muu], "Values of labels without a role"]
    rivit: Lines
    sivu: Page
    kohdat: Annotated[list[Kohta], "Measure blocks or table rows"]
    sijainnit: Where = field(default=None, metadata={OPTIONAL: True})
    perityt: Inherited = field(default=None, metadata={OPTIONAL: True})


@record
class Kappale:
    """A paragraph of free content."""

    tyyppi: Annotated[Literal["kappale"], "Kind of content"]
    teksti: Annotated[str, "As printed"]
    rivit: Lines
    sivu: Page
    sijainnit: Where = field(default=None, metadata={OPTIONAL: True})
    perityt: Inherited = field(default=None, metadata={OPTIONAL: True})


@record
class Alkio:
    """An item of a list."""

    tunnus: Annotated[str | None, "Its number or letter as printed"]
    teksti: Annotated[str, "As printed"]
    alkiot: Annotated[list["Alkio"], "Items below it"]


@record
class Luettelo:
    """A list of free content."""

    tyyppi: Annotated[Literal["luettelo"], "Kind of content"]
    alkiot: Annotated[list[Alkio], "Items"]
    rivit: Lines
    sivu: Page
    sijainnit: Where = field(default=None, metadata={OPTIONAL: True})
    perityt: Inherited = field(default=None, metadata={OPTIONAL: True})


@record
class Taulukko:
    """A table of free content: none of its headings names a goal or an indicator."""

    tyyppi: Annotated[Literal["taulukko"], "Kind of content"]
    otsikot: Annotated[list[str], "Column headings, where the text marks them as such"]
    solut: Annotated[list[list[str]], "Rows of cells; an empty cell is an empty string"]
    rivit: Lines
    sivu: Page
    sijainnit: Where = field(default=None, metadata={OPTIONAL: True})
    perityt: Inherited = field(default=None, metadata={OPTIONAL: True})


@record
class Osio:
    """A section; what stands before the first heading is a section without one, of level 0."""

    tunnus: Annotated[str | None, "Its number as printed"]
    otsikko: Annotated[str | None, "Its heading, the number off"]
    taso: Annotated[int, "Depth: 1 for the topmost headings, 0 before the first"]
    rivit: Lines
    sivu: Page
    sisalto: Annotated[list[Tavoite | Kappale | Luettelo | Taulukko], "Goals and free content in document order"]
    osiot: Annotated[list["Osio"], "Subsections"]
    sijainnit: Where = field(default=None, metadata={OPTIONAL: True})
    perityt: Inherited = field(default=None, metadata={OPTIONAL: True})


@record
class Lahde:
    """Where the report was read from, and how."""

    tiedosto: Annotated[str, "Path of the file as it was given, below IN in a batch; <stdin> for standard input"]
    muoto: Annotated[Muoto, "Form of the file"]
    sha256: Annotated[str, "SHA-256 of the file's bytes, hexadecimal"]
    koodaus: Annotated[str | None, "Encoding; null for a form that is no text"]
    kielioppi: Annotated[str, "Name of the grammar that read it"]


@record
class Kattavuus:
    """How many of the non-blank lines went where; each line is counted once."""

    riveja: Annotated[int, "Non-blank lines"]
    luettu: Annotated[int, "Read into a field or heading"]
    vapaata: Annotated[int, "Kept as free content"]
    ohitettu: Annotated[int, "Skipped by a named rule"]
    lukematta: Annotated[int, "Not read"]


@record
class Raportti:
    """A report: its source, coverage, head and sections."""

    skeema: Annotated[Literal["tavoiteparse/1"], "Name and version of this contract"]
    lahde: Lahde
    kattavuus: Kattavuus
    otsikko: Annotated[str | None, "Title"]
    organisaatio: Annotated[str | None, "Municipality or employment area"]
    kausi: Annotated[Kausi | None, "Period of the report"]
    osiot: Annotated[list[Osio], "Sections"]
    sijainnit: Where = field(default=None, metadata={OPTIONAL: True})
    perityt: Inherited = field(default=None, metadata={OPTIONAL: True})
