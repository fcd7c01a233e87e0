"""The day settlement on paper, from a template."""

from jisheng_desktop.domain.money import capital, yuan
from jisheng_desktop.domain.receipt_words import day_words
from jisheng_desktop.domain.settlements import Settlement, Sums
from jisheng_desktop.printing.bands import Content
from jisheng_desktop.printing.forms import Template, Vocabulary
from jisheng_desktop.printing.papers import on_paper
from jisheng_desktop.printing.sheets import Sheet

_SUMS = "households persons premium subsidy self_pay"
VOCABULARY = Vocabulary(
    frozenset(f"station day {_SUMS} self_pay_capital receipts voids operator".split()),
    (("methods", frozenset(f"method {_SUMS}".split())),),
)
NONE = "无"


def settlement_sheets(
    settlement: Settlement, operator: str, template: Template
) -> tuple[Sheet, ...]:
    """Return the sheets of a day settlement, to be signed by `operator`."""
    fields = {
        "station": settlement.station,
        "day": day_words(settlement.day),
        "self_pay_capital": f"人民币{capital(settlement.total.self_pay_fen)}",
        "receipts": "\n".join(_range(*each) for each in settlement.ranges) or NONE,
        "voids": "、".join(settlement.voids) or NONE,
        "operator": operator,
        **_sums(settlement.total),
    }
    methods = [{"method": m.method, **_sums(m.sums)} for m in settlement.methods]
    return on_paper(template, Content(fields, {"methods": methods}))


def _range(first: str, last: str) -> str:
    return first if first == last else f"{first} 至 {last}"


def _sums(sums: Sums) -> dict[str, str]:
    return {
        "households": f"{sums.households:,}",
        "persons": f"{sums.persons:,}",
        "premium": yuan(sums.premium_fen),
        "subsidy": yuan(sums.subsidy_fen),
        "self_pay": yuan(sums.self_pay_fen),
    }
