"""Addresses of the portal."""

from django.urls import include, path

urlpatterns = [
    path("", include("reports.urls")),
    path("", include("jobportal.platform.urls")),
]
