"""Whether a target without a figure can be checked, and whether a result is there at all: what their words say."""

from tavoiteparse.contract.model import Kausi
from tavoiteparse.judging.levels import Level
from tavoiteparse.judging.times import days_in
from tavoiteparse.judging.words import WHOLE_WORD, state_words

FEW_WORDS = 12  # a longer result says more than when it comes
FEWEST_LETTERS = 5  # of a word whose ending says that something was done


def is_measurable(target: Level, baseline: Level | None, kausi: Kausi | None) -> bool | None:
    """Whether a year's end can answer a target: by a figure, a date, a state; None where its words say neither.

    `90 %`, `31.5. mennessä`, `Ohjelma hyväksytty` and, beside a baseline, `kasvaa` can be, `kehitetään edelleen` not.
    """
    if target.luvut or days_in(target.text, kausi.vuosi if kausi else None):
        return True
    words, states = WHOLE_WORD.findall(target.text.casefold()), state_words()
    if not words:
        return None
    moving = any(word.startswith(tuple(states.direction)) for word in words)
    same = any(word.startswith(tuple(states.same)) for word in words)
    if same or (moving and baseline is not None and baseline.luvut):
        return True
    if moving and not _is_state([word for word in words if not word.startswith(tuple(states.direction))]):
        return False
    if _is_state(words):
        return True
    loose = any(word in states.loose or word.startswith(tuple(states.vague)) for word in words)
    return False if loose else None


def _is_state(words: list[str]) -> bool:
    states = state_words()
    whole = {*states.state, *states.every}
    vague, done = tuple(states.vague), tuple(states.done)
    return any(
        word in whole or (len(word) >= FEWEST_LETTERS and word.endswith(done) and not word.startswith(vague))
        for word in words
    )


def is_coming(text: str) -> bool:
    """Whether a result's cell only says when the result comes: `Kysely tehdään syksyllä`, not `Ei tehty`."""
    words, states = WHOLE_WORD.findall(text.casefold()), state_words()
    if not 0 < len(words) <= FEW_WORDS or not any(word in states.coming for word in words):
        return False
    when = tuple(states.when)
    return any(word.startswith(when) for word in words) or bool(days_in(text, None))


def is_forecast(text: str) -> bool:
    """Whether the figure of a result is what somebody expects or wants: `Ennuste 95 %`."""
    folded = text.casefold()
    return any(part in folded for part in state_words().forecast)


def is_late(text: str) -> bool:
    """Whether a date beside a deadline is one of something that did not come, or is still to come."""
    late = state_words().late
    return any(word in late for word in WHOLE_WORD.findall(text.casefold()))
