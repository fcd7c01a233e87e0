"""The one door for libraries too heavy to import at start.

`from jisheng_desktop.loading import python_calamine` costs nothing; the library
itself is imported when its first attribute is read. To add one: a line under
`TYPE_CHECKING`, where types and import contracts see it, a line below it, its
place in `HEAVY`.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from typing_extensions import override


class Deferred(ModuleType):
    """A library that is imported on first use and then answers for itself."""

    @override
    def __getattr__(self, name: str) -> Any:
        """Import the library, remember all it offers, return its `name`."""
        library = import_module(self.__name__)
        self.__dict__.update(library.__dict__)
        return getattr(library, name)


if TYPE_CHECKING:
    import openpyxl as openpyxl  # noqa: PLC0414 (re-exported)
    import openpyxl.comments
    import openpyxl.styles
    import openpyxl.utils
    import openpyxl.worksheet.worksheet
    import platformdirs as platformdirs  # noqa: PLC0414 (re-exported)
    import pypdfium2 as pypdfium2  # noqa: PLC0414 (re-exported)
    import python_calamine as python_calamine  # noqa: PLC0414 (re-exported)
    import xlsxwriter as xlsxwriter  # noqa: PLC0414 (re-exported)
    import zxingcpp as zxingcpp  # noqa: PLC0414 (re-exported)
    from cryptography import exceptions as exceptions  # noqa: PLC0414
    from cryptography.hazmat.primitives.ciphers import aead as aead  # noqa: PLC0414
    from cryptography.hazmat.primitives.kdf import argon2 as argon2  # noqa: PLC0414
    from reportlab.pdfbase import pdfdoc as pdfdoc  # noqa: PLC0414 (re-exported)
    from reportlab.pdfbase import pdfmetrics as pdfmetrics  # noqa: PLC0414 (re-exported)
    from reportlab.pdfbase import ttfonts as ttfonts  # noqa: PLC0414 (re-exported)
    from reportlab.pdfgen import canvas as canvas  # noqa: PLC0414 (re-exported)
else:
    aead = Deferred("cryptography.hazmat.primitives.ciphers.aead")
    argon2 = Deferred("cryptography.hazmat.primitives.kdf.argon2")
    exceptions = Deferred("cryptography.exceptions")
    openpyxl = Deferred("openpyxl")
    canvas = Deferred("reportlab.pdfgen.canvas")
    pdfdoc = Deferred("reportlab.pdfbase.pdfdoc")
    pdfmetrics = Deferred("reportlab.pdfbase.pdfmetrics")
    pypdfium2 = Deferred("pypdfium2")
    platformdirs = Deferred("platformdirs")
    python_calamine = Deferred("python_calamine")
    ttfonts = Deferred("reportlab.pdfbase.ttfonts")
    xlsxwriter = Deferred("xlsxwriter")
    zxingcpp = Deferred("zxingcpp")

# What the frozen program must carry although no module imports it by name.
HEAVY: tuple[ModuleType, ...] = (
    aead,
    argon2,
    canvas,
    exceptions,
    openpyxl,
    pdfdoc,
    pdfmetrics,
    pypdfium2,
    platformdirs,
    python_calamine,
    ttfonts,
    xlsxwriter,
    zxingcpp,
)
