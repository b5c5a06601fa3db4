"""Django's entry for the app."""

from importlib import import_module

from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    name = "participants"
    verbose_name = "참여자"

    def ready(self):
        import_module("participants.checks")
        import_module("participants.namesakes")
