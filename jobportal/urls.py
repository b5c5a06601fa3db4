"""Addresses of the portal."""

from django.urls import include, path

urlpatterns = [
    path("", include("reports.urls")),
    path("", include("programs.urls")),
    path("", include("participants.urls")),
    path("", include("jobportal.platform.urls")),
]

handler400 = "jobportal.platform.web.errors.bad_request"
handler500 = "jobportal.platform.web.errors.server_error"
