"""The codes of Finland's municipalities, by the names that reports print."""

from functools import cache
from unicodedata import normalize

from tavoiteparse.language.grammar import folder
from tavoiteparse.source.lazy import lazy

NAMES = "municipalities.csv"  # beside the vocabulary: code; name in Finnish, its genitive, name in Swedish
TWO_LANGUAGES = lazy(r"\s[–|-]\s|/")
FINNISH, SWEDISH = ("kaupunki", "kunta"), ("stad", "kommun")


def municipality_code(name: str | None) -> str | None:
    """The code of an organisation that is a municipality for certain: `Pori`, `Porin kaupunki`, `Borgå stad`.

    None for all others (`Porin seudun työllisyysalue`, `Porin seurakunta`), and for a name in two languages that
    are not of one municipality.
    """
    if name is None:
        return None
    codes = {_codes().get(_fold(part)) for part in TWO_LANGUAGES.split(name)}
    return codes.pop() if len(codes) == 1 else None


def _fold(name: str) -> str:
    return " ".join(normalize("NFC", name).casefold().split()).strip(" .,:")


@cache
def _codes() -> dict[str, str]:
    """The code of each way to print a municipality's name, folded."""
    text = (folder() / "vocabulary" / NAMES).read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for line in text.splitlines()[1:]:
        code, finnish, genitive, swedish = line.split(";")
        names = [finnish, swedish, *(f"{genitive} {kind}" for kind in FINNISH)]
        for kind in SWEDISH:
            names += [f"{swedish} {kind}", f"{swedish}s {kind}"]
        names.append(f"staden {swedish}")
        found |= {_fold(one): code for one in names}
    return found
