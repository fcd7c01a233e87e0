"""The villages of this station and their targets."""

from db.connection import transaction
from db.queries import offices
from jisheng_desktop.domain.stations import Village
from jisheng_desktop.domain.text import halfwidth, normal
from jisheng_desktop.errors import UserError

LONGEST_CODE = 20


def set_village(code: str, name: str, target: int | None) -> None:
    """Name a village and say how many households it means to enrol."""
    village = Village(halfwidth(code), normal(name), target)
    if not village.code or len(village.code) > LONGEST_CODE:
        raise UserError(f"村居代码“{code}”应为1至{LONGEST_CODE}位")
    if not village.name:
        raise UserError("村居名称不能为空")
    if target is not None and target < 0:
        raise UserError(f"目标户数{target}不能小于零")
    with transaction():
        offices.put_village(village)
