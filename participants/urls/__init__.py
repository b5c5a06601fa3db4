"""Addresses of the participants app, by the step of the work."""

from participants.urls import (
    applicants,
    intake,
    personal_data,
    placements,
    results,
    screening,
    selection,
)

urlpatterns = [
    *intake.urlpatterns,
    *applicants.urlpatterns,
    *screening.urlpatterns,
    *selection.urlpatterns,
    *results.urlpatterns,
    *placements.urlpatterns,
    *personal_data.urlpatterns,
]
