"""What hangs together through pairs."""

from collections.abc import Iterable

Group = frozenset[str]


def tied(pairs: Iterable[tuple[str, str]]) -> dict[str, Group]:
    """Return for each name the group of all names that pairs tie to it."""
    groups: dict[str, Group] = {}
    for one, other in pairs:
        whole = groups.get(one, Group((one,))) | groups.get(other, Group((other,)))
        groups.update(dict.fromkeys(whole, whole))
    return groups
