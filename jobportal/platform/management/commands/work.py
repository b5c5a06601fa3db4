"""Make the files that were asked for in the background, until told to end."""

from django.core.management.base import BaseCommand

from jobportal.platform.jobs.worker import Worker


class Command(BaseCommand):
    help = "뒤에서 만들 파일을 차례로 만들고, 기한이 지난 파일을 지웁니다. 멈추려면 Ctrl-C."

    def add_arguments(self, parser):
        parser.add_argument(
            "--once", action="store_true", help="기다리는 파일을 모두 만든 뒤 끝냅니다."
        )
        parser.add_argument(
            "--until-input-closes",
            action="store_true",
            help="표준 입력이 닫히면 끝냅니다. 다른 프로그램이 데리고 있을 때 씁니다.",
        )

    def handle(self, *, once: bool, until_input_closes: bool, **options):
        worker = Worker()
        worker.end_with_signals()
        if until_input_closes:
            worker.end_with_input()
        worker.empty_queue() if once else worker.run()
