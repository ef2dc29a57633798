"""The tags of a PDF with the lines they own: headings, paragraphs, lists and tables in the order of the tags."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from tavoiteparse.documents.grid import CellBox, Para, Table, laid_out
from tavoiteparse.documents.pdf_ruled import Drawn
from tavoiteparse.documents.pdf_tags import BLOCKS, Element, Leaf
from tavoiteparse.documents.pdf_text import BULLETS, Joiner, Line, folded, whole_lines
from tavoiteparse.documents.pdf_write import Content, Placed, PlacedTable

RANKS = {"H": 2, "Title": 1, **{f"H{rank}": rank for rank in range(1, 7)}}
ROW_GROUPS = ("THead", "TBody", "TFoot")
Lines = Mapping[tuple[int, int], Sequence[Line]]


def tagged(tree: Element, lines: Lines, drawn: Drawn, joiner: Joiner) -> tuple[list[Content], set[int]]:
    """The content of a document, and the pages with tables whose columns are not told: their rows do not add up.

    `lines` are those of each page and tag; `drawn` the drawn tables, which take the place of tags where these
    know of no table, or of one whose rows do not add up.
    """
    walk = _Walk(lines, drawn, joiner)
    return walk.blocks(tree, 0), walk.doubtful


class _Walk:
    """The walk over the tree; `doubtful` gathers the pages of tables whose rows differ in width."""

    def __init__(self, lines: Lines, drawn: Drawn, joiner: Joiner) -> None:
        self.lines = lines
        self.drawn = drawn
        self.written: set[int] = set()  # drawn tables, by their identity
        self.joiner = joiner
        self.doubtful: set[int] = set()
        self.in_table = False

    def blocks(self, element: Element, depth: int) -> list[Content]:
        """What an element holds, block by block; `depth` counts the lists around it."""
        found: list[Content] = []
        waiting: list[Leaf] = []
        for kid in element.kids:
            if isinstance(kid, Leaf):
                waiting.append(kid)
            elif _is_inline(kid):
                waiting += kid.leaves()
            else:
                found += self._paragraph(element, waiting)
                waiting = []
                found += self._block(kid, depth)
        return found + self._paragraph(element, waiting)

    def _block(self, element: Element, depth: int) -> list[Content]:
        if element.kind == "Table":
            return self._table(element)
        if element.kind == "L":
            return [one for kid in element.kids if isinstance(kid, Element) for one in self._item(kid, depth)]
        return self.blocks(element, depth)

    def _paragraph(self, element: Element, leaves: Sequence[Leaf]) -> list[Content]:
        """The text of pieces that no block parts, as one paragraph; drawn tables in their place."""
        found: list[Content] = []
        for table, own in groupby(leaves, self._unknown):
            found += self._once([table]) if table is not None else self._text(element, self._own([*own]))
        return found

    def _unknown(self, leaf: Leaf) -> PlacedTable | None:
        """The drawn table in which a piece stands that no tag says is in one."""
        return self.drawn.table(leaf.page + 1, leaf.tag) if not self.in_table else None

    def _text(self, element: Element, lines: Sequence[Line]) -> list[Content]:
        if not lines:
            return []
        edge = max(line.right for line in lines)
        text = "\n".join(folded(lines, edge, self.joiner))
        rank = RANKS.get(element.kind, 0)
        return [Placed(Para(text, rank, bold=not rank and all(line.bold for line in lines)), lines[0].page)]

    def _own(self, leaves: Sequence[Leaf]) -> list[Line]:
        return whole_lines(line for leaf in leaves for line in self.lines.get((leaf.page + 1, leaf.tag), ()))

    def _item(self, element: Element, depth: int) -> list[Content]:
        """An item of a list: its label is a bullet or a number; lists in it are deeper."""
        if element.kind != "LI":
            return self._block(element, depth + 1)
        labels = [kid for kid in element.kids if isinstance(kid, Element) and kid.kind == "Lbl"]
        label = " ".join(line.text for kid in labels for line in self._own([*kid.leaves()])).strip()
        rest = [kid for kid in element.kids if kid not in labels]
        found = self.blocks(element._replace(kids=rest), depth + 1)
        for n, one in enumerate(found):
            if isinstance(one, Placed) and one.para.marker is None:
                text, marker = _marked(one.para.text, label)
                found[n] = one._replace(
                    para=one.para._replace(text=text, marker=marker, depth=depth, rank=0, bold=False)
                )
                break
        return found

    def _table(self, element: Element) -> list[Content]:
        """A table; the one that is drawn in its place where the rows of the tagged one do not add up."""
        cells = [row for row in map(_cells, _rows(element)) if row]
        if not cells:
            return []
        rows, pages, page = [], [], 1
        for row in cells:
            rows.append([self._cell(cell) for cell in row])
            page = next((line.page for cell in row for line in self._own([*cell.leaves()])), page)
            pages.append(page)
        area = sum(cell.columns * cell.rows for row in rows for cell in row)
        if area == len(rows) * len(laid_out(rows)[0]):
            return [PlacedTable(rows, pages)]
        drawn = [self.drawn.table(leaf.page + 1, leaf.tag) for leaf in element.leaves() if self._own([leaf])]
        if None not in drawn:
            return self._once([table for table in drawn if table is not None])
        self.doubtful.update(pages)
        return [one for row in cells for cell in row for one in self.blocks(cell, 0)]

    def _once(self, tables: Sequence[PlacedTable]) -> list[Content]:
        """Drawn tables, each where it is met first."""
        found: list[Content] = []
        for table in tables:
            if id(table) not in self.written:
                self.written.add(id(table))
                found.append(table)
        return found

    def _cell(self, element: Element) -> CellBox:
        before, self.in_table = self.in_table, True
        content = [one.para if isinstance(one, Placed) else Table(one.rows) for one in self.blocks(element, 0)]
        self.in_table = before
        return CellBox(content, element.columns, element.rows, element.kind == "TH")


def _cells(row: Element) -> list[Element]:
    return [kid for kid in row.kids if isinstance(kid, Element) and kid.kind in ("TD", "TH")]


def _is_inline(element: Element) -> bool:
    """Whether an element belongs to the line it stands in: `Span`, `Link`, `Lbl`, and what holds nothing but such."""
    if element.kind in BLOCKS - {"NonStruct", "Private"}:
        return False
    return all(isinstance(kid, Leaf) or _is_inline(kid) for kid in element.kids)


def _rows(table: Element) -> list[Element]:
    found = []
    for kid in table.kids:
        if isinstance(kid, Element) and kid.kind == "TR":
            found.append(kid)
        elif isinstance(kid, Element) and kid.kind in ROW_GROUPS:
            found += _rows(kid)
    return found


def _marked(text: str, label: str) -> tuple[str, str]:
    """The text of an item and its marker, which the text itself may begin with."""
    if not label and text[:1] in BULLETS and text[1:2] == " ":
        return text[2:].lstrip(), "-"
    return text, "-" if not label or label in BULLETS or not any(map(str.isalnum, label)) else label
