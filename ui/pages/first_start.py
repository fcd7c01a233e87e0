"""The first start: open a kit, found a district office, or practise."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from jisheng_desktop.domain.scheme_reading import read_scheme
from jisheng_desktop.services.schemes import shipped_schemes
from ui.cards.restore_form import RestoreForm
from ui.dialogs.files import ask_file_to_open
from ui.errors import Errors
from ui.operations.doors import (
    Newcomer,
    NewDistrict,
    found_district,
    join_with_kit,
)
from ui.theme import Theme
from ui.widgets.buttons import KeyButton, action
from ui.widgets.going_on import went_on
from ui.widgets.paths import PathField
from ui.widgets.screens import Screen
from ui.widgets.words import labelled, words

HELLO = "三种开始的方式，选一种。以后随时可以再进演练。"


class FirstStartPage(Screen):
    """Shown while this computer is no station yet; `ready` carries the session."""

    ready = Signal(object)
    practice_wanted = Signal()
    restore_wanted = Signal(object, str)

    def __init__(self, theme: Theme, errors: Errors, folder: Path) -> None:
        super().__init__(theme, errors, "计生家庭保险登记系统", HELLO)
        self._errors = errors
        self._folder = folder
        self.kit = KitForm()
        self.district = DistrictForm()
        self.restore = RestoreForm()
        self._forms = QStackedWidget()
        self._forms.addWidget(self.kit)
        self._forms.addWidget(self.district)
        self._forms.addWidget(self.restore)
        self._forms.hide()
        self.card.body.addLayout(self._made_choices())
        self.card.body.addWidget(self._forms)
        self.kit.finished.connect(self._join)
        self.district.finished.connect(self._found)
        for form in (self.kit, self.district):
            form.mended.connect(self.notice.hide)
        self.restore.wanted.connect(self.restore_wanted)

    def _made_choices(self) -> QVBoxLayout:
        column = QVBoxLayout()
        for text, note, keys, run in (
            (
                "打开站点文件",
                "村居、镇街：用区县发来的文件和启用码",
                "F1",
                lambda: self._open_form(self.kit),
            ),
            (
                "建立区县办公室",
                "区县计生协：确定方案，给各站点发文件",
                "F2",
                lambda: self._open_form(self.district),
            ),
            (
                "先试用",
                "用演练数据练手，什么都不会上报",
                "F3",
                self.practice_wanted.emit,
            ),
        ):
            column.addLayout(self._made_choice(text, note, keys, run))
        column.addWidget(self._made_way_back())
        return column

    def _made_way_back(self) -> KeyButton:
        restore = action(
            "换了电脑，从备份恢复",
            self,
            lambda: self._open_form(self.restore),
            keys="F4",
        )
        return KeyButton(restore, "quiet")

    def _made_choice(
        self, text: str, note: str, keys: str, run: Callable[[], object]
    ) -> QHBoxLayout:
        button = KeyButton(action(text, self, run, keys=keys))
        button.setMinimumWidth(self._theme.px(200))
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(button)
        row.addWidget(words(note, "soft", wrap=True), 1)
        return row

    def _open_form(self, form: "StartForm | RestoreForm") -> None:
        self.notice.hide()
        self._forms.setCurrentWidget(form)
        self._forms.show()
        form.first.setFocus()
        self.bring_into_view(form)

    def _join(self) -> None:
        form = self.kit
        self._go_on(
            join_with_kit(
                self._errors,
                self._folder,
                form.file.path,
                form.code.text().strip(),
                form.newcomer(),
            ),
            form,
        )

    def _found(self) -> None:
        form = self.district
        self._go_on(
            found_district(self._errors, self._folder, form.office(), form.newcomer()),
            form,
        )

    def _go_on(self, session: object, form: "StartForm") -> None:
        if session is not None:
            self.ready.emit(session)
        else:
            form.go_to_doubt()


class StartForm(QWidget):
    """What both ways ask: who works here, and a password.

    `mended` tells of every line that is typed in: what was refused may be right now.
    """

    finished = Signal()
    mended = Signal()

    def __init__(self, default_name: str) -> None:
        super().__init__()
        self.first: QWidget = self
        self.lines: tuple[QLineEdit, ...] = ()
        self.name = QLineEdit(default_name)
        self.password = _secret()
        self.again = _secret()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 8, 0, 0)
        self.column.setSpacing(10)

    def newcomer(self) -> Newcomer:
        """Return the first operator as typed."""
        return Newcomer(
            self.name.text().strip(), self.password.text(), self.again.text()
        )

    def go_to_doubt(self) -> None:
        """After a refusal, take the focus to the line it is likeliest about."""
        part = self.again if self._passwords_differ() else self.doubted()
        part.setFocus()
        if isinstance(part, QLineEdit):
            part.selectAll()

    def doubted(self) -> QWidget:
        """Return the part that is likeliest wrong, when it is not the password."""
        return self.first

    def _passwords_differ(self) -> bool:
        return self.password.text() != self.again.text()

    def finish_with(self, text: str) -> None:
        """Add the operator's lines and the button that ends the form."""
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addLayout(labelled("你的姓名", self.name))
        row.addLayout(labelled("设置密码（可以先不设）", self.password))
        row.addLayout(labelled("再输入一次密码", self.again))
        self.column.addLayout(row)
        for line in (*self.lines, self.name, self.password, self.again):
            line.textEdited.connect(self.mended)
        go = action(text, self, self._go_on, keys="Return")
        self.column.addWidget(KeyButton(go, "primary"))

    def _go_on(self) -> None:
        if not went_on(*self.lines, self.name, self.password, self.again):
            self.finished.emit()


class KitForm(StartForm):
    """The kit's file and the code that came on paper."""

    def __init__(self) -> None:
        super().__init__("")
        self.file = PathField(
            "站点文件",
            lambda: ask_file_to_open(self, "打开站点文件", "站点文件 (*.jskit *.*)"),
        )
        self.code = QLineEdit()
        self.code.setPlaceholderText("印在纸上的启用码")
        self.column.addLayout(labelled("站点文件", self.file))
        self.column.addLayout(labelled("启用码", self.code))
        self.first = self.file
        self.lines = (self.file.line, self.code)
        self.finish_with("设为本站点")

    @override
    def doubted(self) -> QWidget:
        file = self.file.path
        return self.code if file is not None and file.is_file() else self.file.line


class DistrictForm(StartForm):
    """The district's code, its name and its schemes."""

    def __init__(self) -> None:
        super().__init__("")
        self.code = QLineEdit()
        self.code.setPlaceholderText("六位，如 610103")
        self.office_name = QLineEdit()
        self.office_name.setPlaceholderText("如 碑林区计划生育协会")
        self.schemes = [_scheme_tick(text) for text in shipped_schemes()]
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addLayout(labelled("区县代码", self.code), 1)
        row.addLayout(labelled("办公室名称", self.office_name), 2)
        self.column.addLayout(row)
        self.column.addWidget(words("采用的方案（以后可以在设置里添加）", "label"))
        for tick, _ in self.schemes:
            self.column.addWidget(tick)
            tick.clicked.connect(self.mended)
        self.first = self.code
        self.lines = (self.code, self.office_name)
        self.finish_with("建立区县办公室")

    @override
    def doubted(self) -> QWidget:
        office = self.office()
        if not office.schemes and office.code and office.name:
            return self.schemes[0][0]
        return self.code if office.name else self.office_name

    def office(self) -> NewDistrict:
        """Return the district office as typed."""
        chosen = [text for tick, text in self.schemes if tick.isChecked()]
        return NewDistrict(
            self.code.text().strip(), self.office_name.text().strip(), chosen
        )


def _secret() -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line


def _scheme_tick(text: str) -> tuple[QCheckBox, str]:
    return QCheckBox(read_scheme(text).name), text
