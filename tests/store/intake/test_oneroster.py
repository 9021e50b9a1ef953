"""OneRoster 1.1 and 1.2, and School Data Sync 2.1: who is a student here, in which class, with which guardians."""

# ruff: noqa: E501 - headings stand as the standard writes them

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import msgspec
import pytest

from rules.facts import Guardian, School
from store.intake import Intake, IntakeError, Source, read
from store.tellings import StudentRow
from tests.store.intake.drawn import bommen, said

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"

ONE_POINT_ONE = {
    "manifest.csv": "propertyName,value\nmanifest.version,1.0\n",
    "users.csv": """sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password
u1,active,,true,s1,student,aase,,Åse,Ødegård,Marie,,,,,"p1,p2",08,hemmelig
u2,active,,true,s1,student,ola,,Ola,Lie,,,,,,,08,hemmelig
u3,tobedeleted,,true,s1,student,borte,,Borte,Vekk,,,,,,,08,hemmelig
u4,active,,true,s1,student,uten,,Uten,Klasse,,,,,,,08,hemmelig
u5,active,,true,s1,teacher,kari,,Kari,Lærer,,,,,,,,hemmelig
p1,active,,true,s1,parent,mor,,Mor,Ødegård,,,mor@eksempel.no,,90000001,,,hemmelig
p2,active,,true,s1,relative,tante,,Tante,Ødegård,,,,90000002,,,,hemmelig
""",
    "enrollments.csv": """sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
e1,active,,c8b,s1,u1,student,false,2026-08-13,
e2,active,,mat,s1,u1,student,false,2026-08-13,
e3,tobedeleted,,c8a,s1,u2,student,false,2026-08-13,
e4,active,,c8b,s1,u2,student,false,2026-10-05,
e5,active,,c8b,s1,u5,teacher,true,,
""",
    "classes.csv": """sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects
c8a,active,,8A,08,,,homeroom,,s1,t1,
c8b,active,,8 b,08,,,homeroom,,s1,t1,
mat,active,,Matematikk 8,08,,,scheduled,,s1,t1,
""",
    "orgs.csv": "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\ns1,active,,Bommen skole,school,,\n",
    "academicSessions.csv": "sourcedId,status,dateLastModified,title,type,startDate,endDate\nt1,active,,Høst,term,2026-08-13,2026-12-18\n",
    "demographics.csv": "sourcedId,status,dateLastModified,birthDate,sex\nu1,active,,2013-09-14,female\n",
}

ONE_POINT_TWO = ONE_POINT_ONE | {
    "users.csv": """sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,primaryOrgSourcedId
u1,active,,true,aase,,Åse,Ødegård,Marie,,,,,"p1,p2",08,hemmelig,{national},,s1
u2,active,,true,ola,,Ola,Lie,,,,,,,08,hemmelig,,,s1
u3,tobedeleted,,true,borte,,Borte,Vekk,,,,,,,08,hemmelig,,,s1
u4,active,,true,uten,,Uten,Klasse,,,,,,,08,hemmelig,,,s1
u5,active,,true,kari,,Kari,Lærer,,,,,,,,hemmelig,,,s1
p1,active,,true,mor,,Mor,Ødegård,,,mor@eksempel.no,,90000001,,,hemmelig,,,s1
p2,active,,true,tante,,Tante,Ødegård,,,,90000002,,,,hemmelig,,,s1
""",
    "roles.csv": """sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId
r1,active,,u1,primary,student,,,s1,
r2,active,,u2,primary,student,,,s1,
r3,active,,u3,primary,student,,,s1,
r4,active,,u4,primary,student,,,s1,
r5,active,,u5,primary,teacher,,,s1,
r6,active,,p1,primary,parent,,,s1,
r7,active,,p2,primary,relative,,,s1,
""".replace("{national}", "01" + "0214" + "99999"),
}


def folder(tmp_path: Path, files: dict[str, str]) -> Source:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content.replace("\n", "\r\n").encode("utf-8-sig"))
    return Source.from_path(tmp_path)


def packed(files: dict[str, str]) -> Source:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"export/{name}", content)
    return Source.from_bytes("roster.zip", out.getvalue())


def roster(files: dict[str, str], school: School | None = None, **mapping: str) -> Intake:
    return read("students", packed(files), school or bommen(), mapping)


@pytest.mark.parametrize("files", [ONE_POINT_ONE, ONE_POINT_TWO], ids=["1.1", "1.2"])
def test_students_of_homeroom_classes_are_read_with_their_guardians(files: dict[str, str]) -> None:
    intake = roster(files)

    aase, ola = intake.rows
    assert aase == StudentRow(
        "u1",
        "Åse Marie",
        "Ødegård",
        "8B",
        8,
        guardians=(
            Guardian("Mor Ødegård", "parent", "90000001", "mor@eksempel.no"),
            Guardian("Tante Ødegård", "relative", "90000002", "", parental_responsibility=False),
        ),
        born=date(2013, 9, 14),
        first=date(2026, 8, 13),
        line=2,
    )
    assert isinstance(ola, StudentRow)
    assert (ola.school_class, ola.first) == ("8B", date(2026, 10, 5))


@pytest.mark.parametrize("files", [ONE_POINT_ONE, ONE_POINT_TWO], ids=["1.1", "1.2"])
def test_who_is_deleted_is_counted_and_who_has_no_homeroom_is_refused_by_name(files: dict[str, str]) -> None:
    intake = roster(files)

    assert "slettet eller inaktiv" in said(intake.notes)
    assert [(refused.line, refused.values["name"]) for refused in intake.refused] == [(5, "Uten Klasse")]


@pytest.mark.parametrize("files", [ONE_POINT_ONE, ONE_POINT_TWO], ids=["1.1", "1.2"])
def test_passwords_and_national_numbers_are_kept_nowhere(files: dict[str, str]) -> None:
    intake = roster(files)

    text = f"{intake.rows}{said(intake.notes)}{said(intake.refused)}"
    assert "hemmelig" not in text
    assert "99999" not in text


def test_a_folder_and_a_zip_are_read_alike(tmp_path: Path) -> None:
    from_folder = read("students", folder(tmp_path, ONE_POINT_ONE), bommen())

    assert from_folder.rows == roster(ONE_POINT_ONE).rows


def test_guardians_named_from_their_own_side_are_found_too() -> None:
    users = ONE_POINT_ONE["users.csv"].replace('"p1,p2"', "").replace(",90000001,,,", ",90000001,u1,,")

    (aase, _ola) = roster(ONE_POINT_ONE | {"users.csv": users}).rows
    assert isinstance(aase, StudentRow)
    assert [guardian.name for guardian in aase.guardians] == ["Mor Ødegård"]


def two_schools() -> dict[str, str]:
    orgs = ONE_POINT_ONE["orgs.csv"] + "s2,active,,Lister skole,school,,\n"
    users = ONE_POINT_ONE["users.csv"].replace("u2,active,,true,s1", "u2,active,,true,s2")
    return ONE_POINT_ONE | {"orgs.csv": orgs, "users.csv": users}


def test_of_several_schools_the_one_named_as_ours_is_taken() -> None:
    intake = roster(two_schools())

    assert [row.given for row in intake.rows] == ["Åse Marie"]  # type: ignore[union-attr]
    assert "en annen skole" in said(intake.notes)


def test_of_several_schools_none_of_which_is_ours_one_must_be_named() -> None:
    elsewhere = msgspec.structs.replace(bommen(), name="Tredje skole")

    with pytest.raises(IntakeError, match=r"--map only=SKOLEN.*Bommen skole, Lister skole"):
        roster(two_schools(), elsewhere)
    assert [row.given for row in roster(two_schools(), elsewhere, only="Lister skole").rows] == ["Ola"]  # type: ignore[union-attr]


def test_a_class_that_a_student_left_for_another_is_not_theirs() -> None:
    enrollments = ONE_POINT_ONE["enrollments.csv"].replace("e3,tobedeleted", "e3,active")

    (_aase, ola) = roster(ONE_POINT_ONE | {"enrollments.csv": enrollments}).rows
    assert isinstance(ola, StudentRow)
    assert ola.school_class == "8B"


def test_a_file_without_its_id_column_is_refused_by_name() -> None:
    with pytest.raises(IntakeError, match=r"users\.csv.*sourcedId"):
        roster(ONE_POINT_ONE | {"users.csv": "navn,klasse\nÅse,8B\n"})


def test_other_delimiters_and_encodings_are_read_as_well(tmp_path: Path) -> None:
    for name, content in ONE_POINT_ONE.items():
        (tmp_path / name).write_bytes(content.replace('"p1,p2"', "p1").replace(",", ";").encode("cp1252"))

    assert [row.family for row in read("students", Source.from_path(tmp_path), bommen()).rows] == ["Ødegård", "Lie"]  # type: ignore[union-attr]


SDS = {
    "users.csv": "sourcedId,username,givenName,familyName,password,activeDirectoryMatchId,email,phone,sms\n1,a,Åse,Lie,pw,,,,\n2,b,Mor,Lie,pw,,mor@eksempel.no,90000001,\n",
    "roles.csv": "userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary,roleStartDate,roleEndDate\n1,9,student,SY,8,TRUE,2026-08-13,2027-06-18\n",
    "orgs.csv": "sourcedId,name,type,parentSourcedId\n9,Lister skole,school,\n",
    "classes.csv": "sourcedId,orgSourcedId,title,sessionSourcedIds,courseSourcedId\nm,9,Matematikk 8,SY,\n",
    "enrollments.csv": "classSourcedId,userSourcedId,role\nm,1,student\n",
    "relationships.csv": "userSourcedId,relationshipUserSourcedId,relationshipRole\n1,2,guardian\n",
    "demographics.csv": "userSourcedId,sex,birthDate\n1,female,2013-09-14\n",
}


def test_school_data_sync_is_read_with_the_grade_for_a_class_and_that_is_said() -> None:
    intake = roster(SDS)

    (row,) = intake.rows
    guardians = (Guardian("Mor Lie", "guardian", "90000001", "mor@eksempel.no"),)
    assert row == StudentRow("1", "Åse", "Lie", "8", 8, guardians=guardians, born=date(2013, 9, 14), line=2)
    assert "homeroom" in said(intake.notes)


def test_the_published_sample_is_read() -> None:
    if not SHARED.exists():
        pytest.skip("the published sample is not at hand")

    intake = read("students", Source.from_path(SHARED / "sds-2.1"), bommen())
    assert [row.number for row in intake.rows] == ["114001", "114003", "114004", "114008"]  # type: ignore[union-attr]
    assert "P@ssword" not in str(intake)
