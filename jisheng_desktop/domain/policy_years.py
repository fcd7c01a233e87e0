"""Which policy year a desk works on today."""

from datetime import date

from jisheng_desktop.domain.schemes import PolicyYear, Scheme


def year_in_use(scheme: Scheme, today: date) -> int:
    """Return the year open for enrolment, else the next to open, else the last one.

    A scheme without years gives the calendar year.
    """
    if not scheme.years:
        return today.year
    still_open = [year for year in scheme.years if _closes(year) >= today]
    if still_open:
        return min(still_open, key=_closes).policy_year
    return max(year.policy_year for year in scheme.years)


def _closes(year: PolicyYear) -> date:
    return year.enroll_to or date(year.policy_year, 12, 31)
