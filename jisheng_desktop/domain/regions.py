"""Region codes of all years (GB/T 2260): which existed, when, under what name."""

from functools import cache

from resources import resource


def is_known(code: str) -> bool:
    """Return whether `code` was ever the code of a county, district or such a city.

    Numbers keep the code of their first registration for life, so old codes count.
    """
    return code in _regions() and len(code) == 6


def region_name(prefix: str) -> str:
    """Return the latest name of a province (2 digits), prefecture (4) or county (6).

    Codes padded with zeros are understood; an unknown code is returned as it is.
    """
    region = _region(prefix)
    return region.rpartition("\t")[2] if region else prefix


def years(code: str) -> tuple[int, int | None] | None:
    """Return the first and last year of a code; None if unknown.

    A code in force has no last year. The sources begin in 1980: what is older says 1980.
    """
    region = _region(code)
    if not region:
        return None
    first, last, _ = region.split("\t")
    return int(first), int(last) if last else None


def _region(code: str) -> str | None:
    regions = _regions()
    short = code.removesuffix("00").removesuffix("00") if len(code) == 6 else code
    return regions.get(code) or regions.get(short)


@cache
def _regions() -> dict[str, str]:
    """Return “first year, last year, name” by code; taken apart only when asked for."""
    table = resource("data", "regions.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t", 1) for line in table.splitlines())
