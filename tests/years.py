"""A policy year after 2026, for a station that renews."""

from jisheng_desktop.services.schemes import add_scheme
from tests.households import scheme_texts

NEXT_YEAR = """
[[years]]
policy_year = 2027
enroll_from = 2027-01-01
enroll_to = 2027-02-28
effective_on = 2027-03-01
expires_on = 2028-02-29
[[years.plans]]
code = "household-1"
name = "一孩家庭（示例）"
children = [1]
premium_fen = {premium}
[[years.plans]]
code = "household-2-3"
name = "两孩、三孩家庭（示例）"
children = [2, 3]
premium_fen = 17600
[[years.funding]]
payer = "CITY"
mode = "PERCENT"
value = 100
"""


def open_year(premium: int = 16500) -> None:
    """Give the station's Xi'an scheme the year 2027; two children cost more than before."""
    add_scheme(scheme_texts()[0] + NEXT_YEAR.format(premium=premium))
