"""The tables, made when the first row is written: reading needs none of them."""

from typing import TYPE_CHECKING

from jisheng_desktop.loading import Deferred

if TYPE_CHECKING:
    from db import models as models  # noqa: PLC0414 (re-exported)
else:
    models = Deferred("db.models")
