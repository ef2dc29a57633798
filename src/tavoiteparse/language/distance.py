"""How much two words differ."""


def is_near(word: str, other: str, most: int) -> bool:
    """Whether at most so many characters have to be put in, left out or replaced to make one word of the other.

    `mittari` and `mlttari` differ by one, `tavoite` and `tavotie` by two.
    """
    before = list(range(len(other) + 1))  # for nothing of the word: as many as there are characters of the other
    for n, character in enumerate(word, 1):
        now = [n]
        for at, wanted in enumerate(other):
            now.append(min(before[at] + (character != wanted), before[at + 1] + 1, now[at] + 1))
        if min(now) > most:
            return False
        before = now
    return before[-1] <= most
