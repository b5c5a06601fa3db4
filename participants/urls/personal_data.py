"""Addresses of personal data that leave, are kept and are destroyed."""

from django.urls import path

from participants.views import (
    council_rosters,
    destruction,
    destruction_papers,
    disclosure,
    holds,
    identity,
    keeping,
    personal_files,
    provisions,
    pseudonyms,
    rosters,
)

urlpatterns = [
    path("destruction/", destruction.DestructionPage.as_view(), name="destructions"),
    path("destruction/ask/", destruction.DestructionAsk.as_view(), name="destruction_ask"),
    path(
        "destruction/<int:pk>/",
        destruction.DestructionDecide.as_view(),
        name="destruction_decide",
    ),
    path(
        "participants/persons/<int:pk>/disclosure/",
        disclosure.Disclosure.as_view(),
        name="person_disclosure",
    ),
    path("participants/persons/<int:pk>/hold/", holds.HoldSet.as_view(), name="person_hold"),
    path(
        "destruction/<int:pk>/request/",
        destruction_papers.DestructionRequest.as_view(),
        name="destruction_request",
    ),
    path(
        "destruction/register/",
        destruction_papers.DestructionRegister.as_view(),
        name="destruction_register",
    ),
    path("destruction/holds/", holds.HoldList.as_view(), name="holds"),
    path("destruction/holds/<int:pk>/lift/", holds.HoldLift.as_view(), name="hold_lift"),
    path(
        "participants/persons/<int:pk>/keeping/",
        keeping.KeepingAdd.as_view(),
        name="person_keeping",
    ),
    path(
        "participants/persons/<int:pk>/keeping/<int:duty>/end/",
        keeping.KeepingEnd.as_view(),
        name="person_keeping_end",
    ),
    path("kept/", keeping.KeptList.as_view(), name="kept_list"),
    path("kept/<int:pk>/", keeping.KeptDetail.as_view(), name="kept_detail"),
    path(
        "participants/identity-rosters/",
        identity.IdentityRosters.as_view(),
        name="identity_rosters",
    ),
    path(
        "participants/identity-rosters/file/",
        identity.IdentityFile.as_view(),
        name="identity_file",
    ),
    path("personal-files/", personal_files.PersonalFiles.as_view(), name="personal_files"),
    path("provisions/", provisions.ProvisionList.as_view(), name="provision_list"),
    path("provisions/<int:pk>/", provisions.ProvisionDetail.as_view(), name="provision_detail"),
    path("participants/rosters/", rosters.Rosters.as_view(), name="rosters"),
    path(
        "participants/rosters/council/",
        council_rosters.CouncilRosters.as_view(),
        name="council_rosters",
    ),
    path("participants/rosters/pseudonyms/", pseudonyms.Pseudonyms.as_view(), name="pseudonyms"),
]
