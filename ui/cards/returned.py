"""Records that came back from the district, each with its reason, one key from the form."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from jisheng_desktop.domain.enrollments import Row
from ui.widgets.words import Card, Strip, words

SHOWN = 6


class ReturnedCard(Card):
    """`wanted` carries the uid of the record that is to be mended."""

    wanted = Signal(str)

    def __init__(self, keys: str) -> None:
        super().__init__("退回待改", f"{keys} 或回车打开")
        self._records: Sequence[Row] = ()
        self._strips: list[Strip] = []
        self._more = words("", "hint")
        self.body.addWidget(self._more)
        self.hide()

    def show_records(self, records: Sequence[Row]) -> None:
        """List the records, the newest first; without any the card goes away."""
        self._records = records
        for strip in self._strips:
            strip.deleteLater()
        self._strips = [self._strip(row) for row in records[:SHOWN]]
        for at, strip in enumerate(self._strips, start=1):
            self.body.insertWidget(at, strip)
        rest = len(records) - len(self._strips)
        self._more.setText(f"还有 {rest} 户，在“家庭”里按“退回”查看")
        self._more.setVisible(rest > 0)
        self.setVisible(bool(records))

    def open_first(self) -> None:
        """Ask for the strip that has the focus, or else for the first record."""
        for row, strip in zip(self._records, self._strips, strict=False):
            if strip.hasFocus():
                self.wanted.emit(row.uid)
                return
        if self._records:
            self.wanted.emit(self._records[0].uid)

    def _strip(self, row: Row) -> Strip:
        who = f"{row.head_name}　{row.village}　{row.receipt_no or ''}"
        strip = Strip(row.remark or who, who, "bad", can_choose=True)
        strip.chosen.connect(lambda: self.wanted.emit(row.uid))
        return strip
