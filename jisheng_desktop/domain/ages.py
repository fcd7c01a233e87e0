"""Ages in completed years (周岁), birthdays and calendar months."""

from calendar import monthrange
from datetime import date


def birthday(born: date, years: int) -> date:
    """Return the day on which somebody born on `born` turns `years`.

    29 February becomes 1 March in common years. ValueError beyond the calendar's last year.
    """
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def completed_years(born: date, on: date, convention: str = "INSURANCE") -> int:
    """Return the completed years of age on a day, 0 before birth.

    INSURANCE: a year older on the birthday itself. LEGAL_NEXT_DAY: the day after it.
    """
    years = on.year - born.year
    # Comparing month and day puts a birthday of 29 February on 1 March in common years.
    today, turning = (on.month, on.day), (born.month, born.day)
    if convention == "LEGAL_NEXT_DAY":
        if years > 0 and on <= birthday(born, years):
            years -= 1
    elif today < turning:
        years -= 1
    return max(years, 0)


def add_months(day: date, months: int) -> date:
    """Return the day `months` calendar months on, at most the last of its month."""
    years, month0 = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month0 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
