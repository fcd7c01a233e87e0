"""What the next bundle holds, and where it is written: the left of 上报."""

from PySide6.QtGui import QAction

from jisheng_desktop.domain.money import yuan
from jisheng_desktop.services.outgoing import NextBundle
from ui.widgets.buttons import KeyButton, key_row
from ui.widgets.medium_field import MediumField
from ui.widgets.words import Card, labelled, words

SAFE = "没有得到答复的内容每次都会带上：U盘丢了，重新导出一次就行，什么都不会少。"
ON_MEDIUM = "写到U盘或文件夹"


class SendCard(Card):
    """The counts and sums of the next bundle above the keys that write it."""

    def __init__(self, medium: MediumField, send: QAction, cover: QAction) -> None:
        super().__init__("上报", "写好后自动校验")
        self.unsent = words("", "figure")
        self.inside = words("", wrap=True)
        self.body.addWidget(self.unsent)
        self.body.addWidget(self.inside)
        self.body.addLayout(labelled(ON_MEDIUM, medium))
        self.body.addLayout(key_row(KeyButton(send, "primary"), KeyButton(cover)))
        self.body.addWidget(words(SAFE, "hint", wrap=True))

    def show_bundle(self, bundle: NextBundle, unsent: int) -> None:
        """Show what the next bundle holds, and how many households wait for an answer."""
        self.unsent.setText(f"{unsent} 户待答复")
        self.inside.setText(inside(bundle))


def inside(bundle: NextBundle) -> str:
    """Return what a bundle holds, in words."""
    sums = bundle.sums_fen
    money = (
        f"保费{yuan(sums.premium)}元，补贴{yuan(sums.subsidy)}元，"
        f"自付{yuan(sums.self_pay)}元"
    )
    counts = f"第{bundle.seq}包：参保{bundle.enrollments}份，作废{bundle.voids}份"
    said = [counts, money]
    if bundle.receipts:
        said.append(f"回执 {' 至 '.join(dict.fromkeys(bundle.receipts))}")
    if bundle.relayed:
        said.append(f"转交下属站点的{bundle.relayed}个文件")
    return "\n".join(said)
