"""Django's entry for what every app stands on."""

import gc
from importlib import import_module
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string

from jobportal.platform.emptyfields import say_how_to_mend
from jobportal.platform.private import keep_private

# Left alone, Python looks for cycles after every 700 new objects, and again and again through all
# those a round of thousands consists of: a quarter of the time of a screening.
GC_THRESHOLDS = (50_000, 100, 10)


class PlatformConfig(AppConfig):
    name = "jobportal.platform"
    label = "platform"
    verbose_name = "기반"

    def ready(self):
        say_how_to_mend()
        # Models exist only now, so the module that needs them is named, not imported.
        first_canary = import_string("jobportal.platform.checks.write_first_canary")
        post_migrate.connect(first_canary, sender=self)
        deliver = import_string("jobportal.platform.granting.deliver_roles_after")
        post_migrate.connect(deliver, sender=self)
        import_string("jobportal.platform.signins.connect")()
        import_string("jobportal.platform.accounts.signals.connect")()
        import_module("jobportal.platform.accounts.checks")
        import_module("jobportal.platform.publishing")
        keep_private(Path(settings.VAR_DIR) / "portal.sqlite3")
        gc.freeze()
        gc.set_threshold(*GC_THRESHOLDS)
