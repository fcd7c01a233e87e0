"""`jisheng manual` and `jisheng desk-card`."""

from pathlib import Path

import pypdfium2
import pytest

from jisheng_desktop.cli.main import run


@pytest.mark.parametrize("command", ["manual", "desk-card"])
def test_it_is_written_where_it_is_wanted(command: str, tmp_path: Path) -> None:
    file = tmp_path / "一页.pdf"
    assert run([command, "--out", str(file)]) == 0
    assert len(pypdfium2.PdfDocument(file)) >= 1


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert run(["desk-card", "--out", str(tmp_path / "没有" / "一页.pdf")]) == 3
