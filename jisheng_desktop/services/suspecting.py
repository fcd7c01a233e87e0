"""Near-duplicates: persons who may be one, though their numbers differ."""

from collections.abc import Iterator, Sequence

from db.queries import duplicates
from db.queries.duplicates import Namesake
from db.queries.words import share_reading
from jisheng_desktop.domain.suspicions import is_one_off, is_one_sex
from jisheng_desktop.services.moments import stamp

SUSPECT = "SUSPECT"
SAME_BIRTH = "同一出生日期和性别，姓名相近"
SAME_PHONE = "同一电话和姓名"


def suspect(uids: Sequence[str]) -> None:
    """Queue what resembles these records; nothing is held back by it."""
    now = stamp()
    found = {(each[1], each[2]): each for each in _suspicions(uids)}
    duplicates.add((*each, now) for each in found.values())


def _suspicions(uids: Sequence[str]) -> Iterator[tuple[str, str, str, str]]:
    for pair in duplicates.namesakes(uids):
        if _are_alike(pair) and is_one_sex(pair.first_id, pair.second_id):
            yield _item(pair, SAME_BIRTH)
    for pair in duplicates.phone_mates(uids):
        yield _item(pair, SAME_PHONE)


def _are_alike(pair: Namesake) -> bool:
    """Similar: one character off, or as long and of the same pinyin initials."""
    name, other = pair.first_name, pair.second_name
    if is_one_off(name, other):
        return True
    readings = (pair.first_initials, pair.second_initials)
    return len(name) == len(other) and share_reading(*readings)


def _item(pair: Namesake, why: str) -> tuple[str, str, str, str]:
    first, second = sorted((pair.first, pair.second))
    return SUSPECT, first, second, f"{pair.first_name}、{pair.second_name}：{why}"
