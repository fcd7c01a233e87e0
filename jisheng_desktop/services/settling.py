"""The day settlement of this station: computed from the records, never typed."""

from datetime import date

from jisheng_desktop.domain.settlements import Settlement, settle
from jisheng_desktop.printing.drawing import pdf
from jisheng_desktop.printing.papers import load_template
from jisheng_desktop.printing.settlements import VOCABULARY, settlement_sheets
from jisheng_desktop.services.issuing import own_templates
from jisheng_desktop.services.library import office
from jisheng_desktop.services.operators import Session
from jisheng_desktop.services.receipt_lists import of_day
from jisheng_desktop.services.records import find_record


def day_settlement(day: date) -> Settlement:
    """Return what the receipts given out on a day come to."""
    return settle(office().name, day, map(find_record, of_day(day)))


def settlement_pdf(day: date, session: Session) -> bytes:
    """Return the settlement of a day as a PDF to sign."""
    template = load_template("settlement", "A4", VOCABULARY, own_templates())
    sheets = settlement_sheets(day_settlement(day), session.operator.name, template)
    return pdf(sheets, "日结单")
