"""The applications of the round, and what changes about them."""

from participants.models import Application


def one(round_, number: int) -> Application:
    return Application.objects.select_related("person", "round").get(round=round_, number=number)


def changed(round_, number: int, **values) -> Application:
    application = one(round_, number)
    for name, value in values.items():
        setattr(application, name, value)
    application.save()
    return application
