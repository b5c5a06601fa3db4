"""Addresses of the participants app: rounds, intake, applicants, persons, duplicates."""

from django.urls import path

from participants.views import (
    appeals,
    applicants,
    application,
    dashboard,
    destruction,
    duplicates,
    duties,
    hints,
    intake,
    letters,
    messages,
    notices,
    person,
    placement,
    placement_bulk,
    placement_rounds,
    placements,
    placing,
    results,
    rosters,
    rounds,
    vacancies,
    vacancy,
    vacancy_steps,
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
    path(
        "participants/placements/",
        placement_rounds.PlacementRounds.as_view(),
        name="placement_rounds",
    ),
    path(
        "participants/rounds/<int:pk>/placements/",
        placements.RoundPlacements.as_view(),
        name="round_placements",
    ),
    path(
        "participants/rounds/<int:pk>/placements/all/",
        placing.PlaceAll.as_view(),
        name="placement_all",
    ),
    path(
        "participants/rounds/<int:pk>/placements/bulk/",
        placement_bulk.PlacementBulk.as_view(),
        name="placement_bulk",
    ),
    path(
        "participants/rounds/<int:pk>/placements/assign/<int:application>/",
        placing.Assign.as_view(),
        name="placement_assign",
    ),
    path(
        "participants/placements/<int:pk>/",
        placement.PlacementDetail.as_view(),
        name="placement_detail",
    ),
    path(
        "participants/placements/<int:pk>/acts/<str:kind>/",
        placement.PlacementAct.as_view(),
        name="placement_act",
    ),
    path(
        "participants/placements/<int:pk>/undo/",
        placement.PlacementUndo.as_view(),
        name="placement_undo",
    ),
    path(
        "participants/rounds/<int:pk>/vacancies/",
        vacancies.RoundVacancies.as_view(),
        name="round_vacancies",
    ),
    path(
        "participants/rounds/<int:pk>/vacancies/open/",
        vacancies.VacancyOpen.as_view(),
        name="vacancy_open",
    ),
    path(
        "participants/rounds/<int:pk>/reserves/expire/",
        vacancies.ReservesExpire.as_view(),
        name="reserves_expire",
    ),
    path(
        "participants/vacancies/<int:pk>/", vacancy.VacancyDetail.as_view(), name="vacancy_detail"
    ),
    path(
        "participants/vacancies/<int:pk>/offer/",
        vacancy_steps.OfferMade.as_view(),
        name="vacancy_offer",
    ),
    path(
        "participants/vacancies/<int:pk>/skip/",
        vacancy_steps.ReserveSkipped.as_view(),
        name="vacancy_skip",
    ),
    path(
        "participants/vacancies/<int:pk>/accept/",
        vacancy_steps.OfferAccepted.as_view(),
        name="offer_accept",
    ),
    path(
        "participants/vacancies/<int:pk>/answer/",
        vacancy_steps.OfferAnswered.as_view(),
        name="offer_answer",
    ),
    path(
        "participants/vacancies/<int:pk>/withdraw/",
        vacancy_steps.OfferWithdrawn.as_view(),
        name="offer_withdraw",
    ),
    path(
        "participants/vacancies/<int:pk>/close/",
        vacancy_steps.VacancyClosed.as_view(),
        name="vacancy_close",
    ),
    path(
        "participants/vacancies/<int:pk>/reopen/",
        vacancy_steps.VacancyReopened.as_view(),
        name="vacancy_reopen",
    ),
    path("participants/rounds/<int:pk>/duties/", duties.RoundDuties.as_view(), name="round_duties"),
    path(
        "participants/rounds/<int:pk>/duties/sessions/",
        duties.SessionAdd.as_view(),
        name="session_add",
    ),
    path(
        "participants/rounds/<int:pk>/duties/sessions/<int:session>/",
        duties.Attendance.as_view(),
        name="training_attendance",
    ),
    path("participants/rounds/<int:pk>/duties/exams/", duties.ExamsAdd.as_view(), name="exams_add"),
]
