"""Category and money of the household, large enough to read across the desk."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from ui.entry.wording import NOTHING_YET, Figures
from ui.theme import mark
from ui.widgets.words import rule, words

RIGHT = Qt.AlignmentFlag.AlignRight


class FiguresView(QWidget):
    """Shows `Figures`; only what changed is painted again."""

    def __init__(self) -> None:
        super().__init__()
        self.category = words(NOTHING_YET, "title", wrap=True)
        self.basis = words("", "hint", wrap=True)
        self.plan = words("", "hint", wrap=True)
        self.premium = words("—")
        self.subsidy = words("", tone="good")
        self.payers = words("", "hint", wrap=True)
        self.self_pay = words("—", "figure")
        self.capital = words("", "soft", wrap=True)
        self.people = PeopleView()
        self._fitting = ("", 0, 0)
        self._name_for_readers()
        self._lay_out()

    def show_figures(self, figures: Figures) -> None:
        """Show a decision."""
        for label, text in (
            (self.category, figures.category),
            (self.basis, figures.basis),
            (self.plan, figures.plan),
            (self.premium, figures.premium),
            (self.subsidy, figures.subsidy or "—"),
            (self.payers, figures.payers),
            (self.self_pay, figures.self_pay),
            (self.capital, figures.capital),
        ):
            if label.text() != text:
                label.setText(text)
        self._fit_category()
        mark(self.category, tone="soft" if figures.category == NOTHING_YET else "")
        mark(self.subsidy, tone="good" if figures.subsidy else "")
        self.basis.setVisible(bool(figures.basis))
        self.plan.setVisible(bool(figures.plan))
        self.payers.setVisible(bool(figures.payers))
        self.people.show_people(figures.people)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_category()

    def _fit_category(self) -> None:
        """Give the category the larger letters only where they fit on one line."""
        fitting = self.category.text(), self.width(), self.category.height()
        if fitting == self._fitting:
            return
        mark(self.category, part="title")
        advance = self.category.fontMetrics().horizontalAdvance(self.category.text())
        if advance > self.width():
            mark(self.category, part="heading")
        self._fitting = self.category.text(), self.width(), self.category.height()

    def _name_for_readers(self) -> None:
        self.category.setAccessibleName("家庭类别")
        self.premium.setAccessibleName("应交保费")
        self.subsidy.setAccessibleName("财政补贴")
        self.self_pay.setAccessibleName("本户自付")
        self.capital.setAccessibleName("本户自付大写")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.category)
        column.addWidget(self.basis)
        column.addSpacing(4)
        column.addWidget(rule())
        column.addSpacing(4)
        column.addWidget(self.people)
        column.addLayout(self._money())
        self.capital.setAlignment(RIGHT)
        column.addWidget(self.capital)

    def _money(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        grid.addWidget(words("应交保费"), 0, 0)
        grid.addWidget(self.premium, 0, 1, RIGHT)
        grid.addWidget(self.plan, 1, 0, 1, 2)
        grid.addWidget(words("财政补贴"), 2, 0)
        grid.addWidget(self.subsidy, 2, 1, RIGHT)
        grid.addWidget(self.payers, 3, 0, 1, 2)
        grid.addWidget(words("本户自付"), 4, 0)
        grid.addWidget(self.self_pay, 4, 1, RIGHT)
        return grid


class PeopleView(QWidget):
    """One line for each insured person, where every person has its own category."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 6)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._shown: tuple[tuple[str, str, str], ...] = ()
        self.hide()

    def show_people(self, people: tuple[tuple[str, str, str], ...]) -> None:
        """Show (name, category, sum) of every insured person."""
        if people == self._shown:
            return
        self._shown = people
        while len(self._rows) < len(people):
            self._add_row()
        for index, (who, amount) in enumerate(self._rows):
            visible = index < len(people)
            who.setVisible(visible)
            amount.setVisible(visible)
            if visible:
                name, category, total = people[index]
                who.setText(f"{name}　{category}")
                amount.setText(total)
        self.setVisible(bool(people))

    def _add_row(self) -> None:
        who, amount = words("", "soft", wrap=True), words("", "soft")
        row = len(self._rows)
        self._grid.addWidget(who, row, 0)
        self._grid.addWidget(amount, row, 1, RIGHT)
        self._rows.append((who, amount))
