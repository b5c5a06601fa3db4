"""The WSGI entry point for a production server; it does not start unfit (keys, accounts, logs)."""

import os

from django.conf import settings
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobportal.settings")
application = get_wsgi_application()

_checks = import_string("jobportal.platform.checks.canary_fault")  # needs the apps to be loaded
_ours = ["keys", "accounts", "access", "publishing", "results"]
_found = run_checks(tags=_ours, include_deployment_checks=settings.PRODUCTION)
_faults = [str(fault.msg) for fault in _found] or [_checks()]
if any(_faults):
    raise ImproperlyConfigured("\n".join(_faults))
