"""Papers beside receipts: the day settlement, computed and never typed, and rulers."""

from datetime import date
from pathlib import Path

from jisheng_desktop.domain.settlements import Settlement, settle
from jisheng_desktop.printing.calibration import calibration_sheet
from jisheng_desktop.printing.drawing import pdf
from jisheng_desktop.printing.papers import load_template
from jisheng_desktop.printing.receipts import VOCABULARY as RECEIPT
from jisheng_desktop.printing.settlements import VOCABULARY, settlement_sheets
from jisheng_desktop.printing.sheets import moved
from jisheng_desktop.services.files import write_file
from jisheng_desktop.services.issuing import own_templates
from jisheng_desktop.services.library import office
from jisheng_desktop.services.operators import Session
from jisheng_desktop.services.receipt_lists import of_day
from jisheng_desktop.services.receipts import Layout
from jisheng_desktop.services.records import find_record


def day_settlement(day: date) -> Settlement:
    """Return what the receipts given out on a day come to."""
    return settle(office().name, day, map(find_record, of_day(day)))


def write_settlement(day: date, session: Session, file: Path) -> None:
    """Write the settlement of a day into a PDF file, to be signed."""
    template = load_template("settlement", "A4", VOCABULARY, own_templates())
    sheets = settlement_sheets(day_settlement(day), session.operator.name, template)
    write_file(file, pdf(sheets, "日结单"))


def write_calibration(layout: Layout, file: Path) -> None:
    """Write the rulers by which a printer's offset is read off, moved by `layout`."""
    template = load_template("receipt", layout.paper, RECEIPT, own_templates())
    sheet = moved(calibration_sheet(template), layout.right_mm, layout.down_mm)
    write_file(file, pdf([sheet], "校准页"))
