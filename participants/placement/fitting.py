"""Whether an applicant fits a work project: type, certificate, experience, what they asked for."""

from jobportal.platform.rules.naming import called
from participants.models import Application
from programs.models import WorkProject


def unfit(application: Application, project: WorkProject) -> str:
    """What of the project's requirements the applicant does not meet, in Korean; "" when all."""
    wanted, held = project.certificate_list, application.certificate_list
    missing = []
    if project.participant_type != application.participant_type:
        missing.append(
            f"참여유형이 다릅니다(사업 {project.get_participant_type_display()}, "
            f"신청 {application.get_participant_type_display()})."
        )
    if wanted and not called(held, wanted):
        missing.append(f"필요 자격증({', '.join(wanted)})이 없습니다.")
    if (application.experience_years or 0) < project.experience_years:
        missing.append(f"관련 경력 {project.experience_years}년에 못 미칩니다.")
    return " ".join(missing)


def unwanted(application: Application, project: WorkProject) -> str:
    """Why the applicant would not take the project: only the wished ones will do; else ""."""
    wishes = {application.first_choice_id, application.second_choice_id} - {None}
    if application.accepts_any or not wishes or project.pk in wishes:
        return ""
    return "희망사업만 원합니다."
