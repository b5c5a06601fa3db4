"""A finding of October 2025, taken from step to step in the browser."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from jobportal.platform.models import AccessFinding

S = AccessFinding.State
URL = reverse("access_review", args=[2025, 10])
START = reverse("findings_start", args=[2025, 10])
SETTLE = reverse("findings_settle", args=[2025, 10])
QUESTION = "10월 7일 밤에 조회한 까닭을 적어 주십시오."
ANSWER = "당직 근무 중에 전화 문의에 답하려고 조회하였습니다."
OUTCOME = {"state": "ACTED", "outcome": "당직 명령을 확인하고 교육함"}
OPINION = {"opinion": "점검 항목을 모두 확인하였음"}


def today() -> date:
    return timezone.localdate()


def in_a_week() -> date:
    return today() + timedelta(days=7)


def step(browser, finding, name, **values):
    finding.refresh_from_db()
    url = reverse("finding_step", args=[finding.pk, name])
    return browser.post(url, {"version": finding.version, **values})


def asked(desk, finding, **values):
    day = f"{in_a_week():%Y-%m-%d}"
    return step(desk, finding, "ask", **{"question": QUESTION, "due_on": day, **values})


def answered(browser, finding, answer=ANSWER):
    finding.refresh_from_db()
    url = reverse("explanation", args=[finding.pk])
    return browser.post(url, {"version": finding.version, "answer": answer})
