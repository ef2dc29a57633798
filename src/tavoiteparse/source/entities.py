"""Names of signs in HTML: `&auml;`, `&#8211;`."""


def unescape(text: str) -> str:
    """The text with its signs in place of their names. Their table is loaded for a text that may have one."""
    if "&" not in text:
        return text
    from html import unescape as by_table

    return by_table(text)
