"""The cover sheet that goes with a bundle's stick, to be signed by both sides."""

from pathlib import Path

from jisheng_desktop.domain.covers import Cover
from jisheng_desktop.domain.receipt_words import day_words
from jisheng_desktop.printing.covers import VOCABULARY, cover_sheets
from jisheng_desktop.printing.drawing import pdf
from jisheng_desktop.printing.papers import load_template
from jisheng_desktop.services.exporting import Exported
from jisheng_desktop.services.files import write_file
from jisheng_desktop.services.issuing import own_templates
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import today
from jisheng_desktop.services.operators import Session
from jisheng_desktop.services.recording import library_folder


def write_cover(bundle: Exported, session: Session, file: Path) -> None:
    """Write the cover sheet of a bundle that was just exported into a PDF file."""
    template = load_template("cover", "A4", VOCABULARY, own_templates())
    write_file(file, pdf(cover_sheets(_cover(bundle, session), template), "上报交接单"))


def keep_cover(bundle: Exported, session: Session) -> Path:
    """Write the cover sheet beside the library, where it can be printed again.

    It never goes onto the stick: it says in clear what the bundle keeps sealed.
    """
    file = cover_file(Path(bundle.file).name)
    file.parent.mkdir(mode=0o700, exist_ok=True)
    write_cover(bundle, session, file)
    return file


def cover_file(bundle: str) -> Path:
    """Return where the cover sheet of a bundle is kept, by the bundle's file name."""
    return library_folder() / "covers" / f"{Path(bundle).stem}.pdf"


def _cover(bundle: Exported, session: Session) -> Cover:
    return Cover(
        station=office().name,
        station_code=bundle.station_code,
        file=Path(bundle.file).name,
        seq=bundle.seq,
        written_on=day_words(today()),
        enrollments=bundle.counts.get("ENROLLMENT", 0),
        voids=bundle.counts.get("VOID", 0),
        premium_fen=bundle.sums_fen.premium,
        subsidy_fen=bundle.sums_fen.subsidy,
        self_pay_fen=bundle.sums_fen.self_pay,
        first_receipt=bundle.receipts[0] if bundle.receipts else "",
        last_receipt=bundle.receipts[-1] if bundle.receipts else "",
        spoken=bundle.spoken,
        sha256=bundle.sha256,
        operator=session.operator.name,
    )
