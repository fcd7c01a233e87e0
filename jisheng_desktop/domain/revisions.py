"""Which revisions of a record stand: those that no other was made in sight of.

A revision names those that it replaces. Computers that did not know of each other make
revisions side by side; then several stand, and people settle it with one that replaces
them all.
"""

from typing import Generic, TypeVar

T = TypeVar("T")

# What stands first among several: what insures before what makes void, then the longer
# course, then whichever the hash says. It must be the same wherever it is asked.
Rank = tuple[bool, int, str]


def rank(kind: str, rev: int, digest: str) -> Rank:
    """Return by what revisions that stand side by side are ordered."""
    return kind == "VOID", -rev, digest


class Course(Generic[T]):
    """The revisions of one record, added in whatever order they come to light."""

    __slots__ = ("_known", "_replaced", "heads")

    def __init__(self) -> None:
        """Begin with a record of which nothing is known."""
        self.heads: dict[str, T] = {}
        self._known: set[str] = set()
        self._replaced: set[str] = set()

    def add(self, digest: str, replaces: str, revision: T) -> None:
        """Add a revision by its hash and the hashes of what it replaces, with blanks
        between. The same revision counts once, wherever it was written down.
        """
        before = replaces.split()
        self._known.add(digest)
        self._replaced.update(before)
        for each in before:
            self.heads.pop(each, None)
        if digest not in self._replaced:
            self.heads[digest] = revision

    def __len__(self) -> int:
        """Return how many revisions there are."""
        return len(self._known)

    def continues(self, replaces: str) -> bool:
        """Tell whether a revision that replaces these would follow from what is known."""
        before = replaces.split()
        return bool(before) == bool(self._known) and self._known.issuperset(before)
