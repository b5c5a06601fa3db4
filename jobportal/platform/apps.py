"""Django's entry for what every app stands on."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string


class PlatformConfig(AppConfig):
    name = "jobportal.platform"
    label = "platform"
    verbose_name = "기반"

    def ready(self):
        # Models exist only now, so the module that needs them is named, not imported.
        first_canary = import_string("jobportal.platform.checks.write_first_canary")
        post_migrate.connect(first_canary, sender=self)
        deliver = import_string("jobportal.platform.granting.deliver_roles_after")
        post_migrate.connect(deliver, sender=self)
        import_string("jobportal.platform.signins.connect")()
        import_string("jobportal.platform.accounts.signals.connect")()
        import_module("jobportal.platform.accounts.checks")
        import_module("jobportal.platform.publishing")
