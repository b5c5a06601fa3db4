"""The one door for handed-in files: a workbook, a CSV file or a folder of them to raw sheets."""

from pathlib import Path
from typing import BinaryIO

from jobportal.platform.intake.csv_source import csv_rows, decode_csv
from jobportal.platform.intake.limits import LARGEST_FILE, MOST_SHEETS
from jobportal.platform.intake.problems import Findings, Problem
from jobportal.platform.intake.refusals import FileRefused
from jobportal.platform.intake.sheets import RawSheet, shape_sheet
from jobportal.platform.intake.xlsx_source import read_workbook
from jobportal.platform.values.hangul import fold, to_nfc

_ZIP_START = b"PK\x03\x04"
_OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AS_XLSX = "엑셀에서 ‘Excel 통합 문서(.xlsx)’로 다시 저장한 뒤 올리세요."
_FOREIGN_ENDINGS = {
    ".xls": ("예전 엑셀 형식(.xls)입니다.", _SAVE_AS_XLSX),
    ".xlsm": ("매크로 파일 형식(.xlsm)입니다.", _SAVE_AS_XLSX),
    ".xlsb": ("이진 엑셀 형식(.xlsb)입니다.", _SAVE_AS_XLSX),
    ".zip": (
        "압축 파일(zip)입니다.",
        "압축을 풀고 안에 든 엑셀 파일(.xlsx)이나 CSV 파일을 올리세요.",
    ),
}
_BESIDE_THE_DATA = (".md", ".txt")  # explanations that may lie in a folder of CSV files


def read_source(
    source: Path | str | BinaryIO, name: str = "", findings: Findings | None = None
) -> tuple[list[RawSheet], list[Problem]]:
    """Read a folder of .csv files, one .xlsx or one .csv; every fault becomes a Problem.

    `source` is a path or an uploaded file open for reading bytes; `name` is the file name as the
    user knows it. Never raises for what is in the file; nothing is unpacked to the disk. The
    caller may hand in its own ``findings`` to note what it finds in the same place.
    """
    findings = findings or Findings()
    path = Path(source) if isinstance(source, (str, Path)) else None
    shown = to_nfc(name or (path.name if path else str(getattr(source, "name", ""))))
    if path is not None and path.is_dir():
        sheets = _read_folder(path, shown, findings)
    else:
        sheets = _read_one(source, shown, findings)
    _refuse_same_names(sheets, findings)
    return sheets, findings.problems()


def _read_folder(folder: Path, name: str, findings: Findings) -> list[RawSheet]:
    files = sorted(
        (entry for entry in folder.iterdir() if not entry.name.startswith((".", "~$"))),
        key=lambda entry: to_nfc(entry.name),
    )
    tables = [entry for entry in files if entry.suffix.lower() == ".csv"]
    for entry in files:
        if entry not in tables and entry.suffix.lower() not in _BESIDE_THE_DATA:
            findings.add(
                "폴더에서는 CSV 파일만 읽으므로 이 파일은 읽지 않았습니다.",
                "필요한 값은 CSV 파일에 넣으세요.",
                value=entry.name,
                level="warning",
            )
    if not tables:
        findings.add("폴더에 CSV 파일이 없습니다.", "폴더를 확인하세요.", value=name)
    if len(tables) > MOST_SHEETS:
        findings.add(
            f"CSV 파일이 {MOST_SHEETS:,}개보다 많습니다.",
            "쓰지 않는 파일을 지우세요.",
            value=name,
        )
        return []
    return [sheet for table in tables for sheet in _read_one(table, to_nfc(table.name), findings)]


def _read_one(source: Path | str | BinaryIO, name: str, findings: Findings) -> list[RawSheet]:
    known = len(findings.problems())
    try:
        ending = Path(name).suffix.lower()
        _refuse_ending(ending)
        data = _content(source)
        _refuse_content(data, ending)
        if ending == ".xlsx":
            sheets = read_workbook(data, findings)
        else:
            rows = csv_rows(decode_csv(data))
            sheet = shape_sheet(Path(name).stem.strip(), rows, findings)
            sheets = [sheet] if sheet is not None else []
        if not sheets and len(findings.problems()) == known:
            raise FileRefused("내용이 없는 파일입니다.", "서식에 값을 입력해 올리세요.")
    except FileRefused as refused:
        findings.add(refused.what, refused.cure, value=name)
        return []
    return sheets


def _refuse_ending(ending: str) -> None:
    if ending in _FOREIGN_ENDINGS:
        raise FileRefused(*_FOREIGN_ENDINGS[ending])
    if ending not in (".xlsx", ".csv"):
        raise FileRefused(
            "읽을 수 없는 종류의 파일입니다.",
            "엑셀 파일(.xlsx)이나 CSV 파일(.csv)을 올리세요.",
        )


def _content(source: Path | str | BinaryIO) -> bytes:
    """The whole file, never more than the limit is taken into memory."""
    try:
        if isinstance(source, (str, Path)):
            with Path(source).open("rb") as stream:
                data = stream.read(LARGEST_FILE + 1)
        else:
            source.seek(0)
            data = source.read(LARGEST_FILE + 1)
    except OSError as error:
        raise FileRefused(
            "파일을 열 수 없습니다.", "파일이 그 자리에 있고 읽을 수 있는지 확인하세요."
        ) from error
    if len(data) > LARGEST_FILE:
        raise FileRefused(
            f"파일이 {LARGEST_FILE // 1024**2}MB보다 큽니다.", "파일을 나누어 올리세요."
        )
    if not data:
        raise FileRefused("빈 파일(0바이트)입니다.", "파일을 다시 저장한 뒤 올리세요.")
    return data


def _refuse_content(data: bytes, ending: str) -> None:
    """Compare what the file is with what its name says."""
    if data.startswith(_OLE_START):
        if _ENCRYPTED in data:
            raise FileRefused(
                "암호가 걸린 엑셀 파일입니다.",
                "엑셀의 [파일]-[정보]-[통합 문서 보호]에서 암호를 지우고 올리세요.",
            )
        raise FileRefused(f"내용이 예전 엑셀 형식(.xls)인 {ending} 파일입니다.", _SAVE_AS_XLSX)
    is_zip = data.startswith(_ZIP_START)
    if ending == ".csv" and is_zip:
        raise FileRefused(
            "확장자는 .csv인데 내용은 엑셀 파일이나 압축 파일입니다.",
            "엑셀 파일이면 확장자를 .xlsx로 바꾸어 올리세요.",
        )
    if ending == ".xlsx" and not is_zip:
        raise FileRefused("확장자는 .xlsx인데 내용은 엑셀 파일이 아닙니다.", _SAVE_AS_XLSX)


def _refuse_same_names(sheets: list[RawSheet], findings: Findings) -> None:
    seen: set[str] = set()
    for sheet in sheets:
        if fold(sheet.name) in seen:
            findings.add(
                "이름이 같은 시트가 둘 이상 있습니다.",
                "하나로 합치거나 이름을 고치세요.",
                sheet=sheet.name,
            )
        seen.add(fold(sheet.name))
