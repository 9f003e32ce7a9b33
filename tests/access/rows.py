"""The table: every address of ours, and what it answers to each actor. A part of it lies in consultation_rows."""

from tests.access import consultation_rows
from tests.factories.cast import ACTORS

EVERYONE = dict.fromkeys(ACTORS, 200)
NOBODY = dict.fromkeys(ACTORS, 404)
WITHOUT_DEPARTMENT = dict.fromkeys(("anonymous", "staff", "other", "suspended"), 403)
DEPARTMENT = dict.fromkeys(ACTORS, 200) | WITHOUT_DEPARTMENT
OFFICE = dict.fromkeys(ACTORS, 302) | {"secretariat": 200, "organiser": 200}
SIGNED_IN = EVERYONE | {"anonymous": 302}
SECRETARIAT = dict.fromkeys(ACTORS, 403) | {"secretariat": 200}
SENT_ON = dict.fromkeys(ACTORS, 302)
POST_ONLY = dict.fromkeys(ACTORS, 405)

# Of the department of the cast's coordinator, and of whoever speaks for any department.
PERSON = dict.fromkeys(ACTORS, 404) | {"anonymous": 302, "participant": 403, "coordinator": 200, "secretariat": 200}
PERSON_DONE = PERSON | {"coordinator": 302, "secretariat": 302}
COORDINATORS = dict.fromkeys(ACTORS, 403) | {"anonymous": 302, "coordinator": 200, "other": 200}
COORDINATORS_DONE = COORDINATORS | {"coordinator": 302, "other": 302}
ATTENDING = dict.fromkeys(ACTORS, 403) | {"anonymous": 302, "participant": 200, "coordinator": 200}
ACTS_FOR_PERSON = NOBODY | {"anonymous": 302, "coordinator": 200, "secretariat": 200}

# What is open needs no extension and leads there; what is closed for another reason says that one.
EXTENSION = {actor: 302 if status == 200 else status for actor, status in DEPARTMENT.items()} | {"anonymous": 302}
MADE_BY_THE_WORKER = {actor: 202 for actor, status in DEPARTMENT.items() if status == 200}

# Staff of an enrolled municipality ask. Of a question of the coordinator's department, not published: its own people;
# of one that was given to the advisor: the advisor alone.
ASKERS = dict.fromkeys(ACTORS, 403) | {"anonymous": 302, "other": 200, "participant": 200, "coordinator": 200}
ASKERS_SENT_ON = {actor: 302 if status == 200 else status for actor, status in ASKERS.items()}
ASKING = NOBODY | {"anonymous": 302, "participant": 200, "coordinator": 200}
ASKING_SENT_ON = ASKING | {"participant": 302, "coordinator": 302}
ASSIGNED = NOBODY | {"anonymous": 302, "advisor": 200}
UNKNOWN_SIGNED_IN = NOBODY | {"anonymous": 302}
ORIGINAL = NOBODY | dict.fromkeys(("participant", "coordinator", "secretariat", "organiser"), 200)
INBOX = dict.fromkeys(ACTORS, 403) | {"anonymous": 302, "advisor": 200, "secretariat": 200, "organiser": 200}

# route name -> (address, what GET answers). Unsafe methods not named in UNSAFE answer 405.
ROWS = {
    "studygroup:healthz": (lambda _: "/healthz", EVERYONE),
    "studygroup:readyz": (lambda _: "/readyz", EVERYONE),
    "studygroup:news-feed": (lambda _: "/news/feed/", EVERYONE),
    "studygroup:demo-mail": (lambda _: "/demo/mail/", NOBODY),
    "studygroup:robots": (lambda _: "/robots.txt", EVERYONE),
    "studygroup:favicon": (lambda _: "/favicon.ico", dict.fromkeys(ACTORS, 302)),
    "study_sessions:calendar-feed": (lambda _: "/calendar.ics", EVERYONE),
    "study_sessions:session-file": (lambda _: "/calendar/mitigation-2021-2.ics", EVERYONE),
    "notices:notice-list": (lambda _: "/my/notices/", SIGNED_IN),
    "notices:notice-read": (lambda _: "/my/notices/1/read/", POST_ONLY),
    "notices:notice-read-all": (lambda _: "/my/notices/read/", POST_ONLY),
    "notices:preference-edit": (lambda _: "/my/notices/settings/", SIGNED_IN),
    "enrolment:start": (lambda _: "/enrol/", EVERYONE),
    "enrolment:code": (lambda _: "/enrol/code/", SENT_ON),
    "enrolment:department": (lambda _: "/enrol/department/", SENT_ON),
    "enrolment:join": (lambda _: "/enrol/join/", POST_ONLY),
    "enrolment:people-of-application": (lambda _: "/enrol/people/", SENT_ON),
    "enrolment:check": (lambda _: "/enrol/check/", SENT_ON),
    "enrolment:receipt": (lambda _: "/enrol/R-1/", NOBODY),
    "enrolment:desk-worker": (lambda _: "/checkin/worker.js", EVERYONE),
    "enrolment:desk": (lambda _: "/checkin/mitigation-2021-2/", SECRETARIAT),
    "enrolment:desk-list": (lambda _: "/checkin/mitigation-2021-2/list.json", SECRETARIAT),
    "enrolment:desk-acts": (lambda _: "/checkin/mitigation-2021-2/acts/", POST_ONLY),
    "enrolment:walk-in-register": (lambda _: "/checkin/mitigation-2021-2/walk-in/", SECRETARIAT),
    "enrolment:attended-set": (lambda _: "/checkin/mitigation-2021-2/attended/", SECRETARIAT),
    "enrolment:roll-print": (lambda _: "/checkin/mitigation-2021-2/roll/", SECRETARIAT),
    "enrolment:cards-print": (lambda _: "/checkin/mitigation-2021-2/cards/", SECRETARIAT),
    "enrolment:attendance-answer": (lambda _: "/attend/mitigation-2021-2/", ATTENDING),
    "enrolment:attendance-receipt": (
        lambda things: f"/attend/mitigation-2021-2/{things.attendance.receipt}/",
        ACTS_FOR_PERSON,
    ),
    "enrolment:my": (lambda _: "/my/", SIGNED_IN),
    "enrolment:calendar-own": (lambda _: "/my/calendar.ics", SIGNED_IN),
    "enrolment:calendar-replace": (lambda _: "/my/calendar/", POST_ONLY),
    "enrolment:calendar-end": (lambda _: "/my/calendar/end/", SENT_ON),
    "enrolment:calendar-feed": (lambda things: f"/my/calendar/{things.feed.token}.ics", EVERYONE),
    "enrolment:enrolment-withdraw": (lambda things: f"/my/enrolments/{things.enrolment.pk}/withdraw/", PERSON),
    "enrolment:person-list": (lambda _: "/my/people/", SIGNED_IN),
    "enrolment:person-add": (lambda _: "/my/people/add/", COORDINATORS),
    "enrolment:people-confirm": (lambda _: "/my/people/confirm/", POST_ONLY),
    "enrolment:enrolments-carry": (lambda _: "/my/people/carry/", POST_ONLY),
    "enrolment:person-edit": (lambda things: f"/my/people/{things.person.pk}/", PERSON),
    "enrolment:person-leave": (lambda things: f"/my/people/{things.person.pk}/leave/", PERSON),
    "enrolment:person-stay": (lambda things: f"/my/people/{things.person.pk}/stay/", POST_ONLY),
    "enrolment:person-coordinator": (lambda things: f"/my/people/{things.person.pk}/coordinator/", POST_ONLY),
    "enrolment:invitation-add": (lambda _: "/my/people/invite/", COORDINATORS),
    "enrolment:invitation-withdraw": (
        lambda things: f"/my/people/invitations/{things.invitation.pk}/withdraw/",
        POST_ONLY,
    ),
    "enrolment:invitation-accept": (lambda things: f"/my/invitations/{things.invitation.token}/", EVERYONE),
    "enrolment:handover": (lambda _: "/my/handover/", COORDINATORS),
    "enrolment:privacy": (lambda _: "/my/privacy/", SIGNED_IN),
    "enrolment:privacy-correct": (lambda _: "/my/privacy/name/", SIGNED_IN),
    "qna:question-list": (lambda _: "/qa/", EVERYONE),
    "qna:question-ask": (lambda _: "/qa/ask/", ASKERS),
    "qna:question-check": (lambda _: "/qa/ask/check/", ASKERS_SENT_ON),
    "qna:department-name": (lambda _: "/qa/ask/department/", ASKERS_SENT_ON),
    "qna:draft-save": (lambda _: "/qa/ask/draft/", POST_ONLY),
    "qna:draft-discard": (lambda _: "/qa/ask/draft/discard/", POST_ONLY),
    "qna:attachment-remove": (lambda _: "/qa/ask/files/1/remove/", POST_ONLY),
    "qna:question-similar": (lambda _: "/qa/ask/similar/", ASKERS | {"anonymous": 403}),
    "qna:question-solved": (lambda _: "/qa/ask/solved/", POST_ONLY),
    "qna:batch-detail": (lambda _: "/qa/answers/1/", EVERYONE),
    "qna:batch-print": (lambda _: "/qa/answers/1/print/", EVERYONE),
    "qna:batch-table": (lambda _: "/qa/answers/1/answers.xlsx", EVERYONE),
    "qna:question-detail": (lambda things: things.published.get_absolute_url(), EVERYONE),
    "qna:room-question-send": (lambda things: f"/qa/room-questions/{things.room_question.pk}/", POST_ONLY),
    "qna:question-want": (lambda things: f"{things.published.get_absolute_url()}want/", POST_ONLY),
    "qna:question-follow": (lambda things: f"{things.published.get_absolute_url()}follow/", POST_ONLY),
    "qna:question-take-back": (lambda things: f"{things.asked.get_absolute_url()}take-back/", ASKING),
    "qna:question-attachment": (
        lambda things: f"{things.asked.get_absolute_url()}files/{things.attachment.pk}/table.csv",
        ORIGINAL,
    ),
    "qna:advisor-inbox": (lambda _: "/advisor/", INBOX),
    "qna:advisor-question": (lambda things: f"/advisor/{things.given.pk}/", ASSIGNED),
    "qna:answer-save": (lambda things: f"/advisor/{things.given.pk}/draft/", POST_ONLY),
    "qna:answer-say": (lambda things: f"/advisor/{things.given.pk}/say/ask/", POST_ONLY),
    "qna:answer-cite": (lambda things: f"/advisor/{things.given.pk}/cite/", POST_ONLY),
    "qna:answer-uncite": (lambda things: f"/advisor/{things.given.pk}/cite/1/remove/", POST_ONLY),
    "qna:suggestion-decide": (lambda things: f"/advisor/{things.given.pk}/suggestion/", POST_ONLY),
    "live:room": (lambda _: "/live/mitigation-2021-2/", DEPARTMENT),
    "live:lobby": (lambda _: "/live/mitigation-2021-2/lobby/", DEPARTMENT),
    "live:lobby-download": (lambda _: "/live/mitigation-2021-2/lobby/download", DEPARTMENT),
    "live:room-open": (lambda _: "/live/mitigation-2021-2/open/", POST_ONLY),
    "live:console": (lambda _: "/live/mitigation-2021-2/console/", SECRETARIAT),
    "live:export": (lambda _: "/live/mitigation-2021-2/export/", SECRETARIAT),
    "live:project": (lambda _: "/live/mitigation-2021-2/questions/", DEPARTMENT),
    "live:project-poll": (lambda things: f"/live/mitigation-2021-2/polls/{things.poll.pk}/", DEPARTMENT),
    "live:events": (lambda _: "/live/mitigation-2021-2/events", DEPARTMENT),
    "live:state": (lambda _: "/live/mitigation-2021-2/state", DEPARTMENT),
    "live:message-list": (lambda _: "/live/mitigation-2021-2/messages", DEPARTMENT),
    "live:people": (lambda _: "/live/mitigation-2021-2/people", DEPARTMENT),
    "live:act": (lambda _: "/live/mitigation-2021-2/acts/message-post/", POST_ONLY),
    "live:text": (lambda _: "/live/mitigation-2021-2/text/", DEPARTMENT),
    "live:text-log": (lambda _: "/live/mitigation-2021-2/text/log/", DEPARTMENT),
    "search:search": (lambda _: "/search/", EVERYONE),
    "archive:material-list": (lambda _: "/materials/", EVERYONE),
    "archive:session-zip": (lambda _: "/materials/mitigation-2021-2.zip", DEPARTMENT | MADE_BY_THE_WORKER),
    "archive:material-detail": (lambda things: things.material.page_url, DEPARTMENT),
    "archive:material-extension": (lambda things: f"{things.material.page_url}extension/", EXTENSION),
    "archive:material-picture": (lambda things: things.picture.picture_url, DEPARTMENT),
    "archive:edition-file": (lambda things: things.edition.get_absolute_url(), DEPARTMENT),
    "archive:material-file": (lambda things: things.material.get_absolute_url(), DEPARTMENT),
    "archive:video-list": (lambda _: "/videos/", EVERYONE),
    "archive:video-detail": (lambda things: f"/videos/{things.video.pk}/", DEPARTMENT),
    "archive:video-extension": (lambda things: f"/videos/{things.video.pk}/extension/", EXTENSION),
    "archive:video-progress": (lambda things: f"/videos/{things.video.pk}/progress/", POST_ONLY),
    "archive:video-transcript": (lambda things: f"/videos/{things.video.pk}/transcript.txt", DEPARTMENT),
    "archive:video-file": (lambda things: f"/videos/{things.video.pk}/stream/video.mp4", DEPARTMENT),
}
ROWS |= consultation_rows.ROWS
# (route name, method) -> what it answers to an empty form
UNSAFE = {
    ("qna:question-ask", "post"): ASKERS,
    ("qna:question-check", "post"): ASKERS_SENT_ON,
    ("qna:department-name", "post"): ASKERS_SENT_ON,
    ("qna:draft-save", "post"): ASKERS | {"anonymous": 403},
    ("qna:draft-discard", "post"): SENT_ON,
    ("qna:attachment-remove", "post"): UNKNOWN_SIGNED_IN,
    ("qna:question-solved", "post"): UNKNOWN_SIGNED_IN,
    ("qna:room-question-send", "post"): SECRETARIAT | {"anonymous": 302, "secretariat": 302},
    ("qna:question-want", "post"): ASKERS | {"other": 302, "participant": 403, "coordinator": 403},
    ("qna:question-follow", "post"): ASKERS_SENT_ON,
    ("qna:question-take-back", "post"): ASKING_SENT_ON,
    ("qna:advisor-question", "post"): ASSIGNED,
    ("qna:answer-save", "post"): ASSIGNED | {"advisor": 422},
    ("qna:answer-say", "post"): ASSIGNED,
    ("qna:answer-cite", "post"): ASSIGNED | {"advisor": 302},
    ("qna:answer-uncite", "post"): UNKNOWN_SIGNED_IN,
    ("qna:suggestion-decide", "post"): ASSIGNED | {"advisor": 302},
    ("archive:material-extension", "post"): EXTENSION,
    ("archive:video-extension", "post"): EXTENSION,
    ("archive:video-progress", "post"): dict.fromkeys(ACTORS, 400) | WITHOUT_DEPARTMENT,
    ("enrolment:start", "post"): EVERYONE,
    ("enrolment:code", "post"): SENT_ON,
    ("enrolment:department", "post"): SENT_ON,
    ("enrolment:join", "post"): SENT_ON,
    ("enrolment:people-of-application", "post"): SENT_ON,
    ("enrolment:check", "post"): SENT_ON,
    ("notices:notice-read", "post"): dict.fromkeys(ACTORS, 302),
    ("notices:notice-read-all", "post"): dict.fromkeys(ACTORS, 302),
    ("notices:preference-edit", "post"): SIGNED_IN,
    ("enrolment:attendance-answer", "post"): ATTENDING | {"coordinator": 302},
    ("enrolment:my", "post"): SIGNED_IN | {"other": 302, "participant": 302, "coordinator": 302},
    ("enrolment:calendar-replace", "post"): dict.fromkeys(ACTORS, 302),
    ("enrolment:calendar-end", "post"): SENT_ON,
    ("enrolment:person-add", "post"): COORDINATORS,
    ("enrolment:people-confirm", "post"): COORDINATORS_DONE,
    ("enrolment:enrolments-carry", "post"): COORDINATORS_DONE,
    ("enrolment:person-edit", "post"): PERSON,
    ("enrolment:enrolment-withdraw", "post"): PERSON_DONE,
    ("enrolment:person-leave", "post"): PERSON,
    ("enrolment:person-stay", "post"): PERSON_DONE,
    ("enrolment:person-coordinator", "post"): PERSON_DONE,
    ("enrolment:invitation-add", "post"): COORDINATORS,
    ("enrolment:invitation-withdraw", "post"): PERSON_DONE,
    ("enrolment:invitation-accept", "post"): dict.fromkeys(ACTORS, 403),
    ("enrolment:handover", "post"): COORDINATORS,
    ("enrolment:privacy-correct", "post"): SIGNED_IN,
    ("live:export", "post"): SECRETARIAT,
    ("live:room-open", "post"): SECRETARIAT | {"secretariat": 302},
    ("live:act", "post"): dict.fromkeys(ACTORS, 400) | WITHOUT_DEPARTMENT,
    ("enrolment:desk", "post"): SECRETARIAT,
    ("enrolment:desk-acts", "post"): SECRETARIAT | {"secretariat": 400},
    ("enrolment:walk-in-register", "post"): SECRETARIAT,
    ("enrolment:attended-set", "post"): SECRETARIAT,
}
UNSAFE |= consultation_rows.UNSAFE
# What stands as one row a prefix: Wagtail's, allauth's and Django's own.
PREFIXES = {
    "cms/": ("/cms/", OFFICE),
    "accounts/": ("/accounts/login/", dict.fromkeys(ACTORS, 302) | {"anonymous": 200}),
    "documents/": ("/documents/1/none.pdf", NOBODY),
    "sitemap.xml": ("/sitemap.xml", EVERYONE),
    "": ("/", EVERYONE),
}
