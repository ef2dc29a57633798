"""The numbers of lists as word processors and browsers print them: 3, c, III."""

ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
MOST_ROMAN = 4000
LETTERS = 26
# By the names of Word, OpenDocument and HTML.
LOWER_LETTERS, UPPER_LETTERS = ("lowerLetter", "a", "lower-alpha", "lower-latin"), ("upperLetter", "A", "upper-alpha")
LOWER_ROMAN, UPPER_ROMAN = ("lowerRoman", "i", "lower-roman"), ("upperRoman", "I", "upper-roman")


def numeral(count: int, form: str) -> str:
    """A number in the form of a list; in figures where it has none there."""
    if form in LOWER_LETTERS or form in UPPER_LETTERS:
        letters = _letters(count)
        return letters.upper() if form in UPPER_LETTERS else letters
    if form in LOWER_ROMAN or form in UPPER_ROMAN:
        digits = _roman(count)
        return digits.upper() if form in UPPER_ROMAN else digits
    return f"{count:02}" if form == "decimalZero" else str(count)


def _letters(count: int) -> str:
    """`c` for 3, `aa` for 27."""
    if not 0 < count <= LETTERS * LETTERS:
        return str(count)
    above, last = divmod(count - 1, LETTERS)
    return (chr(ord("a") + above - 1) if above else "") + chr(ord("a") + last)


def _roman(count: int) -> str:
    if not 0 < count < MOST_ROMAN:
        return str(count)
    out = ""
    for value, sign in ROMAN:
        while count >= value:
            out, count = out + sign, count - value
    return out
