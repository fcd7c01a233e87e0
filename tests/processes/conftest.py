"""The founded offices, made once and copied for each experiment."""

from pathlib import Path

import pytest

from tests.processes.world import founded


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return founded(tmp_path_factory.mktemp("offices"))
