"""The cover sheet of a bundle on paper, from a template."""

from jisheng_desktop.domain.covers import Cover
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.printing.bands import Content
from jisheng_desktop.printing.forms import Template, Vocabulary
from jisheng_desktop.printing.papers import on_paper
from jisheng_desktop.printing.sheets import Sheet

_FIELDS = """
    station station_code file seq written_on enrollments voids premium subsidy self_pay
    receipts spoken sha256 operator
"""
VOCABULARY = Vocabulary(frozenset(_FIELDS.split()))
NONE = "无"


def cover_sheets(cover: Cover, template: Template) -> tuple[Sheet, ...]:
    """Return the sheets of a cover sheet."""
    fields = {
        "station": cover.station,
        "station_code": cover.station_code,
        "file": cover.file,
        "seq": str(cover.seq),
        "written_on": cover.written_on,
        "enrollments": f"{cover.enrollments:,}",
        "voids": f"{cover.voids:,}",
        "premium": yuan(cover.premium_fen),
        "subsidy": yuan(cover.subsidy_fen),
        "self_pay": yuan(cover.self_pay_fen),
        "receipts": _range(cover.first_receipt, cover.last_receipt),
        "spoken": f"{cover.spoken[:4]} {cover.spoken[4:]}",
        "sha256": "\n".join((cover.sha256[:32], cover.sha256[32:])),
        "operator": cover.operator,
    }
    return on_paper(template, Content(fields))


def _range(first: str, last: str) -> str:
    if not first:
        return NONE
    return first if first == last else f"{first} 至 {last}"
