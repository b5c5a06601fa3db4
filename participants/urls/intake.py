"""Addresses of intake: on screen, by file, and its consent form."""

from django.urls import path

from participants.views import batches, consent_paper, hints, intake, intake_rounds, uploads

urlpatterns = [
    path(
        "participants/rounds/<int:pk>/upload/",
        batches.RoundUploads.as_view(),
        name="round_uploads",
    ),
    *(
        path(f"participants/rounds/<int:pk>/upload/{where}", page.as_view(), name=name)
        for where, page, name in (
            ("applications/", uploads.ApplicationUpload, "upload_applications"),
            ("applications/template/", uploads.ApplicationTemplate, "upload_applications_template"),
            ("applications/marked/", uploads.ApplicationMarked, "upload_applications_marked"),
            ("enquiries/", uploads.EnquiryUpload, "upload_enquiries"),
            ("enquiries/template/", uploads.EnquiryTemplate, "upload_enquiries_template"),
            ("enquiries/marked/", uploads.EnquiryMarked, "upload_enquiries_marked"),
        )
    ),
    path(
        "participants/rounds/uploads/<int:pk>/undo/", batches.BatchUndo.as_view(), name="batch_undo"
    ),
    path("participants/intake/", intake_rounds.IntakeRounds.as_view(), name="intake"),
    path("participants/intake/<int:pk>/", intake.IntakePage.as_view(), name="intake_form"),
    path("participants/intake/<int:pk>/hints/", hints.Hints.as_view(), name="intake_hints"),
    path(
        "participants/applicants/<int:application_pk>/edit/",
        intake.IntakePage.as_view(),
        name="application_edit",
    ),
    path(
        "participants/rounds/<int:pk>/consent-form/",
        consent_paper.ConsentPaper.as_view(),
        name="consent_paper",
    ),
]
