"""What is refused says what is missing and what is possible instead; what makes sense passes."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from rules.case import events as e
from rules.case.case import Station
from rules.case.check_told import NEEDS, check_told
from rules.case.workflow import StepNotAllowed
from rules.facts import Student
from rules.follow_up import follow_up
from tests.rules.case.any_event import AT, KIND, SAMPLES
from tests.rules.case.telling import DAY, TONJE, Story

AAS = follow_up("aas")


def refusal(story: Story, kind: type[e.Event], student: Student = TONJE, **facts: Any) -> str:
    """What is said against one more event; "" if nothing is."""
    event: Any = kind(id="new", by="kari", at=AT, **facts)
    try:
        check_told(story.case, [event], today=DAY, follow_up=AAS, student=student)
    except StepNotAllowed as refused:
        return str(refused)
    return ""


@pytest.fixture(name="case")
def _case() -> Story:
    story = Story().decided()
    story.tell(e.SheetOpened, id="s", form="school", version=1, informant="kari")
    story.tell(e.MeetingSet, meeting="m", sort=e.MeetingKind.FIRST, on=DAY, time="14:00")
    story.met("done", e.MeetingKind.FURTHER, DAY)
    story.tell(e.MeetingSet, meeting="off", sort=e.MeetingKind.FIRST, on=DAY, time="14:00")
    story.tell(e.MeetingCancelled, meeting="off", reason="syk")
    story.tell(e.ConsentGiven, id="yes", whom="Mona", what="pps")
    for partner in ("nurse", "bup", "mapping_team"):
        story.tell(e.ConsentGiven, id=f"yes-{partner}", whom="Mona", what=partner)
    story.tell(e.ConsentGiven, id="words", whom="Mona", what="at skolen snakker med alle")
    story.tell(e.ConsentGiven, id="old", whom="Mona", what="pps", until=date(2026, 10, 1))
    return story


REFUSED: list[tuple[type[e.Event], dict[str, Any], str]] = [
    (e.Decided, {"verdict": e.Verdict.NOT_WORRYING}, "begrunnelse"),
    (e.Decided, {"verdict": e.Verdict.OBSERVE}, "til når?"),
    (e.Decided, {"verdict": e.Verdict.OBSERVE, "until": date(2026, 9, 1)}, "som kommer"),
    (e.Decided, {"verdict": e.Verdict.WORRYING}, "hvorfor det ikke ble noen"),
    (e.Decided, {"verdict": e.Verdict.WORRYING, "conversation": "?"}, "Velg en av dem som er notert"),
    (e.NurseOffered, {"accepted": True}, "samtykke"),
    (e.NurseOffered, {"accepted": True, "consent": "old"}, "samtykke"),
    (e.InquiryOpened, {"pps_contacted": True, "consent": "old"}, "anonymt"),
    (e.CaseClosed, {"reason": "går bra", "follow_up_on": date(2026, 10, 1)}, "Velg en som kommer, eller ingen"),
    (e.FollowedUp, {"words": "går bra", "again_on": date(2026, 10, 1)}, "Velg en som kommer, eller ingen"),
    (e.SheetsSent, {"sheets": ()}, "Velg hvilke"),
    (e.SheetsSent, {"sheets": ("other",)}, "Velg hvilke"),
    (e.SheetOpened, {"form": "skole", "version": 1, "informant": "kari"}, "Disse finnes: guardians"),
    (e.AnswerGiven, {"sheet": "?", "question": "q"}, "ikke åpnet"),
    (e.AnswerGiven, {"sheet": "s", "question": "q", "graded": (e.Graded("klassen", 11),)}, "0 til 10"),
    (e.InformantDeclined, {"sheet": "s", "on": DAY, "why": " "}, "hvorfor"),
    (e.ConsentWithdrawn, {"consent": "?"}, "allerede trukket"),
    (e.Referred, {"partner": "?", "sender": "school"}, "Velg en samarbeidspartner"),
    (e.Referred, {"partner": "bup", "sender": "school", "consent": "yes"}, "Det kan: fastlegen, barnevernet"),
    (e.Referred, {"partner": "pps", "sender": "school", "consent": "yes"}, "veiledning eller utredning"),
    (e.Referred, {"partner": "pps", "sender": "school", "purpose": ("guidance",)}, "trenger samtykke"),
    (e.Referred, {"partner": "pps", "sender": "student", "purpose": ("guidance",)}, "fra fylte 15 år"),
    (e.StationSkipped, {"station": "lunsj", "reason": "x"}, "Disse finnes: decision"),
    (e.StationSkipped, {"station": Station.MAPPING, "reason": ""}, "hvorfor"),
    (e.MeetingSet, {"meeting": "n", "sort": e.MeetingKind.FIRST, "on": DAY, "time": ""}, "klokkeslett"),
    (e.MinutesWritten, {"meeting": "?", "item": 0, "text": "x"}, "Kall inn"),
    (e.MeetingHeld, {"meeting": "m", "on": DAY}, "Avtal dato og tid for neste møte"),
    (e.MeetingHeld, {"meeting": "m", "on": DAY, "next_on": DAY}, "Avtal dato og tid for neste møte"),
    (e.MeetingHeld, {"meeting": "m", "on": date(2026, 10, 8), "no_next": "x"}, "ikke holdt ennå"),
    (e.MeetingHeld, {"meeting": "m", "on": DAY, "next_on": date(2026, 10, 1), "next_time": "9:00"}, "før dette"),
    (e.MeetingCancelled, {"meeting": "m", "reason": ""}, "hvorfor"),
    (e.WayChosen, {"way": e.Way.B3}, "velg B1 eller B2"),
    (e.WayChosen, {"way": e.Way.B3, "consent": "yes"}, "gjelder PPS, ikke kommunens kartleggingsteam"),
    (e.NurseOffered, {"accepted": True, "consent": "yes"}, "gjelder PPS, ikke Skolehelsetjenesten"),
    (e.Referred, {"partner": "bup", "sender": "family_doctor", "consent": "yes"}, "gjelder PPS, ikke BUP"),
    (e.ConsentGiven, {"whom": "", "what": "pps"}, "hvem som har gitt"),
    (e.ConsentGiven, {"whom": "Mona", "what": " "}, "hva samtykket gjelder"),
    (e.HandedOver, {"to": " "}, "hvem som overtar"),
    (e.HandedOver, {"to": "Lister skole", "school": True, "consent": "old"}, "Hent et nytt"),
    (e.MeetingSet, {"meeting": "n", "sort": e.MeetingKind.FIRST, "on": DAY, "time": "kl 9"}, "Skriv det som 08:45"),
    (e.MeetingHeld, {"meeting": "m", "on": DAY, "next_on": date(2026, 10, 8), "next_time": "9"}, "som 08:45"),
    (e.MeetingSet, {"meeting": "done", "sort": e.MeetingKind.FIRST, "on": DAY, "time": "14:00"}, "allerede holdt"),
    (e.MeetingCancelled, {"meeting": "done", "reason": "syk"}, "allerede holdt"),
    (e.MeetingHeld, {"meeting": "off", "on": DAY, "no_next": "x"}, "på nytt"),
    (e.MeetingReminded, {"meeting": "off"}, "på nytt"),
    (e.CertificateReceived, {"first": DAY, "last": date(2026, 10, 1)}, "Bytt om"),
    (e.FormalDecisionNoted, {"words": "snart"}, "enkeltvedtaket eller begge"),
    (e.DeregistrationAssessed, {"conclusion": ""}, "hva vurderingen endte med"),
    (e.SafeEnvironmentDecided, {"plan": ""}, "hva som er bestemt"),
    (e.NoteWritten, {"words": " "}, "Skriv en linje"),
    (e.LogWritten, {"words": "", "on": DAY}, "Skriv en linje"),
    (e.FollowedUp, {"words": ""}, "Skriv en linje"),
    (e.WayChosen, {"way": e.Way.B3, "consent": "old"}, "samtykke"),
    (e.AgreementStarted, {"agreement": "a", "from_version": "?"}, "finnes ikke"),
    (e.PartSet, {"agreement": "?", "item": "i", "part": e.Goal("x")}, "Begynn på en først"),
    (e.CaseClosed, {"reason": ""}, "hvorfor"),
    (e.ChildWelfareWeighed, {"reported": True, "reason": ""}, "begrunnelse"),
    (e.CaseGiven, {"to": "hege", "reason": "x", "until": date(2026, 9, 1)}, "som kommer"),
    (e.GlassBroken, {"reason": "", "on": DAY}, "Andre ser begrunnelsen"),
    (e.Disclosed, {"to": "pps", "what": ("skjema",)}, "send anonymt, slik veilederen åpner for"),
    (e.Disclosed, {"to": "pps", "what": ("skjema",), "consent": "old"}, "uten samtykke eller hjemmel"),
    (e.Disclosed, {"to": "pps", "what": ("skjema",), "ground": " "}, "skriv hjemmelen"),
    (e.Disclosed, {"to": " ", "what": ("skjema",), "consent": "yes"}, "hvem"),
    (e.Disclosed, {"to": "pps", "what": (), "consent": "yes"}, "hva som er sendt"),
    (e.LegalHold, {"reason": ""}, "hvorfor"),
    (e.LegalHoldEnded, {"hold": "?", "reason": "x"}, "allerede opphevet"),
    (e.TaskGiven, {"who": "", "words": "ring", "due": date(2030, 1, 1)}, "Hvem skal"),
    (e.TaskGiven, {"who": "kari", "words": " ", "due": date(2030, 1, 1)}, "hva som skal gjøres"),
    (e.TaskGiven, {"who": "kari", "words": "ring", "due": date(2020, 1, 1)}, "Fristen er passert"),
    (e.TaskDone, {"task": "?"}, "finnes ikke i saken"),
]


@pytest.mark.parametrize(("kind", "facts", "said"), REFUSED)
def test_what_lacks_something_is_refused_with_what_to_do(
    case: Story, kind: type[e.Event], facts: dict[str, Any], said: str
) -> None:
    assert said in refusal(case, kind, **facts)


PASSES: list[tuple[type[e.Event], dict[str, Any]]] = [
    (e.Decided, {"verdict": e.Verdict.NOT_WORRYING, "reason": "influensa"}),
    (e.Decided, {"verdict": e.Verdict.OBSERVE, "until": DAY}),
    (e.Decided, {"verdict": e.Verdict.WORRYING, "no_conversation": "ingen svarer"}),
    (e.NurseOffered, {"accepted": False}),
    (e.MeetingReminded, {"meeting": "done"}),
    (e.NurseOffered, {"accepted": True, "consent": "yes-nurse"}),
    (e.NurseOffered, {"accepted": True, "consent": "words"}),
    (e.InquiryOpened, {"pps_contacted": True}),
    (e.SheetsSent, {"sheets": ("s",)}),
    (e.AnswerGiven, {"sheet": "s", "question": "q", "graded": (e.Graded("klassen", 10),)}),
    (e.Referred, {"partner": "bup", "sender": "family_doctor", "consent": "yes-bup"}),
    (e.Referred, {"partner": "pps", "sender": "school", "purpose": ("guidance", "examination"), "consent": "yes"}),
    (e.Referred, {"partner": "pps", "sender": "guardians", "purpose": ("examination",)}),
    (e.StationSkipped, {"station": Station.MAPPING, "reason": "gjort i fjor"}),
    (e.MeetingHeld, {"meeting": "m", "on": DAY, "no_next": "saken avsluttes"}),
    (e.MeetingHeld, {"meeting": "m", "on": DAY, "next_on": date(2026, 10, 28), "next_time": "14:00"}),
    (e.WayChosen, {"way": e.Way.B2}),
    (e.WayChosen, {"way": e.Way.B3, "consent": "yes-mapping_team"}),
    (e.Disclosed, {"to": "pps", "what": ("skjema",), "consent": "yes"}),
    (e.Disclosed, {"to": "pps", "what": ("skjema",), "anonymous": True}),
    (e.Disclosed, {"to": "Tingretten", "what": ("hele saken",), "ground": "rettens pålegg, tvisteloven § 22-3"}),
    (e.LegalHold, {"reason": "klagesak"}),
]


@pytest.mark.parametrize(("kind", "facts"), PASSES)
def test_what_makes_sense_passes(case: Story, kind: type[e.Event], facts: dict[str, Any]) -> None:
    assert refusal(case, kind, **facts) == ""


def test_the_student_refers_to_pps_from_the_day_of_turning_fifteen() -> None:
    story = Story().decided()
    facts = {"partner": "pps", "sender": "student", "purpose": ("guidance",)}
    on_the_day = msgspec.structs.replace(TONJE, born=date(2011, 10, 7))
    the_day_after = msgspec.structs.replace(TONJE, born=date(2011, 10, 8))

    assert refusal(story, e.Referred, on_the_day, **facts) == ""
    assert "fra fylte 15 år" in refusal(story, e.Referred, the_day_after, **facts)
    assert "fødselsdatoen er ikke kjent" in refusal(
        story, e.Referred, msgspec.structs.replace(TONJE, born=None), **facts
    )


def test_a_hold_is_ended_once_by_its_own_name_and_with_a_reason(case: Story) -> None:
    hold = case.tell(e.LegalHold, reason="klagesak")
    assert "kan slettes igjen" in refusal(case, e.LegalHoldEnded, hold=hold.id, reason="")
    assert refusal(case, e.LegalHoldEnded, hold=hold.id, reason="avgjort") == ""

    case.tell(e.LegalHoldEnded, hold=hold.id, reason="avgjort")
    assert "allerede opphevet" in refusal(case, e.LegalHoldEnded, hold=hold.id, reason="avgjort")


def test_a_conversation_nobody_answered_is_none(case: Story) -> None:
    call = case.tell(e.ContactMade, whom="Mona", how=e.How.PHONE, answered=False)

    assert "ingen svarte" in refusal(case, e.Decided, verdict=e.Verdict.WORRYING, conversation=call.id)


def test_events_of_one_telling_stand_on_each_other() -> None:
    talk = e.ContactMade(id="t", by="kari", at=AT, whom="Mona", how=e.How.PHONE)
    decided = e.Decided(by="kari", at=AT, verdict=e.Verdict.WORRYING, conversation="t")
    opened = e.InquiryOpened(by="kari", at=AT, pps_contacted=True)

    check_told(Story().case, [talk, decided, opened], today=DAY, follow_up=AAS, student=TONJE)
    with pytest.raises(StepNotAllowed):
        check_told(Story().case, [opened, talk, decided], today=DAY, follow_up=AAS, student=TONJE)


def test_a_signed_agreement_is_changed_by_a_new_version_only() -> None:
    story = Story().decided().agreed(e.Goal("hele dagen"))

    changed = refusal(story, e.PartSet, agreement="a1", item="a1-1", part=e.Goal("halve"))
    assert "Lag en ny utgave" in changed
    story.tell(e.AgreementStarted, agreement="a2", from_version="a1")
    assert refusal(story, e.PartSet, agreement="a2", item="a1-1", part=e.Goal("halve")) == ""


def test_an_agreement_that_lacks_something_is_signed_only_with_a_reason() -> None:
    story = Story().decided()
    story.tell(e.AgreementStarted, agreement="a")
    signed = {"agreement": "a", "signatures": (e.Signature(e.Party.STUDENT, "Tonje", DAY),)}

    said = refusal(story, e.AgreementSigned, **signed)
    assert "Langsiktig mål mangler." in said
    assert "hvorfor den skrives under likevel" in said
    assert refusal(story, e.AgreementSigned, **signed, reason="resten avtales fredag") == ""
    assert "Noen må skrive under" in refusal(story, e.AgreementSigned, agreement="a", signatures=(), reason="x")


UNREADABLE: list[tuple[e.Part, str]] = [
    (e.Step(1, "halve dager", starts=("ti over ni",)), "Skriv det som 08:45"),
    (e.Step(1, "halve dager", starts=("9:10",)), "Skriv det som 08:45"),
    (e.Step(1, "halve dager", weekdays=((0, 1),)), "timenes numre"),
    (e.Step(1, "halve dager", weekdays=((1,),) * 8), "timenes numre"),
    (e.Deadline(e.Party.STUDENT, "melder fra", by_time="08.45"), "Skriv det som 08:45"),
    (e.NextMeeting(DAY, "25:00"), "Skriv det som 08:45"),
    (e.Responsibility(e.Party.MOTHER, "følger", weekdays=(7,)), "fra mandag til søndag"),
    (e.Evaluation("samtale", "kari", weekdays=(-1,)), "fra mandag til søndag"),
    (e.WeekEntry(9, "09:10"), "fra mandag til søndag"),
]


@pytest.mark.parametrize(("part", "said"), UNREADABLE)
def test_a_part_that_no_day_could_be_measured_by_is_refused(part: e.Part, said: str) -> None:
    story = Story().decided()
    story.tell(e.AgreementStarted, agreement="a1")

    assert said in refusal(story, e.PartSet, agreement="a1", item="i", part=part)


def test_a_part_may_be_left_half_typed() -> None:
    story = Story().decided()
    story.tell(e.AgreementStarted, agreement="a1")

    for part in (e.Goal(""), e.Step(1, "", starts=("", "09:10")), e.NextMeeting(DAY, "")):
        assert refusal(story, e.PartSet, agreement="a1", item="i", part=part) == ""


def test_an_agreement_of_a_case_that_ended_is_taken_up_again_by_a_new_version_only() -> None:
    story = Story().decided().agreed(e.Step(1, "to timer"), started=DAY, step="a1-1")
    story.tell(e.AgreementStarted, agreement="draft")
    story.tell(e.CaseClosed, reason="tilbake")
    story.tell(e.CaseReopened, reason="borte igjen")
    assert story.case.agreement is None
    later = date(2026, 10, 20)
    for kind, facts in (
        (e.PartSet, {"agreement": "draft", "item": "i", "part": e.Goal("x")}),
        (e.AgreementSigned, {"agreement": "draft", "signatures": (e.Signature(e.Party.STUDENT, "T", DAY),)}),
        (e.MeasuresStarted, {"agreement": "a1", "on": later}),
        (e.StepChanged, {"agreement": "a1", "step": "a1-1", "on": later, "reason": "klar"}),
    ):
        assert "Lag en ny utgave" in refusal(story, kind, **facts)
    assert refusal(story, e.AgreementStarted, agreement="anew", from_version="a1") == ""


def test_a_step_is_changed_in_the_agreement_that_runs_that_day() -> None:
    story = Story().decided().agreed(e.Step(1, "halve dager"), started=DAY, step="a1-1")
    later, before = date(2026, 10, 21), date(2026, 10, 6)
    assert "fra og med ons 7. okt" in refusal(
        story, e.StepChanged, agreement="a1", step="a1-1", on=before, reason="klar"
    )
    story.agreed(e.Step(1, "hele dager"), agreement="a2", started=later, step="a2-1")
    assert refusal(story, e.StepChanged, agreement="a1", step="a1-1", on=date(2026, 10, 20), reason="klar") == ""
    assert "nyere avtale" in refusal(story, e.StepChanged, agreement="a1", step="a1-1", on=later, reason="klar")


def test_measures_start_after_the_signing_and_steps_after_the_start() -> None:
    story = Story().decided()
    story.tell(e.AgreementStarted, agreement="a")
    story.tell(e.PartSet, agreement="a", item="1", part=e.Step(1, "to timer"))
    assert "Skriv under først" in refusal(story, e.MeasuresStarted, agreement="a", on=DAY)
    story.agreed(e.Step(1, "to timer"), agreement="b")
    change = {"agreement": "b", "step": "b-1", "on": DAY, "reason": "klar"}
    assert "ikke satt i gang" in refusal(story, e.StepChanged, **change)
    story.tell(e.MeasuresStarted, agreement="b", on=DAY, step="b-1")
    assert refusal(story, e.StepChanged, **change) == ""
    assert "finnes ikke i avtalen" in refusal(story, e.StepChanged, **(change | {"step": "?"}))
    assert "hvorfor" in refusal(story, e.StepChanged, **(change | {"reason": ""}))


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_what_is_asked_of_a_kind_is_asked_only_where_its_state_takes_it(kind: str) -> None:
    """A case where nothing is: whatever is refused is refused with a sentence, never with a traceback."""
    for story in (Story(), Story().decided()):
        said = refusal(story, KIND[kind], **SAMPLES[kind])
        assert said == "" or said.endswith(".")


def test_every_need_is_of_an_event_that_exists() -> None:
    assert set(NEEDS) <= set(KIND.values())
