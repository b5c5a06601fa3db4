"""Addresses of screening and interviews."""

from django.urls import path

from participants.views import households, interviews, marking, refusal, screening, screening_round

urlpatterns = [
    path(
        "participants/applicants/<int:pk>/screening/",
        screening.ScreeningPage.as_view(),
        name="application_screening",
    ),
    path(
        "participants/applicants/<int:pk>/screening/look/",
        screening.ScreeningLook.as_view(),
        name="screening_look",
    ),
    path(
        "participants/applicants/<int:pk>/refusal/",
        refusal.RefusalNotice.as_view(),
        name="refusal_notice",
    ),
    path(
        "participants/rounds/<int:pk>/screening/",
        screening_round.RoundScreening.as_view(),
        name="round_screening",
    ),
    path(
        "participants/rounds/<int:pk>/screening/look/",
        screening_round.RoundScreeningLook.as_view(),
        name="round_screening_look",
    ),
    path(
        "participants/rounds/<int:pk>/households/",
        households.RoundHouseholds.as_view(),
        name="round_households",
    ),
    path("participants/interviews/", marking.OwnSeats.as_view(), name="own_seats"),
    path(
        "participants/rounds/<int:pk>/interviews/",
        interviews.Interviews.as_view(),
        name="round_interviews",
    ),
    path(
        "participants/rounds/<int:pk>/interviews/panel/",
        interviews.PanelSet.as_view(),
        name="panel_set",
    ),
    path(
        "participants/rounds/<int:pk>/interviews/reviewers/add/",
        interviews.ReviewerAdd.as_view(),
        name="reviewer_add",
    ),
    path(
        "participants/rounds/<int:pk>/interviews/reviewers/remove/",
        interviews.ReviewerRemove.as_view(),
        name="reviewer_remove",
    ),
    path(
        "participants/rounds/<int:pk>/interviews/reviewers/external/",
        interviews.ReviewerExternal.as_view(),
        name="reviewer_external",
    ),
    path(
        "participants/rounds/<int:pk>/interviews/close/",
        interviews.PanelClose.as_view(),
        name="panel_close",
    ),
    path(
        "participants/rounds/<int:pk>/interviews/reopen/",
        interviews.PanelReopen.as_view(),
        name="panel_reopen",
    ),
    path(
        "participants/rounds/<int:pk>/interviews/marks/",
        marking.MarkList.as_view(),
        name="round_marks",
    ),
    path(
        "participants/rounds/<int:pk>/interviews/marks/<int:application>/",
        marking.Mark.as_view(),
        name="round_mark",
    ),
]
