"""Addresses of scoring, selection lists and what they come from."""

from django.urls import path

from participants.views import proposing, score_sheet, selection, selection_list, what_if

urlpatterns = [
    path(
        "participants/rounds/<int:pk>/selection/",
        selection.SelectionHome.as_view(),
        name="round_selection",
    ),
    path(
        "participants/rounds/<int:pk>/selection/score/",
        selection.ScoreRound.as_view(),
        name="selection_score",
    ),
    path(
        "participants/rounds/<int:pk>/selection/propose/",
        proposing.Proposing.as_view(),
        name="selection_propose",
    ),
    path(
        "participants/rounds/<int:pk>/selection/what-if/",
        what_if.WhatIf.as_view(),
        name="what_if",
    ),
    path(
        "participants/selections/<int:pk>/",
        selection_list.SelectionDetail.as_view(),
        name="selection_detail",
    ),
    path(
        "participants/selections/<int:pk>/approve/",
        selection_list.SelectionApprove.as_view(),
        name="selection_approve",
    ),
    path(
        "participants/selections/<int:pk>/return/",
        selection_list.SelectionReturn.as_view(),
        name="selection_return",
    ),
    path(
        "participants/selections/<int:pk>/entries/<int:entry>/",
        selection_list.EntryPage.as_view(),
        name="selection_entry",
    ),
    path(
        "participants/applicants/<int:pk>/sheet/",
        score_sheet.ScoreSheetPage.as_view(),
        name="score_sheet",
    ),
    path(
        "participants/applicants/<int:pk>/standing/",
        score_sheet.StandingPage.as_view(),
        name="score_standing",
    ),
]
