"""PDF files to the text between: by their tags, else by the lines drawn around cells; what neither tells is said.

A table that neither tags nor lines tell is no table here: its words are given line by line, with a warning.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import PurePath

from tavoiteparse.documents.converted import ConversionError, Converted
from tavoiteparse.documents.pdf_page import open_pdf, read_page
from tavoiteparse.documents.pdf_ruled import Drawn, ruled, whole_tables
from tavoiteparse.documents.pdf_sheet import Piece, Sheet, sheet_of
from tavoiteparse.documents.pdf_tagged import tagged
from tavoiteparse.documents.pdf_tags import Element, tag_tree
from tavoiteparse.documents.pdf_text import WIDE, Joiner, Line, whole_lines
from tavoiteparse.documents.pdf_write import Said, write
from tavoiteparse.documents.read import Limits
from tavoiteparse.documents.writing import Writer
from tavoiteparse.source.messages import N_, Phrase, filled

MOST_PAGES = 2000
EDGE_LINES = 4  # at the top and the foot of a page, among which running heads are looked for
LONGEST_MARKER = 5  # letters of a bullet or number of an item
FEWEST_LOST = 2  # lines with lost columns that make a page doubtful
NUMBER = re.compile(r"\d+")


def convert(data: bytes, name: str, limits: Limits) -> Converted:
    """Reads a PDF. Raises ConversionError for one that is locked, damaged, too long or made of pictures."""
    sheets = _sheets(data, limits)
    if not any(sheet.pieces for sheet in sheets):
        raise ConversionError(_pictures(len(sheets), PurePath(name).name))
    joiner = Joiner(whole_lines(piece.line for sheet in sheets for piece in sheet.pieces))
    tree = _whole_tree(data, sheets)
    if tree is not None:
        drawn = Drawn(sheets, joiner)
        content, doubtful = tagged(tree, _by_tag(sheets), drawn, joiner)
        content = whole_tables(content, joiner)
        furniture = [piece.line for sheet in sheets for piece in sheet.pieces if piece.artifact]
        doubtful |= _doubtful(sheets, _in_tables(tree) | drawn.places.keys())
    else:
        furniture = _running(sheets)
        content, doubtful = ruled(sheets, joiner, furniture), _doubtful(sheets, set())
    writer = Writer("pdf")
    write(writer, content, furniture, _said(sheets, joiner, doubtful))
    return writer.done()


def _sheets(data: bytes, limits: Limits) -> list[Sheet]:
    """The pages that are to be read."""
    document = open_pdf(data)
    try:
        count = len(document)
        first, last = limits.pages or (1, count)
        if first > count:
            raise ConversionError(
                filled(
                    "has {count} pages, none from {first} on; name others with --pages",
                    {"count": count, "first": first},
                )
            )
        chosen = range(first - 1, min(last, count))
        if len(chosen) > MOST_PAGES:
            raise ConversionError(
                filled(
                    "has {count} pages, more than {most}; name those to read with --pages",
                    {"count": count, "most": MOST_PAGES},
                )
            )
        return [sheet_of(read_page(document, n)) for n in chosen]
    finally:
        document.close()


def _whole_tree(data: bytes, sheets: Sequence[Sheet]) -> Element | None:
    """The tags of a file; None where it has none, or where they leave out a letter."""
    pieces = [piece for sheet in sheets for piece in sheet.pieces if not piece.artifact]
    if any(piece.tag < 0 for piece in pieces):
        return None
    tree = tag_tree(data)
    if tree is None:
        return None
    reached = {(leaf.page + 1, leaf.tag) for leaf in tree.leaves()}
    if any((piece.line.page, piece.tag) not in reached for piece in pieces):
        return None
    return tree


def _in_tables(tree: Element) -> set[tuple[int, int]]:
    """The page and tag of all letters within tagged tables."""
    found: set[tuple[int, int]] = set()
    waiting = [tree]
    for element in waiting:
        if element.kind == "Table":
            found.update((leaf.page + 1, leaf.tag) for leaf in element.leaves())
        else:
            waiting += [kid for kid in element.kids if isinstance(kid, Element)]
    return found


def _by_tag(sheets: Sequence[Sheet]) -> dict[tuple[int, int], list[Line]]:
    """The lines of each page and tag."""
    found: dict[tuple[int, int], list[Line]] = {}
    for piece in (piece for sheet in sheets for piece in sheet.pieces if not piece.artifact):
        found.setdefault((piece.line.page, piece.tag), []).append(piece.line)
    return found


def _running(sheets: Sequence[Sheet]) -> list[Line]:
    """The running heads and page numbers of a file that does not tag them: edges that come again on other pages."""
    edges = [line for sheet in sheets for line in _edges(sheet)]
    counts = Counter(_masked(line) for line in edges)
    fewest = max(2, len(sheets) // 3)
    return [line for line in edges if counts[_masked(line)] >= fewest]


def _edges(sheet: Sheet) -> Iterator[Line]:
    """The uppermost and lowest lines of a page, outside its tables."""
    free = [piece.line for piece in sheet.pieces if piece.cell is None]
    free.sort(key=lambda line: -line.y)
    yield from free[:EDGE_LINES]
    yield from free[EDGE_LINES:][-EDGE_LINES:]


def _masked(line: Line) -> tuple[str, int]:
    return NUMBER.sub("#", line.text), round(line.y / 6)


def _doubtful(sheets: Sequence[Sheet], in_tables: set[tuple[int, int]]) -> set[int]:
    """The pages on which words stand side by side though neither tags nor lines tell of a table."""
    found = set()
    for sheet in sheets:
        free = [piece.line for piece in sheet.pieces if _is_free(piece, sheet.number, in_tables)]
        lost = sum(_has_columns(line.text) for line in whole_lines(free))
        lost += sum(below.y > above.y + above.size and below.left > above.left for above, below in pairwise(free))
        if lost >= FEWEST_LOST:
            found.add(sheet.number)
    return found


def _has_columns(text: str) -> bool:
    """Whether wide gaps part a line, others than the one behind a bullet or a number."""
    before, gap, after = text.partition(WIDE)
    return bool(gap) and (WIDE in after or len(before) > LONGEST_MARKER)


def _is_free(piece: Piece, page: int, in_tables: set[tuple[int, int]]) -> bool:
    """Whether a piece belongs to no table and no furniture."""
    if piece.artifact:
        return False
    return (page, piece.tag) not in in_tables if in_tables else piece.cell is None


def _said(sheets: Sequence[Sheet], joiner: Joiner, doubtful: set[int]) -> list[Said]:
    """What there is to say of the conversion: pages without letters, lost columns, words put together."""
    said = [Said(sheet.number, "page-without-text", {"page": sheet.number})
            for sheet in sheets if not sheet.pieces and sheet.has_pictures]  # fmt: skip
    said += [Said(page, "lost-columns", {"page": page}) for page in sorted(doubtful)]
    joints = sorted({(joint.page, joint.word) for joint in joiner.joints})
    return said + [Said(page, "joined-word", {"word": word, "page": page}) for page, word in joints]


def _pictures(pages: int, name: str) -> str:
    count = Phrase(N_("1 page") if pages == 1 else N_("{pages} pages"), {"pages": pages})
    command = f"ocrmypdf -l fin+swe {name} {PurePath(name).stem}-teksti.pdf"
    said = N_("holds pictures only ({count}, no letters); recognise its text first: {command}")
    return filled(said, {"count": count, "command": command})
