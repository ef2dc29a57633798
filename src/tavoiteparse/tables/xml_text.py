"""Text as XML 1.0 can hold it, for every format that is XML inside."""

from tavoiteparse.source.lazy import lazy

FORBIDDEN = lazy("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def allowed(text: str) -> str:
    """The same text with U+FFFD in place of each character that XML forbids."""
    return FORBIDDEN.sub("\ufffd", text)
