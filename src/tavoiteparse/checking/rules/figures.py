"""Figures that cannot be right: over the whole, below nothing, off their scale, in sums that do not add up."""

import re
from collections.abc import Iterator
from itertools import pairwise

from tavoiteparse.checking.rules.subject import Hit, Rule, Subject
from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.contract.model import Luku, Mittari, Taulukko
from tavoiteparse.judging.levels import Level
from tavoiteparse.judging.units import COUNT, kind
from tavoiteparse.judging.verdict import Judged
from tavoiteparse.judging.words import holds, judging_words
from tavoiteparse.source.lazy import lazy

WORD = lazy(r"[^\W\d_]{5,}")
WHOLE_WORD = lazy(r"[^\W\d_]+")
WHOLE = 100
LONGEST_DASH = 3  # characters between the ends of a range: a dash with a space on either side
POINT = lazy(r"(?<![\d.,/–-])\d{1,3}\.\d{1,2}(?![\d.,/]|\s?[–-]\s?\d)")
COMMA = lazy(r"(?<![\d.,])\d{1,3},\d{1,2}(?![\d.,])")
DAY_AND_MONTH = lazy(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])")
BESIDE = 2  # words before a figure that may name its whole
FEWEST_PARTS = 2
ROUNDING = 0.5  # of the last digit of each part
SENTENCE = lazy(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")


def over_hundred(subject: Subject) -> Iterator[Hit]:
    """More than 100 % of what is a share: by the noun of its indicator, by those of whom it is, by its words."""
    for judged in subject.judged:
        if _may_pass(subject, judged.mittari):
            continue
        named = _is_share(subject, judged.mittari)
        for level, luku in _in_per_cent(judged):
            if holds(level.text if level.where != "mittari" else None, judging_words().change):
                continue
            if max(luku.arvo, luku.arvo_yla or 0) > WHOLE and (named or _of_people(subject, level, luku)):
                yield Hit(level.owner, level.where, {"found": luku.teksti}, within=luku.teksti)


def negative_share(subject: Subject) -> Iterator[Hit]:
    """Less than nothing of what its indicator says is a share; a change, a margin and a balance may be below 0."""
    for judged in subject.judged:
        name = judged.mittari.mittari
        if not _is_share(subject, judged.mittari) or holds(name, [*subject.words.below_zero, *judging_words().change]):
            continue
        for level, luku in _in_per_cent(judged):
            if luku.arvo < 0 and level.where != "mittari" and not holds(level.text, judging_words().change):
                yield Hit(level.owner, level.where, {"found": luku.teksti}, within=luku.teksti)


def _in_per_cent(judged: Judged) -> Iterator[tuple[Level, Luku]]:
    """Every figure in per cent of the levels, but for changes."""
    for level in judged.levels.all():
        if level.owner is judged.mittari:
            yield from ((level, luku) for luku in level.luvut if luku.yksikko == "%" and luku.rooli != "muutos")


def _may_pass(subject: Subject, mittari: Mittari) -> bool:
    return holds(mittari.mittari, [*subject.words.ratio, *judging_words().change])


def _is_share(subject: Subject, mittari: Mittari) -> bool:
    """Whether an indicator says that it is a part of a whole: `Vastausaste`, `Tyytyväisten osuus`."""
    words = WORD.findall((mittari.mittari or "").casefold())
    return any(word.endswith(tuple(subject.words.share)) for word in words) or holds(
        mittari.mittari, subject.words.part
    )


def _of_people(subject: Subject, level: Level, luku: Luku) -> bool:
    """Whether a word beside a figure names the whole that it is of: `asiakkaista vähintään 120 %`."""
    if level.where != "mittari":
        return False
    before, _, after = level.text.casefold().partition(luku.teksti.casefold())
    near = WHOLE_WORD.findall(before)[-BESIDE:] + WHOLE_WORD.findall(after)[:1]
    return any(word.endswith(tuple(subject.words.of_these)) for word in near)


def off_scale(subject: Subject) -> Iterator[Hit]:
    """A figure without a unit outside the scale that its indicator names: `41` on `asteikolla 1–5`."""
    for judged in subject.judged:
        scale = [luku for luku in judged.mittari.luvut if luku.rooli == "asteikko"]
        ends = sorted(end for luku in scale for end in (luku.arvo, luku.arvo_yla) if end is not None)
        if len(ends) < FEWEST_PARTS or ends[0] == ends[-1]:
            continue
        for level in judged.levels.all():
            for luku in level.luvut if level.owner is judged.mittari else ():
                plain = luku.yksikko in (None, "piste") and luku.rooli not in ("muutos", "asteikko")
                top = luku.arvo if luku.arvo_yla is None else luku.arvo_yla
                signed = luku.teksti[:1] in "+-−–"
                if plain and not signed and not ends[0] <= luku.arvo <= top <= ends[-1]:
                    said: dict[str, object] = {"found": luku.teksti, "low": _short(ends[0]), "high": _short(ends[-1])}
                    yield Hit(level.owner, level.where, said, within=luku.teksti)


def reversed_range(subject: Subject) -> Iterator[Hit]:
    """Two figures joined by a dash, the first without a unit of its own and the greater: `90–80 %`.

    Reading takes them for two figures, because a range goes up. Hours of opening may go over midnight.
    """
    for *_, mittari in subject.indicators:
        texts = [(field, getattr(mittari, field)) for field in ("lahtotaso", "tavoitetaso", "toteuma")]
        given = [(field, level.teksti, level.luvut) for field, level in texts if level]
        for field, text, luvut in [*given, ("mittari", mittari.mittari or "", mittari.luvut)]:
            at = 0
            for first, second in pairwise(luvut):
                at = max(text.find(first.teksti, at), at)  # figures stand in order
                near = text[at : at + len(first.teksti) + len(second.teksti) + LONGEST_DASH]
                joined = re.match(f"{re.escape(first.teksti)}\\s?[–-]\\s?{re.escape(second.teksti)}", near)
                if joined and _goes_down(subject, first, second, f"{mittari.mittari} {text}"):
                    yield Hit(mittari, field, {"range": joined[0]}, within=joined[0])


def _goes_down(subject: Subject, first: Luku, second: Luku, text: str) -> bool:
    if second.yksikko is None or first.yksikko not in (None, second.yksikko) or second.arvo >= first.arvo:
        return False
    hours = second.yksikko == "tunti" or not set(subject.words.hours).isdisjoint(WHOLE_WORD.findall(text.casefold()))
    return not hours


def decimal_point(subject: Subject) -> Iterator[Hit]:
    """A figure with a decimal point, as `3.5`, in a report whose other figures have commas; a date is none."""
    commas, points = 0, []
    for judged in subject.judged:
        for field in ("lahtotaso", "tavoitetaso", "toteuma"):
            level = getattr(judged.mittari, field)
            if level is None:
                continue
            commas += len(COMMA.findall(level.teksti))
            found = POINT.search(level.teksti)
            rest = level.teksti.replace(found[0], "", 1) if found else ""
            if found and not DAY_AND_MONTH.fullmatch(found[0]) and len(WHOLE_WORD.findall(rest)) < FEWEST_PARTS:
                points.append(Hit(judged.mittari, field, {"found": found[0]}, within=found[0]))
    if commas > len(points):
        yield from points


def sum_disagrees(subject: Subject) -> Iterator[Hit]:
    """A total that is not the sum of its parts: the rows above it in its goal, or those named with it in a sentence."""
    yield from _sums_of_rows(subject)
    yield from _sums_of_tables(subject)
    for _, account in subject.accounts():
        for n, paragraph in enumerate(account.kappaleet):
            yield from (Hit(account, "kappaleet", said, n, within) for said, within in _spoken_sums(subject, paragraph))


def _sums_of_rows(subject: Subject) -> Iterator[Hit]:
    totals = frozenset(subject.words.total)
    for _, goal in subject.goals:
        above: list[Mittari] = []
        for mittari in (one for kohta in goal.kohdat for one in kohta.mittarit):
            words = WHOLE_WORD.findall((mittari.mittari or "").casefold())
            if not words or not (words[0] in totals or words[-1] in totals):
                above.append(mittari)
                continue
            for field in ("lahtotaso", "tavoitetaso", "toteuma"):
                total = _sole(mittari, field)
                parts = [_sole(one, field) for one in above]
                wrong = total and len(parts) >= FEWEST_PARTS and _wrong_sum(total, [one for one in parts if one])
                if total and wrong and all(parts):
                    yield Hit(mittari, field, {"total": total.teksti, "sum": wrong}, within=total.teksti)
            above = []


def _sums_of_tables(subject: Subject) -> Iterator[Hit]:
    """A row of totals below the indicators of a table: its figures in their order against those of the rows above."""
    by_end = {mittari.rivit[1]: mittari for *_, mittari in subject.indicators}
    tables = {id(one): one for osio, _ in subject.goals for one in osio.sisalto if isinstance(one, Taulukko)}
    for table in tables.values():
        for n, row in enumerate(table.solut):
            given = _given(subject, [cell for cell in row if cell.strip()])
            columns = _columns(_rows_above(by_end, table.rivit[0] + n))
            if not given or len(columns) != len(given):
                continue
            sums = [_wrong_sum(one, parts) for one, parts in zip(given, columns, strict=True)]
            if any(sums) and (len(sums) == 1 or not all(sums)):  # one that agrees shows that they are sums
                wrong = next(k for k, one in enumerate(sums) if one)
                yield Hit(table, None, {"total": given[wrong].teksti, "sum": sums[wrong]})


def _given(subject: Subject, cells: list[str]) -> list[Luku]:
    """The figures of a row of totals, one a cell; none of any other row."""
    words = WHOLE_WORD.findall(cells[0].casefold()) if cells else []
    if not words or words[0] not in subject.words.total:
        return []
    found = [subject.vocabulary.values.quantities(cell) for cell in cells[1:]]
    return [one[0] for one in found if len(one) == 1] if all(len(one) == 1 for one in found) else []


def _rows_above(by_end: dict[int, Mittari], line: int) -> list[Mittari]:
    """The indicators whose lines end right above a line, and above each other."""
    rows: list[Mittari] = []
    while (mittari := by_end.get(line - 1)) is not None and mittari.rivit[0] < line:
        rows.append(mittari)
        line = mittari.rivit[0]
    return rows


def _columns(rows: list[Mittari]) -> list[list[Luku]]:
    """The figures of rows by columns; none where a row lacks one that others have."""
    fields = [field for field in ("lahtotaso", "tavoitetaso", "toteuma") if any(getattr(one, field) for one in rows)]
    columns = [[_sole(one, field) for one in rows] for field in fields]
    if len(rows) < FEWEST_PARTS or not all(all(column) for column in columns):
        return []
    return [[one for one in column if one is not None] for column in columns]


def _sole(mittari: Mittari, field: str) -> Luku | None:
    level = getattr(mittari, field)
    if level is None or len(level.luvut) != 1:
        return None
    one: Luku = level.luvut[0]
    return one if one.arvo_yla is None and one.vertailu is None else None


def _wrong_sum(total: Luku, parts: list[Luku]) -> str | None:
    """The sum of the parts where it is not the total; None where they may agree or cannot be added."""
    units = {one.yksikko for one in parts} | ({total.yksikko} if total.yksikko else set())
    if len(units) > 1 or kind(parts[0].yksikko) not in (None, COUNT, "money", "area", "length", "mass", "energy"):
        return None
    added = sum(one.arvo for one in parts)
    places = max(map(_decimals, (total, *parts)))
    room = ROUNDING * 10**-places * (len(parts) + 1) if places else 0
    return None if abs(added - total.arvo) <= room else _short(added)


def _decimals(luku: Luku) -> int:
    tail = re.search(r",(\d+)", luku.teksti)
    return len(tail[1]) if tail else 0


def _spoken_sums(subject: Subject, paragraph: str) -> Iterator[tuple[dict[str, object], str]]:
    """`yhteensä 83 henkilöä, joista 34 tehtaisiin, 27 hoivaan ja 32 kauppaan`: the parts are more than the whole."""
    totals, leads = "|".join(subject.words.total), "|".join(subject.words.of_which)
    led = re.compile(rf"\b(?:{totals})\b(?P<total>[^.;]{{0,60}}?),?\s+(?:{leads})\b(?P<parts>[^.;]*)", re.IGNORECASE)
    added = re.compile(rf"\b(?:{totals})\b(?P<total>[^.;()]{{0,60}})\((?P<parts>[^()]*\+[^()]*)\)", re.IGNORECASE)
    for pattern, exact in ((led, False), (added, True)):
        for found in pattern.finditer(paragraph):
            total = subject.vocabulary.values.quantities(found["total"])
            parts = subject.vocabulary.values.quantities(found["parts"])
            if len(total) != 1 or len(parts) < FEWEST_PARTS or total[0].arvo_yla is not None:
                continue
            plain = all(_adds(total[0], one) for one in parts)
            summed = sum(one.arvo for one in parts)
            if plain and (summed > total[0].arvo or (exact and summed != total[0].arvo)):
                yield {"total": total[0].teksti, "sum": _short(summed)}, total[0].teksti


def _adds(total: Luku, part: Luku) -> bool:
    """Whether a figure may be a part of a total: of its unit or without one, or both count something."""
    same = part.yksikko in (None, total.yksikko) or {kind(part.yksikko), kind(total.yksikko)} <= {COUNT, None}
    return same and part.arvo_yla is None and part.kausi is None and part.rooli is None


def _short(value: float) -> str:
    """A value as a Finn writes it: 12,5 and 300."""
    return f"{value:.10g}".replace(".", ",")


RULES = (
    Rule(
        "over-hundred",
        Severity.error,
        "{found!r} is more than the whole of which the indicator says it is a share",
        "correct the figure, or name what it is measured by",
        over_hundred,
    ),
    Rule(
        "negative-share",
        Severity.warning,
        "{found!r} is less than nothing of the whole of which the indicator says it is a share",
        "correct the figure, or name what it is measured by",
        negative_share,
    ),
    Rule(
        "off-scale",
        Severity.warning,
        "{found!r} is not on the scale {low}–{high} that the indicator names",
        "correct the figure; a decimal comma may be missing",
        off_scale,
    ),
    Rule(
        "reversed-range",
        Severity.error,
        "the range {range!r} ends below its beginning",
        "put the lower end first, or correct the figure",
        reversed_range,
    ),
    Rule(
        "decimal-point",
        Severity.warning,
        "{found!r} has a decimal point, the report's other figures have a comma",
        "write a decimal comma, so that it is not taken for a date or for thousands",
        decimal_point,
    ),
    Rule(
        "sum-disagrees",
        Severity.warning,
        "the total is {total!r}, but its parts add up to {sum}",
        "correct the total or a part, or say what else it counts",
        sum_disagrees,
    ),
)
