"""The tags of a PDF: what its maker said is a heading, a list, a table and its cells, as a tree of numbered pieces."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NumberObject

from tavoiteparse.documents.grid import MOST_SPANNED

DEEPEST = 64
MOST_ELEMENTS = 1_000_000
BLOCKS = frozenset(
    {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private"}
    | {"Aside", "Title", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "LBody", "Table", "TR", "TH", "TD"}
    | {"THead", "TBody", "TFoot", "Note", "FENote", "Figure", "Formula", "Form"}
)


class Leaf(NamedTuple):
    """The letters that are marked with one number on one page (from 0)."""

    page: int
    tag: int


class Element(NamedTuple):
    """A tagged element: its standard kind (`P`, `TD`), what it holds, and the cells that it covers as one."""

    kind: str
    kids: "list[Element | Leaf]"
    columns: int = 1
    rows: int = 1

    def leaves(self) -> Iterator[Leaf]:
        """All pieces of it, in order."""
        for kid in self.kids:
            if isinstance(kid, Leaf):
                yield kid
            else:
                yield from kid.leaves()


def tag_tree(data: bytes) -> Element | None:
    """The tree of a PDF's tags; None where it has none, or none that can be followed."""
    try:
        reader = PdfReader(BytesIO(data))
        catalogue = reader.trailer["/Root"].get_object()
        root = catalogue.get("/StructTreeRoot") if isinstance(catalogue, DictionaryObject) else None
        if root is None:
            return None
        return _Tree(reader, root.get_object()).whole()
    except Exception:  # whatever a damaged tree brings up: pages are read by their lines then
        return None


class _TooDeepError(Exception):
    """The tree is deeper or larger than any report's."""


class _Tree:
    """The walk over the tags of one file."""

    def __init__(self, reader: PdfReader, root: DictionaryObject) -> None:
        self.root = root
        self.pages = {
            page.indirect_reference.idnum: n
            for n, page in enumerate(reader.pages)
            if page.indirect_reference is not None
        }
        self.roles = {str(key): str(value) for key, value in _dictionary(root.get("/RoleMap")).items()}
        self.seen: set[int] = set()
        self.count = 0

    def whole(self) -> Element:
        """The root with all below it. Raises _TooDeepError."""
        return Element("Document", self._kids(self.root, None, 0))

    def _kids(self, parent: DictionaryObject, page: int | None, depth: int) -> list[Element | Leaf]:
        found: list[Element | Leaf] = []
        kids = parent.get("/K")
        resolved = kids.get_object() if kids is not None else None
        several = resolved if isinstance(resolved, ArrayObject) else [kids] if kids is not None else []
        for kid in several:
            one = self._kid(kid, page, depth + 1)
            if one is not None:
                found.append(one)
        return found

    def _kid(self, kid: Any, page: int | None, depth: int) -> Element | Leaf | None:
        self.count += 1
        if depth > DEEPEST or self.count > MOST_ELEMENTS:
            raise _TooDeepError
        if isinstance(kid, IndirectObject):
            if kid.idnum in self.seen:
                return None
            self.seen.add(kid.idnum)
        thing = kid.get_object()
        if isinstance(thing, NumberObject):
            return Leaf(page, int(thing)) if page is not None else None
        if not isinstance(thing, DictionaryObject):
            return None
        page = self._page(thing, page)
        kind = str(thing.get("/Type", "/StructElem"))
        if kind == "/MCR":
            return Leaf(page, _whole(thing.get("/MCID"), -1)) if page is not None and "/Stm" not in thing else None
        if kind == "/OBJR":
            return None
        columns, rows = _spans(thing)
        return Element(self._role(thing), self._kids(thing, page, depth), columns, rows)

    def _page(self, thing: DictionaryObject, page: int | None) -> int | None:
        if "/Pg" not in thing:
            return page
        reference = thing.raw_get("/Pg")
        return self.pages.get(reference.idnum, page) if isinstance(reference, IndirectObject) else page

    def _role(self, thing: DictionaryObject) -> str:
        """The standard name of an element's kind."""
        name = str(thing.get("/S", "/Span"))
        for _ in range(len(self.roles)):
            if name.lstrip("/") in BLOCKS or name not in self.roles:
                break
            name = self.roles[name]
        return name.lstrip("/")


def _dictionary(thing: Any) -> DictionaryObject:
    found = thing.get_object() if thing is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _spans(thing: DictionaryObject) -> tuple[int, int]:
    """How many columns and rows a cell covers."""
    attributes = thing.get("/A")
    resolved = attributes.get_object() if attributes is not None else None
    columns = rows = 1
    for one in resolved if isinstance(resolved, ArrayObject) else [resolved]:
        own = one.get_object() if one is not None else None
        if isinstance(own, DictionaryObject):
            columns, rows = _whole(own.get("/ColSpan"), columns), _whole(own.get("/RowSpan"), rows)
    return min(max(columns, 1), MOST_SPANNED), min(max(rows, 1), MOST_SPANNED)


def _whole(thing: Any, otherwise: int) -> int:
    """A whole number of the file; another where it has none."""
    found = thing.get_object() if thing is not None else None
    return int(found) if isinstance(found, NumberObject) else otherwise
