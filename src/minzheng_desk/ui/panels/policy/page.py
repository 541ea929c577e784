"""政策标准: what holds on a day and under which text, trial calculation, drafts, and open questions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.policy.answers import open_questions
from minzheng_desk.policy.clauses import clause_of_key
from minzheng_desk.policy.model import Policy
from minzheng_desk.policy.queries import office_policy
from minzheng_desk.ui.panels.policy.documents import DocumentsSection
from minzheng_desk.ui.panels.policy.drafts import DraftSection
from minzheng_desk.ui.panels.policy.questions import QuestionsSection
from minzheng_desk.ui.panels.policy.standards import StandardsSection
from minzheng_desk.ui.panels.policy.trial import TrialSection
from minzheng_desk.ui.screen import Frame, Screen
from minzheng_desk.ui.tasks import Newest
from minzheng_desk.ui.widgets.buttons import primary
from minzheng_desk.ui.widgets.chips import Chip, ChipSpec
from minzheng_desk.ui.widgets.forms.day_editors import DayEditor
from minzheng_desk.ui.widgets.labels import label
from minzheng_desk.ui.widgets.pages import Pages
from minzheng_desk.ui.widgets.tabs import Tab, Tabs

_STANDARDS, _DOCUMENTS, _TRIAL, _DRAFT, _QUESTIONS = "standards", "documents", "trial", "draft", "questions"
_LABELS = {
    _STANDARDS: "标准",
    _DOCUMENTS: "文件",
    _TRIAL: "试算",
    _DRAFT: "提标测算",
    _QUESTIONS: "待答口径",
}

Section = StandardsSection | DocumentsSection | TrialSection | DraftSection | QuestionsSection

_MAKERS: dict[str, Callable[[Frame], Section]] = {
    _STANDARDS: StandardsSection,
    _DOCUMENTS: DocumentsSection,
    _TRIAL: TrialSection,
    _DRAFT: DraftSection,
    _QUESTIONS: QuestionsSection,
}


class PolicyScreen(Screen):
    """One policy and one day for all sections."""

    reads = frozenset({"kept_pack", "policy_answer", "station"})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, "政策标准")
        self._asking = Newest(self)
        self._policy: Policy | None = None
        self._waiting_key = ""
        self._build_header()
        self._build_body()
        self.tabs.chosen.connect(self._open)
        self.day.left.connect(self._show_day)
        self.refresh()

    def refresh(self) -> None:
        """Read the policy the office works by."""
        self._asking.start(self.bench.ask(office_policy).then(self._show))

    def show_object(self, key: str) -> None:
        """A section, a programme, a parameter, or a clause by its key (`policy.clauses.key_of`)."""
        if key in _LABELS:
            self.tabs.choose(key)
            return
        self.tabs.choose(_STANDARDS)
        if self._policy is None:
            self._waiting_key = key
        else:
            self._open_key(self._policy, key)

    def begin_filter(self) -> None:
        """Ctrl+F."""
        section = self._stack.currentWidget()
        if isinstance(section, StandardsSection | DocumentsSection):
            section.field.setFocus()

    def panes(self) -> list[QWidget]:
        """The section in front."""
        return [self.tabs, self._stack]

    def _build_header(self) -> None:
        self.chip = Chip()
        self.day = DayEditor(self.bench.today)
        self.day.set_value(self.bench.today)
        self.day.widget.setAccessibleName("看哪一天的政策")
        self.header.add_beside_title(self.chip)
        self.header.add_beside_title(label("看", "hint"))
        self.header.add_beside_title(self.day.widget)
        self.install = primary("装入政策包", "policy")
        self.install.clicked.connect(self._begin_install)
        self.header.set_primary(self.install)
        if not self.bench.may(Permission.SET_UP):
            self.header.allow_primary("由系统管理员装入")

    def _build_body(self) -> None:
        self.tabs = Tabs([Tab(key, said) for key, said in _LABELS.items()])
        self.tabs.setAccessibleName("政策标准")
        self._stack = Pages()
        self._built: dict[str, Section] = {}
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)
        self._stack.setCurrentWidget(self.section(_STANDARDS))

    def section(self, key: str) -> Section:
        """A section, built at its first visit."""
        if key not in self._built:
            made = self._built[key] = _MAKERS[key](self.frame)
            self._stack.addWidget(made)
            if isinstance(made, DocumentsSection):
                made.standards_asked.connect(self._show_resting_on)
            if isinstance(made, QuestionsSection):
                made.counted.connect(self._count_questions)
        return self._built[key]

    def _begin_install(self) -> None:
        self.tabs.choose(_DRAFT)
        section = self.section(_DRAFT)
        if isinstance(section, DraftSection):
            section.choose_folder()

    def _standards(self) -> StandardsSection:
        section = self.section(_STANDARDS)
        assert isinstance(section, StandardsSection)
        return section

    def _documents(self) -> DocumentsSection:
        section = self.section(_DOCUMENTS)
        assert isinstance(section, DocumentsSection)
        return section

    def _show(self, policy: Policy) -> None:
        self._policy = policy
        self.chip.show_state(ChipSpec(policy.label))
        self.chip.setToolTip(policy.edition)
        self._show_day()
        if self._waiting_key:
            self._open_key(policy, self._waiting_key)
            self._waiting_key = ""

    def _show_day(self) -> None:
        policy, on = self._policy, self._on()
        if policy is None or on is None:
            return
        section = self.section(self.tabs.key)
        section.show_policy(policy, on)
        self._count_questions(len(open_questions(policy, on)))

    def _open(self, key: str) -> None:
        self._stack.setCurrentWidget(self.section(key))
        self._show_day()

    def _open_key(self, policy: Policy, key: str) -> None:
        source = clause_of_key(policy, key)
        if source is None:
            self._standards().open_key(key)
            return
        # A clause is asked for because of what holds today.
        self.day.set_value(self.bench.today)
        self._show_day()
        if not self._standards().open_clause(source):
            self.tabs.choose(_DOCUMENTS)
            self._documents().open_clause(source)

    def _show_resting_on(self, key: str) -> None:
        document = self._policy.documents.get(key) if self._policy else None
        if document is None:
            return
        self.tabs.choose(_STANDARDS)
        if not self._standards().open_document(document):
            self.tabs.choose(_DOCUMENTS)

    def _count_questions(self, count: int) -> None:
        alert = f"{count} 项" if count else ""
        tabs = [Tab(key, said, alert=alert if key == _QUESTIONS else "") for key, said in _LABELS.items()]
        self.tabs.show_tabs(tabs)

    def _on(self) -> date | None:
        try:
            found = self.day.value()
        except Exception:
            return None
        return found if isinstance(found, date) else self.bench.today
