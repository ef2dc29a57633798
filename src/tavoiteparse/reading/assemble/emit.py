"""Drafts to the contract: plain dicts in the order of its fields, ready to be validated."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from tavoiteparse.contract.model import Luku, Taso, headed
from tavoiteparse.language.grammar import Grammar
from tavoiteparse.reading.assemble.drafts import (
    Account,
    Block,
    Goal,
    Grid,
    Indicator,
    Item,
    Listed,
    Other,
    Prose,
    Section,
    Text,
)
from tavoiteparse.source.text import PDF, Part, Source, Span

Dict = dict[str, Any]
Draft = Account | Block | Goal | Grid | Indicator | Listed | Prose | Section


class Emitter:
    """Makes the dicts of one report; with `positions` each has `sijainnit` and `perityt`.

    Lines are those that people are told; with `in_text` those of the text that the file was converted to.
    """

    def __init__(self, source: Source, grammar: Grammar, positions: bool, in_text: bool = False) -> None:
        self.source, self.vocabulary, self.positions = source, grammar.vocabulary, positions
        self.values = grammar.vocabulary.values
        self.breaks = source.page_breaks()
        self.paged = bool(self.breaks) or source.form == PDF
        self.in_text = in_text
        self.by_text = in_text or not source.has_file_lines  # whose lines `rivit` are
        self.result: Text | None = None  # of the block before, with its figures
        self.figures: list[Luku] = []

    def section(self, section: Section, depth: int = 1) -> Dict:
        """A section with its content and subsections; the one without a heading has depth 0."""
        data: Dict = {
            "tunnus": section.number,
            "otsikko": _text(section.heading),
            "taso": depth if section.heading is not None else 0,
            "rivit": self._lines(section),
            "sivu": self._page(section),
            "sisalto": [CONTENT[type(content)](self, content) for content in section.content],
            "osiot": [self.section(child, depth + 1) for child in section.sections],
        }
        return self._placed(data, otsikko=section.heading)

    def goal(self, goal: Goal) -> Dict:
        """A goal with its blocks."""
        uppers = goal.uppers
        data: Dict = {
            "tyyppi": "tavoite",
            "tunnus": goal.number,
            "painopiste": _text(uppers.get("painopiste")),
            "tavoite": _text(uppers.get("tavoite")),
            "teko": _text(uppers.get("teko")),
            "toimiala": _text(uppers.get("toimiala")),
            "keinot": [part.text for part in goal.means],
            "muut": self._others(goal.other),
            "rivit": self._lines(goal),
            "sivu": self._page(goal),
            "kohdat": [self.block(block) for block in goal.blocks],
        }
        if not self.positions:
            return data
        inherited = [role for role in uppers if role not in goal.own]
        if goal.means and "keinot" not in goal.own:
            inherited.append("keinot")
        return self._placed(data, inherited, keinot=goal.means, muut=_parts(goal.other), **uppers)

    def block(self, block: Block) -> Dict:
        """A kohta with its indicators."""
        others = [*block.other, *map(_as_other, block.earlier_accounts)]
        data: Dict = {
            "toimenpiteet": [part.text for part in block.measures],
            "vastuut": [part.text for part in block.responsible],
            "mittarit": [self.indicator(indicator) for indicator in block.indicators],
            "muut": self._others(others),
            "toteuma": self._result(block.values.get("toteuma")),
            "tila": self._status(block.values.get("tila")),
            "selvitys": self._account(block.account),
            "rivit": self._lines(block),
            "sivu": self._page(block),
        }
        if not self.positions:
            return data
        values = {role: text for role, text in block.values.items() if role in data}
        inherited = sorted(block.inherited)
        measures, responsible = block.measures, block.responsible
        return self._placed(data, inherited, toimenpiteet=measures, vastuut=responsible, muut=_parts(others), **values)

    def indicator(self, indicator: Indicator) -> Dict:
        """An indicator with its levels."""
        values = indicator.values
        text = indicator.text.text
        data: Dict = {
            "tunnus": indicator.number,
            "ryhma": _text(indicator.group),
            "mittari": text or None,
            "luvut": self._figures(self.values.quantities(text, sentence=True)),
            "muut": self._others(indicator.other),
            "lahtotaso": self._level("lahtotaso", indicator),
            "tavoitetaso": self._level("tavoitetaso", indicator),
            "toteuma": self._level("toteuma", indicator),
            "tila": self._status(values.get("tila")),
            "selvitys": self._account(indicator.account),
            "rivit": self._lines(indicator),
            "sivu": self._page(indicator),
        }
        named = {"mittari": indicator.text, "ryhma": indicator.group, "muut": _parts(indicator.other)}
        return self._placed(data, sorted(indicator.inherited), **named, **values)

    def prose(self, prose: Prose) -> Dict:
        """A paragraph."""
        data = {
            "tyyppi": "kappale",
            "teksti": prose.text.text,
            "rivit": self._lines(prose),
            "sivu": self._page(prose),
        }
        return self._placed(data, teksti=prose.text)

    def listed(self, listed: Listed) -> Dict:
        """A list."""
        data = {
            "tyyppi": "luettelo",
            "alkiot": [_item(i) for i in listed.items],
            "rivit": self._lines(listed),
            "sivu": self._page(listed),
        }
        return self._placed(data, alkiot=list(_item_parts(listed.items)))

    def grid(self, grid: Grid) -> Dict:
        """A free table; the parts of a cell stand on lines of their own."""
        cells = [["\n".join(p.text for p in text.parts) if text else "" for text in row] for row in grid.rows]
        data = {
            "tyyppi": "taulukko",
            "otsikot": [],
            "solut": cells,
            "rivit": self._lines(grid),
            "sivu": self._page(grid),
        }
        return self._placed(data, solut=[part for row in grid.rows for text in row if text for part in text.parts])

    def place(self, parts: Text | Iterable[Part] | None) -> list[str]:
        """Where a value stands: one position for each of its parts."""
        found = parts.parts if isinstance(parts, Text) else parts or ()
        return [self.source.where(Span(part.start, part.end), self.in_text) for part in found]

    def _lines(self, draft: Draft) -> list[int]:
        """The first and the last line, as people are told them."""
        if self.by_text:
            return [draft.first, draft.last]
        return list(self.source.shown_lines(draft.first, draft.last))

    def _page(self, draft: Draft) -> int | None:
        """The page of the first line."""
        return self.source.page(draft.first, self.breaks) if self.paged else None

    def _placed(self, data: Dict, inherited: list[str] | None = None, **fields: Text | list[Part] | None) -> Dict:
        if self.positions:
            data["sijainnit"] = {name: where for name, parts in fields.items() if (where := self.place(parts))}
            data["perityt"] = inherited or []
        return data

    def _figures(self, luvut: list[Luku]) -> list[Luku]:
        """The same figures; like every object they say what they inherited where that was asked for."""
        for luku in luvut:
            luku.perityt = (luku.perityt or []) if self.positions else None
        return luvut

    def _result(self, text: Text | None) -> Dict | None:
        """The result of a block; one that covers several blocks is read once, and each has figures of its own."""
        if text is None:
            return None
        if text is self.result:
            return {"teksti": text.text, "luvut": [replace(luku) for luku in self.figures]}
        self.result = text
        self.figures = self._figures([luku for line in text.lines for luku in self.values.quantities(line)])
        return {"teksti": text.text, "luvut": self.figures}

    def _level(self, role: str, indicator: Indicator) -> Taso | None:
        """A level; figures without a unit take that of the row's unit cell or of the indicator's name."""
        text, target = indicator.values.get(role), role == "tavoitetaso"
        if text is None:
            return None
        name, unit = indicator.text.text, indicator.unit.text if indicator.unit is not None else None
        # no figure reaches over a break: `200 000<br>450 000` are two
        luvut = [luku for line in text.lines for luku in self.values.level(line, name, unit, target)]
        return headed(text.text, self._figures(luvut), indicator.headings.get(role))

    def _status(self, text: Text | None) -> Dict | None:
        return None if text is None else {"teksti": text.text, "koodi": self.vocabulary.status_code(text.text)}

    def _others(self, others: list[Other]) -> list[Dict]:
        figures = self.values.quantities
        return [
            {
                "otsikko": other.heading,
                "teksti": other.value.text,
                "luvut": self._figures([luku for line in other.value.lines for luku in figures(line)]),
            }
            for other in others
        ]

    def _account(self, account: Account | None) -> Dict | None:
        if account is None:
            return None
        data: Dict = {
            "otsikko": account.heading,
            "jakso": kausi.jakso if (kausi := self.values.label_period(account.heading)) else None,
            "kappaleet": [paragraph.part.text for paragraph in account.paragraphs],
            "rivit": self._lines(account),
            "sivu": self._page(account),
        }
        return self._placed(data, kappaleet=[paragraph.part for paragraph in account.paragraphs])


CONTENT: dict[type, Callable[[Emitter, Any], Dict]] = {
    Goal: Emitter.goal,
    Prose: Emitter.prose,
    Listed: Emitter.listed,
    Grid: Emitter.grid,
}


def _as_other(account: Account) -> Other:
    return Other(account.heading or "", Text(tuple(paragraph.part for paragraph in account.paragraphs)))


def _parts(others: list[Other]) -> list[Part]:
    """Where the values without a role stand, one after the other."""
    return [part for other in others for part in other.value.parts]


def _text(text: Text | None) -> str | None:
    return None if text is None else text.text


def _item(item: Item) -> Dict:
    return {"tunnus": item.number, "teksti": item.text.text, "alkiot": [_item(child) for child in item.items]}


def _item_parts(items: list[Item]) -> Iterable[Part]:
    for item in items:
        yield from item.text.parts
        yield from _item_parts(item.items)
