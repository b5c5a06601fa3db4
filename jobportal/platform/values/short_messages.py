"""Short messages to phones as Korean carriers count them: bytes of CP949, SMS or LMS."""

import unicodedata

SMS_BYTES = 90
LMS_BYTES = 2_000


def tidy(text: str) -> str:
    """One byte per line break, composed syllables, no blanks at the end of lines."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in lines.split("\n")).strip()


def outside(text: str) -> list[str]:
    """The characters a phone cannot be sent, each once, in the order they stand."""
    return [letter for letter in dict.fromkeys(text) if not _can_be_sent(letter)]


def _can_be_sent(letter: str) -> bool:
    try:
        letter.encode("cp949")
    except UnicodeEncodeError:
        return False
    return letter == "\n" or letter.isprintable()


def letter_name(letter: str) -> str:
    """A character as a refusal names it: ‘😀’(U+1F600)."""
    shown = f"‘{letter}’" if letter.isprintable() else ""
    return f"{shown}(U+{ord(letter):04X})"


def byte_count(text: str) -> int:
    """Bytes on the phone: 2 for Hangul, 1 for letters, digits and line breaks.

    Raises UnicodeEncodeError for what :func:`outside` names.
    """
    return len(text.encode("cp949"))


def message_kind(size: int) -> str:
    """SMS up to 90 bytes, LMS up to 2,000; "" for what is longer."""
    if size <= SMS_BYTES:
        return "SMS"
    return "LMS" if size <= LMS_BYTES else ""
