"""Made-up residents, rounds and applications for tests."""

from datetime import date

from django.utils import timezone

from jobportal.platform.models import District
from jobportal.platform.values.residents import has_checksum
from participants.models import (
    Application,
    ConsentForm,
    ConsentItem,
    Enquiry,
    Person,
    Placement,
    RequiredDocument,
)
from programs.models import Programme, Round, WorkProject

BASIS = "고용정책 기본법 시행령 제43조의2제2항"
TODAY = timezone.localdate


def made_up_rrn(n: int = 0) -> str:
    """The n-th resident number that never was: born 1990-01-01, its checksum fails."""
    head = f"9001011{n:05d}"
    return next(f"{head}{last}" for last in range(10) if not has_checksum(f"{head}{last}"))


def a_person(district: District, n: int = 1, **values) -> Person:
    """Save the n-th made-up resident."""
    person = Person(
        district=district,
        **{
            "name": f"가상인{'가나다라마바사아자차카타파하'[n % 14]}",
            "birth_on": date(1990, 1, 1),
            "sex": Person.Sex.MALE,
            "phone": f"0100000{n:04d}",
            "address": f"가상구 없는로 {n}",
            "dong": "가상1동",
            **values,
        },
    )
    person.save()
    return person


def a_round(district: District, code: str = "공공근로-2026-1", **values) -> Round:
    """Save a round that takes applications today, with its programme and two work projects."""
    rrn_allowed = values.pop("rrn_allowed", False)
    programme, _ = _found_or_made(
        Programme,
        district,
        code=code.rsplit("-", 2)[0],
        kind=Programme.Kind.PUBLIC_WORKS,
        rrn_allowed=rrn_allowed,
        legal_basis=BASIS if rrn_allowed else "",
    )
    year, seq = (int(part) for part in code.rsplit("-", 2)[1:])
    round_ = Round(
        district=district,
        code=code,
        programme=programme,
        **{
            "year": year,
            "seq": seq,
            "notice_on": date(2026, 1, 1),
            "apply_from_on": date(2026, 1, 1),
            "apply_to_on": date(2099, 12, 31),
            "starts_on": date(year, 7, 1),
            "ends_on": date(year, 12, 20),
            "planned_posts": 10,
            "state": Round.State.PUBLISHED,
            **values,
        },
    )
    round_.save()
    for n in (1, 2):
        WorkProject(
            district=district, code=f"{code}-W{n}", round=round_, title=f"가상 사업 {n}", posts=5
        ).save()
    return round_


def _found_or_made(model, district, code: str, **values):
    found = model.objects.of(district).filter(code=code).first()
    if found:
        return found, False
    record = model(district=district, code=code, **values)
    record.save()
    return record, True


def a_consent_form(district: District, **values) -> ConsentForm:
    """Save a form with one mandatory and one optional item."""
    form = ConsentForm(
        district=district,
        **{"code": "동의서-1", "title": "동의서", "from_on": date(2020, 1, 1), **values},
    )
    form.save()
    shared = {"purpose": "선발", "data_items": "성명, 연락처", "kept_for": "5년"}
    kinds = ConsentItem.Category
    for order, (category, is_mandatory) in enumerate(
        ((kinds.REQUIRED, True), (kinds.OPTIONAL, False)), start=1
    ):
        ConsentItem(
            district=district,
            form=form,
            order=order,
            category=category,
            title=f"항목 {order}",
            is_mandatory=is_mandatory,
            **shared,
        ).save()
    return form


def a_document(district: District, round_: Round, n: int = 1, **values) -> RequiredDocument:
    """Save a required paper of the round's programme."""
    record = RequiredDocument(
        district=district,
        code=f"서류-{n}",
        programme=round_.programme,
        order=n,
        name=f"가상 서류 {n}",
        **values,
    )
    record.save()
    return record


def an_application(round_: Round, person: Person, n: int = 1, **values) -> Application:
    """Save the n-th application of a round, submitted."""
    application = Application(
        district=round_.district,
        round=round_,
        person=person,
        **{
            "number": n,
            "state": Application.State.SUBMITTED,
            "received_on": TODAY(),
            "received_at": timezone.now(),
            "reception_dong": "가상1동",
            "token": f"{round_.pk}-{n}",
            **values,
        },
    )
    application.save()
    return application


def an_enquiry(application: Application, kind: str, looked_on: date | None = None, **values):
    """Save the result of one kind of enquiry for an application."""
    record = Enquiry(
        district=application.district,
        application=application,
        kind=kind,
        looked_on=looked_on or TODAY(),
        source="가상e음 1",
    )
    record.values = values
    record.save()
    return record


def worked(application: Application, from_on: date, to_on: date, **values) -> Placement:
    """Save work of the applicant in the application's round: over, unless told otherwise."""
    record = Placement(
        district=application.district,
        application=application,
        **{
            "round": application.round,
            "person": application.person,
            "project": application.round.work_projects.first(),
            "from_on": from_on,
            "to_on": to_on,
            "hours_per_day": 4,
            "state": Placement.State.COMPLETED,
            **values,
        },
    )
    record.save()
    return record
