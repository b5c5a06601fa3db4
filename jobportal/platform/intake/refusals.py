"""The reasons for which a whole file is not read, each with its cure."""


class FileRefused(Exception):
    """A file that is not read at all: what is wrong and how to mend it, both in Korean."""

    def __init__(self, what: str, cure: str) -> None:
        super().__init__(f"{what} {cure}")
        self.what = what
        self.cure = cure


def damaged() -> FileRefused:
    """The file is named and begins like a workbook but cannot be read as one."""
    return FileRefused(
        "엑셀 파일이 손상되어 읽을 수 없습니다.",
        "엑셀에서 열어 ‘Excel 통합 문서(.xlsx)’로 다시 저장한 뒤 올리세요.",
    )


def too_many_cells(limit: int) -> FileRefused:
    """More cells than one file may have."""
    return FileRefused(
        f"칸이 {limit:,}개보다 많습니다.",
        "쓰지 않는 행과 열을 지우거나 파일을 나누어 올리세요.",
    )
