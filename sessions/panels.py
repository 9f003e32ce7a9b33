"""The editor of a session, in the order in which the office thinks of it."""

from django.forms import CheckboxSelectMultiple, RadioSelect
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from sessions import rules
from sessions.forms import StudySessionForm
from sessions.models import StudySession
from sessions.preparations import missing_by_session
from studygroup.slots import Section

COMING = 5


class ChangesPanel(Panel):
    """変更の記録, to be read: publishing writes it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "study_sessions/admin/changes_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            context["changes"] = self.instance.changes.newest_first() if self.instance.pk else []
            return context


WHEN = [
    FieldRowPanel([FieldPanel("fiscal_year"), FieldPanel("number"), FieldPanel("suffix")], heading="何年度の第何回か"),
    MultiFieldPanel(
        [
            FieldPanel("date_precision", widget=RadioSelect),
            FieldRowPanel([FieldPanel("date_from"), FieldPanel("date_to")]),
        ],
        heading="日付",
        help_text="日を決めて保存すると、状態が「調整中」から「開催予定」に変わります"
        "（まだ調整中のときは、保存した後に「状態・変更」で戻せます）。"
        "月だけが決まっているときは、初日にその月の1日を入れます。最終日は、その月の末日になります。",
    ),
    FieldRowPanel([FieldPanel("reception"), FieldPanel("start"), FieldPanel("end")], heading="時刻"),
]
WHERE = [
    FieldPanel("modes"),
    FieldPanel("modes_note"),
    FieldPanel("town"),
    FieldPanel("venue"),
    FieldPanel("join_url"),
]
AGENDA_ITEM = [
    FieldPanel("is_part"),
    FieldPanel("shared_item"),
    FieldPanel("own_title"),
    FieldRowPanel([FieldPanel("own_tag"), FieldPanel("own_presenter")]),
    FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
]
WHAT = [InlinePanel("agenda_items", AGENDA_ITEM, heading="議題", label="議題")]
STATE = [
    FieldPanel("state", widget=RadioSelect),
    MultiFieldPanel(
        [
            FieldPanel("reason"),
            FieldPanel("called_off_on"),
            FieldPanel("consequence"),
            FieldPanel("replaced_by", widget=CheckboxSelectMultiple),
        ],
        heading="中止・延期にしたとき",
    ),
    ChangesPanel(heading="変更の記録"),
]
RESULT = [FieldPanel("theme"), FieldPanel("summary"), FieldPanel("result")]


def bind_study_session() -> None:
    """Give the page model its editor; no model imports a form."""
    StudySession.edit_handler = TabbedInterface(
        [
            ObjectList(WHEN, heading="日程"),
            ObjectList(WHERE, heading="参加方法・会場"),
            ObjectList(WHAT, heading="議題"),
            ObjectList(STATE, heading="状態・変更"),
            ObjectList(RESULT, heading="概要・結果"),
            ObjectList(Page.settings_panels, heading="公開の予約"),
        ],
        base_form_class=StudySessionForm,
    )


class ComingSessions(Component):
    """これからの開催回, on the CMS's home: the next, what each still lacks, and the way to write another."""

    name = "coming_sessions"
    template_name = "study_sessions/admin/coming_sessions.html"
    order = 60

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        ahead = list(StudySession.objects.in_preparation().with_agenda())
        coming = ahead[:COMING]
        missing = missing_by_session(coming)
        latest = StudySession.objects.latest_of_each_series().select_related("series")
        return {
            "rows": [(study_session, missing[study_session.pk]) for study_session in coming],
            "more": len(ahead) - len(coming),
            "copied": [held for held in latest if rules.can_add_study_session(user, held.series)],
        }


def overdue_plans(user, thing) -> Section | None:
    """Plans for months that have passed, each by its name: somebody has to say a day or call it off."""
    overdue = list(StudySession.objects.overdue_plans().by_first_day())
    return Section(30, "study_sessions/admin/overdue_plans.html", {"study_sessions": overdue}) if overdue else None
