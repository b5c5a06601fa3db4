"""The office of a district as the rounds find it: who works there, units, papers, consent form."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from jobportal.platform.demo import demo_username
from jobportal.platform.models import District, User
from participants.demo.residents import Population
from participants.demo.writing import Writer
from participants.models import ConsentForm, ConsentItem, RequiredDocument
from programs.models import HostUnit, Programme

SINCE = date(2016, 1, 1)
NUMBERS_BASIS = "고용정책 기본법 시행령 제43조의2제2항"
FORM = "가상-동의서"
UNITS = ("공원과", "도서관과", "복지과", "청소과", "교통과", "전산과")
Category = ConsentItem.Category
# order, category, mandatory, title, purpose, data, kept for, receiver
_CONSENTS = (
    (
        Category.REQUIRED,
        True,
        "개인정보 수집·이용",
        "참여자 선발",
        "성명, 생년월일, 연락처, 주소",
        "",
    ),
    (
        *(Category.THIRD_PARTY, True, "소득·재산 조회", "참여 자격 확인"),
        *("세대 소득, 재산, 건강보험료, 참여 이력", "가상조회기관"),
    ),
    (Category.SENSITIVE, False, "취업취약계층 확인", "선발 우대", "장애 여부, 보훈 여부", ""),
    (Category.OPTIONAL, False, "일자리 정보 문자 안내", "일자리 정보 안내", "연락처", ""),
)
# name, mandatory, who
_PAPERS = (
    ("참여신청서", True, ""),
    ("구직등록확인증", True, ""),
    ("취업취약계층 증빙서류", False, "취업취약계층만"),
    ("자격증 사본", False, "자격을 요구하는 사업만"),
)


@dataclass
class Office:
    """Everything a generator needs to know of a district."""

    district: District
    random: Random
    writer: Writer
    staff: User
    lead: User
    reviewer: User
    population: Population
    units: list[HostUnit] = field(default_factory=list)
    consent_items: list[ConsentItem] = field(default_factory=list)
    papers: dict[int, list[RequiredDocument]] = field(default_factory=dict)

    def papers_of(self, programme: Programme) -> list[RequiredDocument]:
        """The papers of a programme, made when they are first asked for."""
        if programme.pk not in self.papers:
            made = [
                RequiredDocument(
                    district=self.district,
                    code=f"{programme.code}-서류{n}",
                    programme=programme,
                    order=n,
                    name=name,
                    is_mandatory=is_mandatory,
                    who=who,
                )
                for n, (name, is_mandatory, who) in enumerate(_PAPERS, 1)
            ]
            self.writer.add(made)
            self.papers[programme.pk] = made
        return self.papers[programme.pk]


def open_office(district: District, seed: str, writer: Writer) -> Office:
    """A district that has its demo accounts, with units and a consent form; inside ``acting``."""
    random = Random(seed)  # noqa: S311  (nothing secret: the same people every time)
    office = Office(
        district=district,
        random=random,
        writer=writer,
        staff=_account(district, "STAFF"),
        lead=_account(district, "TEAM_LEAD"),
        reviewer=_account(district, "REVIEWER"),
        population=Population(district, random),
    )
    office.units = _units(district, writer)
    form = ConsentForm.objects.of(district).filter(code=FORM).first() or _add_form(office)
    office.consent_items = list(form.items.order_by("order"))
    for one in RequiredDocument.objects.of(district).order_by("order"):
        office.papers.setdefault(one.programme_id, []).append(one)
    return office


def _units(district: District, writer: Writer) -> list[HostUnit]:
    codes = {f"가상-{name}": f"{name}(가상)" for name in UNITS}
    there = {one.code: one for one in HostUnit.objects.of(district).filter(code__in=codes)}
    made = [
        HostUnit(district=district, code=code, name=name)
        for code, name in codes.items()
        if code not in there
    ]
    writer.add(made)
    return [*there.values(), *made]


def _account(district: District, role: str) -> User:
    return User.objects.get(username=demo_username(district, role))


def _add_form(office: Office) -> ConsentForm:
    form = ConsentForm(
        district=office.district,
        code=FORM,
        title="공공일자리 참여신청 동의서(예시)",
        from_on=SINCE,
    )
    office.writer.add([form])
    items = [
        ConsentItem(
            district=office.district,
            form=form,
            order=n,
            category=category,
            is_mandatory=is_mandatory,
            title=title,
            purpose=purpose,
            data_items=data,
            kept_for="사업 종료 후 5년",
            receiver=receiver,
            for_messages=category is Category.OPTIONAL,
        )
        for n, (category, is_mandatory, title, purpose, data, receiver) in enumerate(_CONSENTS, 1)
    ]
    office.writer.add(items)
    return form
