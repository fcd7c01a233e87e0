"""Why a sealed file is not taken in: the code, and the sentence that says what to do."""

from jisheng_desktop.errors import UserError

DAMAGED = "E901"
INCOMPLETE = "E902"
WRONG_STATION = "E904"
TOO_NEW = "E905"
WRONG_SUMS = "E906"
OTHER_PRICES = "E909"
UNKNOWN_ANSWER = "E910"
FORKED = "E912"


class Refusal(UserError):
    """A sealed file that changes nothing here; `code` is its reason."""

    def __init__(self, code: str, sentence: str) -> None:
        """Keep the code beside the sentence."""
        super().__init__(sentence)
        self.code = code


def damaged() -> Refusal:
    """Return the refusal of a file that is not what was written."""
    return Refusal(DAMAGED, "文件在传送中损坏或不完整，请重新拷贝，或请对方重新导出")


def not_sealed_here() -> Refusal:
    """Return the refusal of a file that is no sealed file of this program at all."""
    return Refusal(
        DAMAGED, "这不是有效的上报包（可能被邮件系统改动），请用U盘或以附件方式重发"
    )


def not_genuine() -> Refusal:
    """Return the refusal of a file whose signature is not the sender's."""
    return Refusal(DAMAGED, "文件不是所称站点签发的，已拦截，请核实来源")


def outrageous() -> Refusal:
    """Return the refusal of a file that asks for more work than any honest one."""
    return Refusal(DAMAGED, "文件内容异常，不是有效的上报包，已拦截")


def too_new(version: int) -> Refusal:
    """Return the refusal of a file that a newer program wrote."""
    return Refusal(
        TOO_NEW, f"文件由更新版本的程序生成（格式{version}），请先升级本程序"
    )


def not_for_us() -> Refusal:
    """Return the refusal of a file that is sealed for somebody else."""
    return Refusal(WRONG_STATION, "此文件是发给其他单位的，本站点打不开，未导入")
