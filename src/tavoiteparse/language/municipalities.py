"""The codes of Finland's municipalities, by the names that reports print."""

from functools import cache
from unicodedata import normalize

from tavoiteparse.language.distance import is_near
from tavoiteparse.language.grammar import folder
from tavoiteparse.source.lazy import lazy

NAMES = "municipalities.csv"  # beside the vocabulary: code; name in Finnish, its genitive, name in Swedish
TWO_LANGUAGES = lazy(r"\s[–|-]\s|/")
KIND_OF_TOWN = lazy(r"\b(?:kaupunki|kunta|kommun|stad|staden|kuntayhtymä)\b|[,.:]")
ENDING = 2  # letters by which a name in the genitive differs: Pori, Porin
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


def is_one_town(one: str, other: str) -> bool:
    """Whether two names may be those of one town: `Pori` and `Porin kaupunki`; an unknown name by how it begins."""
    codes = municipality_code(one), municipality_code(other)
    if None not in codes:
        return codes[0] == codes[1]
    first, second = (" ".join(KIND_OF_TOWN.sub(" ", _fold(name)).split()) for name in (one, other))
    short, long = sorted((first, second), key=len)
    return long.startswith(short[:-1] if len(short) > ENDING else short) or is_near(first, second, ENDING)


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
