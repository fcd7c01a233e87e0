"""What pairs tie together is one group, in whatever order the pairs come."""

import random

from hypothesis import given
from hypothesis import strategies as st

from jisheng_desktop.domain.groups import tied

NAMES = st.sampled_from("abcdefgh")


@given(st.lists(st.tuples(NAMES, NAMES)), st.randoms())
def test_groups_do_not_depend_on_the_order(
    pairs: list[tuple[str, str]], chance: random.Random
) -> None:
    groups = tied(pairs)
    for one, other in pairs:
        assert groups[one] == groups[other] >= {one, other}
    shuffled = chance.sample(pairs, len(pairs))
    assert tied(shuffled) == groups


def test_only_what_is_tied_is_together() -> None:
    assert tied([("a", "b"), ("c", "d"), ("b", "e")]) == {
        **dict.fromkeys("abe", frozenset("abe")),
        **dict.fromkeys("cd", frozenset("cd")),
    }
