"""Drafts to the contract: plain dicts in the order of its fields, ready to be validated."""

from collections.abc import Callable, Iterable
from typing import Any

from tavoiteparse.contract.model import Luku
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
from tavoiteparse.source.text import Part, Source, Span

Dict = dict[str, Any]


class Emitter:
    """Makes the dicts of one report; with `positions` each has `sijainnit` and `perityt`."""

    def __init__(self, source: Source, grammar: Grammar, positions: bool) -> None:
        self.source, self.vocabulary, self.positions = source, grammar.vocabulary, positions
        self.values = grammar.vocabulary.values
        self.breaks = source.page_breaks()

    def section(self, section: Section, depth: int = 1) -> Dict:
        """A section with its content and subsections; the one without a heading has depth 0."""
        data: Dict = {
            "tunnus": section.number,
            "otsikko": _text(section.heading),
            "taso": depth if section.heading is not None else 0,
            **self._lines(section),
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
            **self._lines(goal),
            "kohdat": [self.block(block) for block in goal.blocks],
        }
        inherited = [role for role in uppers if role not in goal.own]
        if goal.means and "keinot" not in goal.own:
            inherited.append("keinot")
        return self._placed(data, inherited, keinot=goal.means, **uppers)

    def block(self, block: Block) -> Dict:
        """A kohta with its indicators."""
        data: Dict = {
            "toimenpiteet": [part.text for part in block.measures],
            "vastuut": [part.text for part in block.responsible],
            "mittarit": [self.indicator(indicator) for indicator in block.indicators],
            "muut": self._others([*block.other, *map(_as_other, block.earlier_accounts)]),
            "toteuma": self._level(block.values.get("toteuma")),
            "tila": self._status(block.values.get("tila")),
            "selvitys": self._account(block.account),
            **self._lines(block),
        }
        values = {role: text for role, text in block.values.items() if role in data}
        inherited = sorted(block.inherited)
        return self._placed(data, inherited, toimenpiteet=block.measures, vastuut=block.responsible, **values)

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
            "lahtotaso": self._level(values.get("lahtotaso"), indicator),
            "tavoitetaso": self._level(values.get("tavoitetaso"), indicator, target=True),
            "toteuma": self._level(values.get("toteuma"), indicator),
            "tila": self._status(values.get("tila")),
            "selvitys": self._account(indicator.account),
            **self._lines(indicator),
        }
        return self._placed(data, [], mittari=indicator.text, ryhma=indicator.group, **values)

    def prose(self, prose: Prose) -> Dict:
        """A paragraph."""
        data = {"tyyppi": "kappale", "teksti": prose.text.text, **self._lines(prose)}
        return self._placed(data, teksti=prose.text)

    def listed(self, listed: Listed) -> Dict:
        """A list."""
        data = {"tyyppi": "luettelo", "alkiot": [_item(i) for i in listed.items], **self._lines(listed)}
        return self._placed(data, alkiot=list(_item_parts(listed.items)))

    def grid(self, grid: Grid) -> Dict:
        """A free table; the parts of a cell stand on lines of their own."""
        cells = [["\n".join(p.text for p in text.parts) if text else "" for text in row] for row in grid.rows]
        data = {"tyyppi": "taulukko", "otsikot": [], "solut": cells, **self._lines(grid)}
        return self._placed(data, solut=[part for row in grid.rows for text in row if text for part in text.parts])

    def place(self, parts: Text | Iterable[Part] | None) -> list[str]:
        """Where a value stands: one position for each of its parts."""
        found = parts.parts if isinstance(parts, Text) else parts or ()
        return [self.source.where(Span(part.start, part.end)) for part in found]

    def _lines(self, draft: Account | Block | Goal | Grid | Indicator | Listed | Prose | Section) -> Dict:
        """First and last line of a draft, and the page of the first."""
        return {"rivit": [draft.first, draft.last], "sivu": self.source.page(draft.first, self.breaks)}

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

    def _level(self, text: Text | None, indicator: Indicator | None = None, target: bool = False) -> Dict | None:
        """A level; figures without a unit take that of the row's unit cell or of the indicator's name."""
        if text is None:
            return None
        unit = indicator.unit.text if indicator is not None and indicator.unit is not None else None
        luvut: list[Luku] = []
        for line in text.lines:  # no figure reaches over a break: `200 000<br>450 000` are two
            if indicator is None:
                luvut += self.values.quantities(line)
            else:
                luvut += self.values.level(line, indicator.text.text, unit, target)
        return {"teksti": text.text, "luvut": self._figures(luvut)}

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
            **self._lines(account),
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


def _text(text: Text | None) -> str | None:
    return None if text is None else text.text


def _item(item: Item) -> Dict:
    return {"tunnus": item.number, "teksti": item.text.text, "alkiot": [_item(child) for child in item.items]}


def _item_parts(items: list[Item]) -> Iterable[Part]:
    for item in items:
        yield from item.text.parts
        yield from _item_parts(item.items)
