"""Addresses of the participants app: rounds, intake, applicants, persons, duplicates."""

from django.urls import path

from participants.views import (
    appeals,
    applicants,
    application,
    dashboard,
    destruction,
    duplicates,
    hints,
    intake,
    letters,
    messages,
    notices,
    person,
    results,
    rosters,
    rounds,
)

urlpatterns = [
    path("participants/rounds/", rounds.RoundWork.as_view(), name="round_work"),
    path(
        "participants/rounds/<int:pk>/", dashboard.RoundDashboard.as_view(), name="round_dashboard"
    ),
    path("destruction/", destruction.DestructionPage.as_view(), name="destructions"),
    path("destruction/ask/", destruction.DestructionAsk.as_view(), name="destruction_ask"),
    path(
        "destruction/<int:pk>/",
        destruction.DestructionDecide.as_view(),
        name="destruction_decide",
    ),
    path("participants/persons/<int:pk>/hold/", destruction.HoldSet.as_view(), name="person_hold"),
    path("participants/intake/", intake.IntakeRounds.as_view(), name="intake"),
    path("participants/intake/<int:pk>/", intake.IntakePage.as_view(), name="intake_form"),
    path("participants/intake/<int:pk>/hints/", hints.Hints.as_view(), name="intake_hints"),
    path("participants/applicants/", applicants.ApplicantList.as_view(), name="applicants"),
    path(
        "participants/applicants/<int:pk>/",
        application.ApplicationPage.as_view(),
        name="application_detail",
    ),
    path(
        "participants/applicants/<int:application_pk>/edit/",
        intake.IntakePage.as_view(),
        name="application_edit",
    ),
    path(
        "participants/applicants/<int:pk>/move/",
        application.ApplicationMove.as_view(),
        name="application_move",
    ),
    path(
        "participants/applicants/<int:pk>/papers/request/",
        application.PapersRequest.as_view(),
        name="papers_request",
    ),
    path(
        "participants/applicants/<int:pk>/papers/receive/",
        application.PapersReceive.as_view(),
        name="papers_receive",
    ),
    path(
        "participants/applicants/<int:pk>/consents/withdraw/",
        application.ConsentWithdraw.as_view(),
        name="consent_withdraw",
    ),
    path("participants/persons/<int:pk>/", person.PersonDetail.as_view(), name="person_detail"),
    path("participants/persons/<int:pk>/edit/", person.PersonEdit.as_view(), name="person_edit"),
    path("participants/duplicates/", duplicates.DuplicateQueue.as_view(), name="duplicates"),
    path(
        "participants/duplicates/<int:pk>/",
        duplicates.DuplicateCompare.as_view(),
        name="duplicate_detail",
    ),
    path(
        "participants/merges/<int:pk>/undo/",
        duplicates.MergeUndo.as_view(),
        name="merge_undo",
    ),
    path(
        "participants/rounds/<int:pk>/results/",
        results.RoundResults.as_view(),
        name="round_results",
    ),
    path(
        "participants/rounds/<int:pk>/results/list/",
        results.PublicList.as_view(),
        name="round_public_list",
    ),
    path(
        "participants/rounds/<int:pk>/results/notices/",
        notices.RoundNotices.as_view(),
        name="round_notices",
    ),
    path(
        "participants/rounds/<int:pk>/results/messages/",
        messages.RoundMessages.as_view(),
        name="round_messages",
    ),
    path(
        "participants/rounds/<int:pk>/results/letters/",
        letters.RoundLetters.as_view(),
        name="round_letters",
    ),
    path(
        "participants/rounds/<int:pk>/appeals/",
        appeals.RoundAppeals.as_view(),
        name="round_appeals",
    ),
    path("participants/appeals/<int:pk>/", appeals.AppealPage.as_view(), name="appeal_detail"),
    path(
        "participants/appeals/<int:pk>/decide/",
        appeals.AppealDecide.as_view(),
        name="appeal_decide",
    ),
    path(
        "participants/appeals/<int:pk>/withdraw/",
        appeals.AppealWithdraw.as_view(),
        name="appeal_withdraw",
    ),
    path(
        "participants/appeals/<int:pk>/answer/",
        appeals.AppealAnswer.as_view(),
        name="appeal_answer",
    ),
    path("participants/rosters/", rosters.Rosters.as_view(), name="rosters"),
]
