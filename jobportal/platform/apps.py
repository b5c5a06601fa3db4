"""Django's entry for what every app stands on."""

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    name = "jobportal.platform"
    label = "platform"
    verbose_name = "기반"
