"""Accounts against statuses and results, and results that were copied."""

import re
from collections.abc import Iterator

from tavoiteparse.checking.rules.subject import Hit, Rule, Subject
from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.contract.model import Selvitys
from tavoiteparse.judging.levels import Level
from tavoiteparse.judging.told import SENTENCE, told
from tavoiteparse.judging.verdict import DONE, FORECAST, GIVEN_UP, Judged
from tavoiteparse.judging.words import holds, judging_words, stems
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.messages import Phrase

WHOLE_WORD = lazy(r"[^\W\d_]+")
NOT_DONE = GIVEN_UP | {"ei_aloitettu"}
WORTH = 25  # letters of a result that two indicators may not share by chance
FORM = 5  # letters of a stem that all its forms share
VOWELS = "aeiouyäöå"
NEAR = 2  # times by which two figures of the same thing may differ
DIGITS = 4  # of a figure
YEAR = lazy(r"\b(?:19|20)\d\d\b")


def account_disagrees(subject: Subject) -> Iterator[Hit]:
    """A status against clear words of its own account, or a result against another figure for the same words."""
    for judged in subject.judged:
        account = _own_account(judged)
        if account is None or not account.kappaleet:
            continue
        against = _words_against(subject, judged, account)
        if against is not None:
            status = judged.mittari.tila or judged.kohta.tila
            owner = judged.mittari if judged.mittari.tila else judged.kohta
            yield Hit(
                owner, "tila", {"what": Phrase("status"), "said": status.teksti if status else "", "account": against}
            )
            continue
        yield from _figures_against(subject, judged, account)


def _own_account(judged: Judged) -> Selvitys | None:
    """The account that speaks of one indicator and no other."""
    if judged.mittari.selvitys is not None:
        return judged.mittari.selvitys
    return judged.kohta.selvitys if len(judged.kohta.mittarit) == 1 else None


def _words_against(subject: Subject, judged: Judged, account: Selvitys) -> str | None:
    """The words of an account that say the contrary of the status, if they are clear."""
    status = judged.mittari.tila or judged.kohta.tila
    if status is None or status.koodi is None:
        return None
    text = " ".join(account.kappaleet)
    first = SENTENCE.split(text)[0]
    done = DONE if judged.open else DONE | FORECAST
    if status.koodi in done:
        found = _spoken(first, subject.words.not_done)
        rest = text.casefold().replace(found, " ") if found else ""
        return found if found and not _softened(subject, rest, but_negations=True) else None
    if status.koodi in NOT_DONE:
        found = _spoken(text, subject.words.done)
        return found if found and not _softened(subject, text) else None
    return None


def _spoken(text: str, phrases: list[str]) -> str | None:
    """The first of some phrases that a text holds as whole words."""
    found = re.search(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)", text.casefold())
    return found[0] if found else None


def _softened(subject: Subject, text: str, but_negations: bool = False) -> bool:
    """Whether a text has words that make what is said less than clear; more of its negations do not."""
    soft = set(subject.words.softens)
    if but_negations:
        soft -= {"ei", "eivät", "ole", "eikä", "jäi", "jäivät", "inte", "ej", "vielä", "vasta", "ännu", "ennen"}
    return not soft.isdisjoint(WHOLE_WORD.findall(text.casefold()))


def _figures_against(subject: Subject, judged: Judged, account: Selvitys) -> Iterator[Hit]:
    """An account that gives another figure than the result for all words of the indicator."""
    result, name = judged.levels.result, stems(judged.mittari.mittari or "")
    if result is None or result.one is None or not result.is_bare or not name or result.owner is not judged.mittari:
        return
    known = {level.one.arvo for level in judged.levels.all() if level.one}
    quantities = subject.vocabulary.values.quantities
    for n, paragraph in enumerate(account.kappaleet):
        every = told(quantities, paragraph)
        if result.one.arvo in {one.luku.arvo for one in every} or YEAR.search(paragraph):
            return
        same = [one for one in every if one.luku.yksikko == result.one.yksikko and _all_of(name, one.words)]
        if len(same) != 1 or holds(paragraph, ["tavoit", "edelli", "aiem", "mål", "föreg", *judging_words().change]):
            continue
        other = same[0].luku
        near = 1 / NEAR < other.arvo / (result.one.arvo or 1) < NEAR
        plain = other.arvo_yla is None and other.vertailu is None and other.kausi is None
        if near and plain and other.arvo not in known:
            said: dict[str, object] = {"what": Phrase("result"), "said": result.one.teksti, "account": other.teksti}
            yield Hit(account, "kappaleet", said, n, other.teksti)
            return


def _all_of(name: frozenset[str], words: frozenset[str]) -> bool:
    """Whether all words of a name are among others, in whatever form: kävijät, kävijöitä."""
    return all(any(_one_word(stem, word) for word in words) for stem in name)


def _one_word(one: str, other: str) -> bool:
    """Whether two stems are of one word; its last vowel may change: kävijä, kävijö, but not vuotov and vuotoa."""
    ends = one[FORM:], other[FORM:]
    return one == other or (one[:FORM] == other[:FORM] and all(end and end in VOWELS for end in ends))


def repeated_result(subject: Subject) -> Iterator[Hit]:
    """A result that is, word for word, that of another indicator: a sentence, or a figure too long for chance."""
    seen: dict[str, Judged] = {}
    for judged in subject.judged:
        level = judged.levels.result
        if level is None or level.owner is not judged.mittari or not _worth(level):
            continue
        key = " ".join(level.text.casefold().split())
        first = seen.setdefault(key, judged)
        inherited = "toteuma" in (judged.mittari.perityt or ())
        if first is not judged and first.mittari.mittari != judged.mittari.mittari and not inherited:
            yield Hit(judged.mittari, "toteuma", {"line": first.mittari.rivit[0]})


def _worth(level: Level) -> bool:
    """Whether a result is long enough that two indicators do not have it by chance."""
    figure = level.one.teksti if level.is_bare and level.one else ""
    digits = sum(character.isdigit() for character in figure)
    return (
        (digits >= DIGITS and not figure.endswith("000")) if figure else len(level.text) >= WORTH and bool(level.luvut)
    )


RULES = (
    Rule(
        "account-disagrees",
        Severity.warning,
        "the {what} is {said!r}, its account says {account!r}",
        "correct the one that is not up to date",
        account_disagrees,
    ),
    Rule(
        "repeated-result",
        Severity.warning,
        "the result is that of the indicator in line {line}",
        "check that it was not copied with the row",
        repeated_result,
    ),
)
