"""What `make run` decides without a display holds by the practice scheme it names."""

from importlib.resources.abc import Traversable

import pytest

from jisheng_desktop.domain.decisions import decide
from jisheng_desktop.domain.reading import read_document
from jisheng_desktop.domain.scheme_reading import read_scheme
from resources import resource

SCHEMES = {"xian-2025": resource("practice", "xian-2025.toml")}
SAMPLES = [file for file in resource("samples").iterdir() if file.is_file()]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_sample_household_is_accepted(sample: Traversable) -> None:
    document = read_document(sample.read_bytes())
    decision = decide(document, read_scheme(SCHEMES[document.scheme].read_bytes()))
    assert decision.decision == "ACCEPT"
    assert decision.self_pay_fen
    assert not decision.problems
