"""`Raportti` to rows: one for each indicator, and each row as a line of CSV or JSON Lines."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from tavoiteparse.contract.model import Kausi, Kohta, Luku, Mittari, Osio, Raportti, Taso, Tavoite
from tavoiteparse.judging.conclusion import conclude
from tavoiteparse.language.municipalities import municipality_code
from tavoiteparse.language.values.periods import is_part
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.shown import harmless_json

COLUMNS = (
    "tiedosto", "organisaatio", "kuntanumero", "vuosi", "jakso", "osio", "painopiste", "tavoite_nro", "tavoite", "teko",
    "keinot", "toimiala", "toimenpide", "mittari_nro", "mittari_ryhma", "mittari", "lahtotaso", "lahtotaso_arvo",
    "lahtotaso_yksikko", "tavoitetaso", "tavoitetaso_vertailu", "tavoitetaso_arvo", "tavoitetaso_yksikko", "toteuma",
    "toteuma_arvo", "toteuma_yksikko", "tila", "vastuu", "selvitys_jakso", "selvitys", "rivi_alku", "rivi_loppu",
    "sivu", "paatelma", "paatelma_peruste",
)  # fmt: skip
# The kind of each column that is no text, for tables that have kinds: CSV has none, Parquet, Excel and SQL do.
INTEGERS = frozenset({"vuosi", "rivi_alku", "rivi_loppu", "sivu"})
NUMBERS = frozenset({"lahtotaso_arvo", "tavoitetaso_arvo", "toteuma_arvo"})
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")  # by which a text begins that Excel would compute

Row = dict[str, Any]


def rows(raportti: Raportti) -> Iterator[Row]:
    """One row per indicator; a goal or block without indicators gives one row (keys: COLUMNS, in their order)."""
    head = {
        "tiedosto": raportti.lahde.tiedosto,
        "organisaatio": raportti.organisaatio,
        "kuntanumero": municipality_code(raportti.organisaatio),
        "vuosi": raportti.kausi.vuosi if raportti.kausi else None,
        "jakso": raportti.kausi.jakso if raportti.kausi else None,
    }
    part = raportti.kausi.jakso if raportti.kausi and is_part(raportti.kausi) else None
    title = TITLE_NUMBER.sub("", raportti.otsikko) if raportti.otsikko else None
    for osio, tavoite in _goals(raportti.osiot, title):
        goal = head | {
            "osio": osio,
            "painopiste": tavoite.painopiste,
            "tavoite_nro": tavoite.tunnus,
            "tavoite": tavoite.tavoite,
            "teko": tavoite.teko,
            "keinot": _lines(tavoite.keinot),
            "toimiala": tavoite.toimiala,
        }
        if not tavoite.kohdat:
            yield _row(goal | _place(tavoite))
        for kohta in tavoite.kohdat:
            mittarit: list[Mittari | None] = [*kohta.mittarit] or [None]
            for mittari in mittarit:
                concluded = _concluded(tavoite, kohta, mittari, raportti.kausi)
                yield _row(goal | _kohta_fields(kohta, mittari, part) | concluded)


TITLE_NUMBER = lazy(r"^\d{1,2}(?:\.\d{1,2})*[.)]?\s+(?=[A-ZÅÄÖ])")  # of a chapter: `3 Suunnitelma 2026`


def _goals(osiot: list[Osio], above: str | None) -> Iterator[tuple[str | None, Tavoite]]:
    """Every goal with the nearest heading above it."""
    for osio in osiot:
        heading = osio.otsikko or above
        for content in osio.sisalto:
            if isinstance(content, Tavoite):
                yield heading, content
        yield from _goals(osio.osiot, heading)


def _concluded(tavoite: Tavoite, kohta: Kohta, mittari: Mittari | None, kausi: Kausi | None) -> Row:
    """What is concluded of an indicator; of a row without one, nothing."""
    if mittari is None:
        return {}
    paatelma, peruste = conclude(tavoite, kohta, mittari, kausi)
    return {"paatelma": paatelma, "paatelma_peruste": peruste}


def _kohta_fields(kohta: Kohta, mittari: Mittari | None, part: str | None) -> Row:
    """The columns that a block and one of its indicators fill."""
    toteuma = (mittari.toteuma if mittari else None) or kohta.toteuma
    tila = (mittari.tila if mittari else None) or kohta.tila
    selvitys = (mittari.selvitys if mittari else None) or kohta.selvitys
    text = _lines(selvitys.kappaleet) if selvitys else None
    spoken = text is not None or toteuma is not None or tila is not None
    fields: Row = {
        "toimenpide": _lines(kohta.toimenpiteet),
        "toteuma": toteuma.teksti if toteuma else None,
        "tila": tila.koodi if tila else None,
        "vastuu": _lines(kohta.vastuut),
        "selvitys_jakso": ((selvitys.jakso if selvitys else None) or part) if spoken else None,
        "selvitys": text,
        **_place(kohta),
    }
    fields |= _figure("toteuma", toteuma, None, "")
    if mittari is not None:
        fields |= {
            "mittari_nro": mittari.tunnus,
            "mittari_ryhma": mittari.ryhma,
            "mittari": mittari.mittari,
            "lahtotaso": mittari.lahtotaso.teksti if mittari.lahtotaso else None,
            "tavoitetaso": mittari.tavoitetaso.teksti if mittari.tavoitetaso else None,
        }
        fields |= _figure("lahtotaso", mittari.lahtotaso, mittari, "lahto")
        fields |= _figure("tavoitetaso", mittari.tavoitetaso, mittari, "tavoite")
    return fields


def _figure(name: str, level: Taso | None, mittari: Mittari | None, role: str) -> Row:
    """The `_arvo`, `_yksikko` and `_vertailu` of a level: of its one figure, else of the one with the fitting role."""
    luvut = (
        level.luvut
        if level is not None
        else [luku for luku in (mittari.luvut if mittari else []) if luku.rooli == role]
    )
    fitting = [luku for luku in luvut if luku.rooli == role] or [luku for luku in luvut if luku.rooli is None]
    luku: Luku | None = fitting[0] if len(fitting) == 1 and fitting[0].arvo_yla is None else None
    if luku is None:
        return {}
    return {f"{name}_arvo": luku.arvo, f"{name}_yksikko": luku.yksikko, f"{name}_vertailu": luku.vertailu}


def _place(part: Kohta | Tavoite) -> Row:
    return {"rivi_alku": part.rivit[0], "rivi_loppu": part.rivit[1], "sivu": part.sivu}


def _row(fields: Row) -> Row:
    return {column: fields.get(column) for column in COLUMNS}


def _lines(values: list[str]) -> str | None:
    return "\n".join(values) or None


def json_line(row: Row) -> str:
    """A row as a line of JSON Lines."""
    return harmless_json(json.dumps(row, ensure_ascii=False)) + "\n"


def csv_header(headings: Iterable[str] = COLUMNS) -> str:
    """The heading line of the table."""
    return _record(headings, ",", "\n")


def csv_line(row: Row) -> str:
    """A row as a CSV record (RFC 4180 quoting, but lines end in LF); null is an empty field."""
    return _record(row.values(), ",", "\n")


def excel_header(headings: Iterable[str] = COLUMNS) -> str:
    """The heading line of a CSV file that a Finnish Excel opens, after the mark by which it knows UTF-8."""
    return "\ufeff" + _record(headings, ";", "\r\n")


def excel_line(row: Row) -> str:
    """A row for a Finnish Excel: semicolons, decimal commas, and no text that it would take for a formula."""
    return _record(map(_for_excel, row.values()), ";", "\r\n")


def _for_excel(value: object) -> object:
    if isinstance(value, float):
        return repr(value).replace(".", ",")
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_SIGNS) else value


def _record(values: Iterable[object], separator: str, end: str) -> str:
    import csv
    from io import StringIO

    buffer = StringIO()
    csv.writer(buffer, delimiter=separator, lineterminator=end).writerow(values)
    return buffer.getvalue()
