"""Invented values of the subject, and everything a keyboard or a file can contain."""

from datetime import date

from hypothesis import strategies as st

from jisheng_desktop.domain.identity import check_digit

TODAY = date(2026, 3, 10)

# Includes lone surrogates, which a broken file can bring in.
anything = st.text(st.characters())

typed = st.text(
    "0123456789xX×Ｘ０１２ABC-－ 　\u200b\ufeff·.王强阿𠮷㐀\ue81e", max_size=24
)

births = st.dates(date(1850, 1, 1), TODAY)
serials = st.integers(0, 999).map("{:03}".format)


def number(region: str, born: date, serial: str) -> str:
    """Return the sound 18-digit number of these parts."""
    first17 = f"{region}{born:%Y%m%d}{serial}"
    return first17 + check_digit(first17)


resident_numbers = st.builds(
    number, st.sampled_from(("530402", "610103", "532401")), births, serials
)
