"""The manual as a PDF to read and print: its Markdown set by Qt, page numbers below."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextListFormat,
    QTextTable,
)

from ui.app import FAMILIES

DOTS_PER_INCH = 150
MARGIN_MM = 15.0
FOOT_MM = 8.0
# Kept free round each page: the ground of a key reaches a little above its line.
SPARE_MM = 3.0
POINTS = 10.0
HEADINGS = {1: 20.0, 2: 14.0}
KEY_GROUND = QColor("#e8edf3")
LINE = QColor("#9fb0c3")
NUMBER = QColor("#5b6b7d")
AT_FOOT = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
LINE_HEIGHT = 118.0
PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
DOTTED = QTextListFormat.Style.ListDisc
ITEM_MM = 4.0
PICTURE_SHARE = 0.46
# Qt takes a picture's width to be meant for a screen of this resolution.
QT_DOTS_PER_INCH = 96


def digest(text: Path) -> str:
    """Return the fingerprint of the manual's text that its PDF carries."""
    return sha256(text.read_bytes()).hexdigest()[:16]


def write_book(text: Path, file: Path) -> None:
    """Set the manual and write it, with the fingerprint of its text as its creator."""
    writer = QPdfWriter(str(file))
    writer.setResolution(DOTS_PER_INCH)
    writer.setTitle("计生家庭保险登记系统　使用手册")
    writer.setCreator(f"manual {digest(text)}")
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            margins,
            QPageLayout.Unit.Millimeter,
        )
    )
    _print(_set(text, writer), writer)


def _set(text: Path, writer: QPdfWriter) -> QTextDocument:
    """Return the manual as a document that fits the writer's pages."""
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    document.setBaseUrl(QUrl.fromLocalFile(f"{text.parent}/"))
    document.setDocumentMargin(_dots(SPARE_MM))
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPointSizeF(POINTS)
    document.setDefaultFont(font)
    document.setMarkdown(text.read_text("utf-8"))
    room = writer.width(), writer.height() - _dots(FOOT_MM)
    document.setPageSize(QSizeF(*room))
    for block in list(_blocks(document)):
        _dress(block, document, room[0] * PICTURE_SHARE)
    _rule_tables(document)
    _keep_headings(document)
    return document


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _dress(block: QTextBlock, document: QTextDocument, widest: float) -> None:
    """Give a heading its size, an item its dot, keys their ground, a picture its width."""
    level = block.blockFormat().headingLevel()
    pictures = any(form.isImageFormat() for *_, form in _parts(block))
    shape = QTextBlockFormat()
    in_table = QTextCursor(block).currentTable() is not None
    shape.setTopMargin(_dots(4.5 if level > 1 else 0))
    shape.setBottomMargin(_dots(2 if level or pictures else 0 if in_table else 0.8))
    if pictures:
        shape.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    else:
        shape.setLineHeight(LINE_HEIGHT, PROPORTIONAL)
    if _is_item(block):
        block.textList().remove(block)
        QTextCursor(block).insertText("•　")
        shape.setIndent(0)
        shape.setLeftMargin(_dots(ITEM_MM))
    QTextCursor(block).mergeBlockFormat(shape)
    for start, length, form in _parts(block):
        _dress_part(form, HEADINGS.get(level, POINTS), widest)
        cursor = QTextCursor(document)
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(form)


def _is_item(block: QTextBlock) -> bool:
    items = block.textList()
    return bool(items) and items.format().style() == DOTTED


def _parts(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    found = []
    part = block.begin()
    while not part.atEnd():
        fragment = part.fragment()
        form = fragment.charFormat()
        if form.isImageFormat():
            form = form.toImageFormat()
        found.append((fragment.position(), fragment.length(), form))
        part += 1
    return found


def _dress_part(form: QTextCharFormat, points: float, widest: float) -> None:
    if isinstance(form, QTextImageFormat):
        form.setWidth(widest * QT_DOTS_PER_INCH / DOTS_PER_INCH)
        return
    if form.fontFixedPitch():
        form.clearProperty(QTextFormat.Property.FontFixedPitch)
        form.setBackground(KEY_GROUND)
    form.clearProperty(QTextFormat.Property.FontSizeAdjustment)
    form.setFontFamilies(list(FAMILIES))
    form.setFontPointSize(points)


def _keep_headings(document: QTextDocument) -> None:
    """Begin a page with a heading that would stand alone at the foot of one."""
    layout, height = document.documentLayout(), document.pageSize().height()
    for block in _blocks(document):
        after = block.next()
        if block.blockFormat().headingLevel() and after.isValid():
            here = layout.blockBoundingRect(block).top() // height
            if layout.blockBoundingRect(after).bottom() // height > here:
                shape = QTextBlockFormat()
                shape.setPageBreakPolicy(
                    QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore
                )
                QTextCursor(block).mergeBlockFormat(shape)


def _rule_tables(document: QTextDocument) -> None:
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            form = frame.format()
            form.setBorder(_dots(0.2))
            form.setBorderBrush(LINE)
            form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            form.setBorderCollapse(True)
            form.setCellPadding(_dots(0.7))
            form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
            frame.setFormat(form)


def _print(document: QTextDocument, writer: QPdfWriter) -> None:
    """Draw the pages one by one, each with its number below."""
    painter = QPainter(writer)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    size, pages = document.pageSize(), document.pageCount()
    for number in range(pages):
        if number:
            writer.newPage()
        page = QRectF(QPointF(0, number * size.height()), size)
        painter.save()
        painter.translate(-page.topLeft())
        painter.setClipRect(page.adjusted(0, 0, 0, -_dots(SPARE_MM / 2)))
        document.drawContents(painter, page)
        painter.restore()
        foot = QRectF(0, size.height(), size.width(), _dots(FOOT_MM))
        painter.setPen(NUMBER)
        painter.drawText(foot, AT_FOOT, f"{number + 1} / {pages}")
    painter.end()


def _dots(millimetres: float) -> float:
    return millimetres * DOTS_PER_INCH / 25.4
