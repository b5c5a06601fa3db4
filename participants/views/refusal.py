"""The notice of refusal (부적격 통보서) of one applicant, as it is printed on A4."""

from django.shortcuts import redirect
from django.utils import timezone

from jobportal.platform.formfields import KDateFormField
from jobportal.platform.masking import Audience, mask_birth, mask_name
from jobportal.platform.models import AccessEntry
from jobportal.platform.permissions import Permission
from jobportal.platform.values.dates import kdate, kdate_weekday
from participants.models import Application
from participants.screenings import refusal_reasons
from participants.views.application import ApplicationPage
