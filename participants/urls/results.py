"""Addresses of results: announced, told, and appealed against."""

from django.urls import path

from participants.views import appeals, letters, messages, notices, results

urlpatterns = [
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
]
