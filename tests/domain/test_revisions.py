"""Which revisions stand: the same answer in whatever order they come to light."""

from hypothesis import given
from hypothesis import strategies as st

from jisheng_desktop.domain.revisions import Course, rank

Revision = tuple[str, str]


@st.composite
def courses(draw: st.DrawFn) -> list[Revision]:
    """Return revisions that each replace some of those made before."""
    made: list[Revision] = []
    for n in range(draw(st.integers(1, 8))):
        seen = draw(st.lists(st.sampled_from(made), unique=True)) if made else []
        made.append((f"h{n}", " ".join(sorted(digest for digest, _ in seen))))
    return made


def gathered(revisions: list[Revision]) -> Course[str]:
    course: Course[str] = Course()
    for digest, replaces in revisions:
        course.add(digest, replaces, digest)
    return course


@given(courses(), st.data())
def test_what_stands_does_not_depend_on_the_order(
    made: list[Revision], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(made))
    again = data.draw(st.lists(st.sampled_from(made)))
    course = gathered([*order, *again])
    replaced = {each for _, replaces in made for each in replaces.split()}
    assert course.heads.keys() == {digest for digest, _ in made} - replaced
    assert len(course) == len(made)


def test_a_revision_continues_what_is_known_or_begins_a_record() -> None:
    nothing, one = gathered([]), gathered([("a", "")])
    assert nothing.continues("")
    assert not nothing.continues("a")
    assert one.continues("a")
    assert not one.continues("")
    assert not one.continues("a b")


def test_what_insures_stands_before_what_makes_void() -> None:
    sides = [("VOID", 9, "a"), ("ENROLLMENT", 2, "c"), ("ENROLLMENT", 3, "b")]
    assert sorted(sides, key=lambda side: rank(*side)) == [sides[2], sides[1], sides[0]]
