"""緩和策 and its second session, which many tests change."""

import pytest

from sessions.models import Series, StudySession


@pytest.fixture
def series():
    return Series.objects.get(key="mitigation")


@pytest.fixture
def study_session():
    return StudySession.objects.get(code="mitigation-2021-2")
