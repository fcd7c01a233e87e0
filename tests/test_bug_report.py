"""A bug report helps a developer and names nobody."""

import pytest

from jisheng_desktop import __version__, bug_report
from jisheng_desktop.bug_report import error_trace, fingerprint


def failing(text: str) -> ValueError:
    with pytest.raises(ValueError, match="invalid") as caught:
        int(text)
    return caught.value


def test_it_says_where_and_what_but_not_what_was_typed() -> None:
    report = bug_report.bug_report(failing("王强 610103198503120018"))
    assert __version__ in report
    assert "ValueError" in report
    assert "test_bug_report.py" in report
    assert "王强" not in report
    assert "610103198503120018" not in report


def test_paths_are_cut_so_that_no_home_folder_is_told() -> None:
    lines = error_trace(failing("x")).splitlines()
    assert not [line for line in lines if line.strip().startswith("/")]


def test_what_led_to_it_comes_first() -> None:
    with pytest.raises(KeyError) as caught:
        try:
            int("x")
        except ValueError:
            dict[str, int]()["missing"]
    trace = error_trace(caught.value)
    assert trace.index("ValueError") < trace.index("KeyError")


def test_the_same_bug_has_the_same_fingerprint() -> None:
    one, other = (failing(text) for text in ("a", "b"))
    assert fingerprint(one) == fingerprint(other)
    assert fingerprint(one) != fingerprint(KeyError())


def test_a_broken_section_hides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise OSError

    monkeypatch.setattr(bug_report, "_system", broken)
    report = bug_report.bug_report(failing("x"))
    assert "(not available: OSError)" in report
    assert "ValueError" in report
