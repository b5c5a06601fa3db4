"""Addresses of applicants: the list, applications, persons and duplicates."""

from django.urls import path

from participants.views import (
    applicants,
    application,
    duplicate_queue,
    duplicates,
    enquiries,
    person,
    reveal,
)

urlpatterns = [
    path("participants/applicants/", applicants.ApplicantList.as_view(), name="applicants"),
    path(
        "participants/applicants/<int:pk>/",
        application.ApplicationPage.as_view(),
        name="application_detail",
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
    path(
        "participants/applicants/<int:pk>/enquiries/",
        enquiries.EnquiriesPage.as_view(),
        name="application_enquiries",
    ),
    path("participants/persons/<int:pk>/", person.PersonDetail.as_view(), name="person_detail"),
    path("participants/persons/<int:pk>/edit/", person.PersonEdit.as_view(), name="person_edit"),
    path(
        "participants/persons/<int:pk>/reveal/",
        reveal.PersonReveal.as_view(),
        name="person_reveal",
    ),
    path("participants/duplicates/", duplicate_queue.DuplicateQueue.as_view(), name="duplicates"),
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
]
