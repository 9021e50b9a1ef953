"""Events: what people told about one child beyond the marks, each a frozen fact with who and when.

The rules of this file: an event says what happened and holds nothing that can be worked out; nothing is ever changed
or taken out, a later event says more; ``id`` is given by the store ("" until then); whoever is named by login or by
name is text. Dates are school dates, times of meetings are Oslo wall-clock ("HH:MM"), ``at`` is an aware moment.
A case is the replay of its events (``rules.case.replay``).
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import msgspec


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """What every event has."""

    id: str = ""
    by: str
    at: datetime


# What is seen and said, with or without a case.


class How(StrEnum):
    """How people reached each other. A conversation is a phone call or a meeting, answered."""

    PHONE = "phone"
    MEETING = "meeting"
    MESSAGE = "message"


class About(StrEnum):
    """What a contact was for."""

    HOME = "home"  # the home, about absence
    FAMILY_DOCTOR = "family_doctor"  # «Ved vurdering av sykdom kontakt fastlege på morgenen.»
    GUIDANCE = "guidance"  # guidance to guardians when it is hard to get the child to school


class Ground(StrEnum):
    """What the school holds of the home's ground for an absence."""

    VALID = "valid"
    NOT_VALID = "not_valid"


class ContactMade(Event, frozen=True, kw_only=True, omit_defaults=True, tag="contact"):
    """Somebody reached, or tried to reach, the home (or the family doctor about it)."""

    whom: str  # the guardian's name, or who else
    how: How
    words: str = ""
    about: About = About.HOME
    answered: bool = True
    from_home: bool = False  # the home called
    days: tuple[date, ...] = ()  # the absent days it was about; none: the present run
    ground: Ground | None = None  # said where the conversation settled whether the ground holds
    leader_informed: bool = False

    @property
    def conversation(self) -> bool:
        """Whether people spoke with each other."""
        return self.answered and self.how is not How.MESSAGE


class DifficultyTold(Event, frozen=True, kw_only=True, omit_defaults=True, tag="difficulty"):
    """The home told that the child finds it hard to come (guide, p. 4): signs of the guide's list, and words."""

    whom: str
    how: How
    signs: tuple[str, ...] = ()  # keys of the guide's list "home"
    words: str = ""


class DistressSeen(Event, frozen=True, kw_only=True, omit_defaults=True, tag="distress"):
    """Somebody at school saw signs that the child is not well there (guide, p. 4)."""

    signs: tuple[str, ...] = ()  # keys of the guide's list "school"
    words: str = ""


class CertificateReceived(Event, frozen=True, kw_only=True, omit_defaults=True, tag="certificate"):
    """A doctor's certificate for these days, both included."""

    first: date
    last: date
    words: str = ""


class TalkHeld(Event, frozen=True, kw_only=True, omit_defaults=True, tag="talk"):
    """Absence was a topic in the student's (and guardians') yearly talk."""

    on: date
    words: str = ""


class Verdict(StrEnum):
    """What a person decided about a flag or a concern."""

    WORRYING = "worrying"
    NOT_WORRYING = "not_worrying"
    OBSERVE = "observe"


class Concern(StrEnum):
    """What a decision answers: a flag, or something seen without one («og/eller mistanke om skolevegring»)."""

    FLAG = "flag"
    SCHOOL_REFUSAL = "school_refusal"
    DISTRESS = "distress"
    HOME = "home"  # the home's own message


class Decided(Event, frozen=True, kw_only=True, omit_defaults=True, tag="decision"):
    """A person's judgement (vurdering), with the occasions it knew."""

    verdict: Verdict
    concern: Concern = Concern.FLAG
    rule: str = ""  # the flag's rule; "" where there was none
    knew: tuple[tuple[date, tuple[int, ...]], ...] = ()
    reason: str = ""
    until: date | None = None  # observe until
    conversation: str = ""  # id of the contact with the home it rests on
    no_conversation: str = ""  # or why there was none


# What a decided case asks for.


class Whom(StrEnum):
    """Who is told about a case."""

    PRINCIPAL = "principal"
    RESOURCE_TEAM = "resource_team"


class Informed(Event, frozen=True, kw_only=True, omit_defaults=True, tag="informed"):
    """The principal or the resource team was told."""

    whom: Whom
    words: str = ""


class NurseOffered(Event, frozen=True, kw_only=True, omit_defaults=True, tag="nurse"):
    """The school nurse was told, and offered a talk; accepted only with consent."""

    accepted: bool | None = None  # None: no answer yet
    consent: str = ""  # id of the consent, where accepted
    words: str = ""


class InquiryOpened(Event, frozen=True, kw_only=True, omit_defaults=True, tag="inquiry"):
    """The inquiry was opened and PPS contacted: anonymously, unless a consent is named."""

    pps_contacted: bool
    consent: str = ""
    words: str = ""


class LeaderTalked(Event, frozen=True, kw_only=True, omit_defaults=True, tag="leader_talk"):
    """The weekly talk of homeroom teacher and leader about an open case."""

    words: str = ""


class ChildWelfareWeighed(Event, frozen=True, kw_only=True, omit_defaults=True, tag="child_welfare"):
    """A person's reasoned assessment whether child welfare is to be told. Never a threshold's."""

    reported: bool
    reason: str


class DeregistrationAssessed(Event, frozen=True, kw_only=True, omit_defaults=True, tag="deregistration"):
    """A leader's assessment after three undocumented months."""

    conclusion: str


class SafeEnvironmentDecided(Event, frozen=True, kw_only=True, omit_defaults=True, tag="safe_environment"):
    """The leader's own decision and plan after a yes to bullying (no expert assessment needed)."""

    plan: str


class FormalDecisionNoted(Event, frozen=True, kw_only=True, omit_defaults=True, tag="formal_decision"):
    """Expert assessment and formal decision, as far as they are there."""

    expert_assessment: date | None = None
    formal_decision: date | None = None
    words: str = ""


class ConsentGiven(Event, frozen=True, kw_only=True, omit_defaults=True, tag="consent"):
    """Somebody agreed that facts are shared."""

    whom: str
    what: str  # key of a partner ("pps", "nurse", "mapping_team" …) or words
    until: date | None = None
    words: str = ""


class ConsentWithdrawn(Event, frozen=True, kw_only=True, omit_defaults=True, tag="consent_withdrawn"):
    """A consent holds no longer."""

    consent: str


class Referred(Event, frozen=True, kw_only=True, omit_defaults=True, tag="referral"):
    """A referral to a partner of the guide."""

    partner: str  # key
    sender: str  # key of who may refer: "school", "guardians", "student", "family_doctor", "child_welfare" …
    purpose: tuple[str, ...] = ()  # to PPS: "guidance", "examination"
    consent: str = ""
    words: str = ""


class StationSkipped(Event, frozen=True, kw_only=True, omit_defaults=True, tag="skipped"):
    """A station of the guide's road is passed over, and why."""

    station: str
    reason: str


class LogWritten(Event, frozen=True, kw_only=True, omit_defaults=True, tag="log"):
    """The pupil's own log (Jens and the resource teacher)."""

    words: str
    on: date


class NoteWritten(Event, frozen=True, kw_only=True, omit_defaults=True, tag="note"):
    """A line in the case."""

    words: str


# What somebody is asked to do, of one child or of the school's own.


class TaskFor(StrEnum):
    """What a task is met by, beside a tick."""

    ANYTHING = ""
    CONTACT = "contact"  # a conversation with the home


class TaskGiven(Event, frozen=True, kw_only=True, omit_defaults=True, tag="task"):
    """Somebody was given something to do by a day, in a team's meeting or outside one."""

    who: str  # login, or a name
    words: str
    due: date
    meeting: str = ""  # the team's meeting it was given in
    met_by: TaskFor = TaskFor.ANYTHING


class TaskDone(Event, frozen=True, kw_only=True, omit_defaults=True, tag="task_done"):
    """It was done, and how it went."""

    task: str
    words: str = ""


# Mapping.


class SheetOpened(Event, frozen=True, kw_only=True, omit_defaults=True, tag="sheet"):
    """A form is to be filled in by one informant; its answers name the sheet by this event's id."""

    form: str
    version: int
    informant: str  # who: a name, a login, "student"
    part: str = ""  # a subject teacher's part: the subject


class AnswerKind(StrEnum):
    """How a question is answered."""

    ANSWERED = "answered"
    DONT_KNOW = "dont_know"  # vet ikke
    WONT_SAY = "wont_say"  # ønsker ikke


class Graded(msgspec.Struct, frozen=True):
    """A situation and how hard it is, from 0 to 10."""

    situation: str
    grade: int


class AnswerGiven(Event, frozen=True, kw_only=True, omit_defaults=True, tag="answer"):
    """One answer of one sheet, as it was left. ``knew`` is the id of the answer it replaces, "" for the first.

    Of two that knew the same one neither is lost: both stand until somebody answers knowing the later of them.
    """

    sheet: str
    question: str
    answer: AnswerKind = AnswerKind.ANSWERED
    text: str = ""
    yes: bool | None = None  # where the question is a yes or no (bullying)
    graded: tuple[Graded, ...] = ()
    knew: str = ""
    dictated: bool = False  # the pupil's own words, written down by somebody else


class InformantDeclined(Event, frozen=True, kw_only=True, omit_defaults=True, tag="declined"):
    """The informant does not want to fill in the sheet: when, why."""

    sheet: str
    on: date
    why: str


class SheetsSent(Event, frozen=True, kw_only=True, omit_defaults=True, tag="sent"):
    """The sheets went to PPS, anonymously unless a consent is named."""

    sheets: tuple[str, ...]
    to: str = "pps"
    consent: str = ""
    words: str = ""


class FactorTicked(Event, frozen=True, kw_only=True, omit_defaults=True, tag="factor"):
    """A risk or protective factor of appendix 1 is there (or no longer)."""

    factor: str
    there: bool = True
    words: str = ""


# Meetings.


class MeetingKind(StrEnum):
    """The meetings of a case."""

    FIRST = "meeting_1"
    SECOND = "meeting_2"
    FURTHER = "further"
    RESOURCE_TEAM = "resource_team"  # B1: extended resource team
    MULTI_AGENCY = "multi_agency"
    FOLLOW_UP = "follow_up"  # after the return, to prevent relapse


class Participant(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody called to a meeting: as the card lists them ("student", "guardians" …), and who it is."""

    part: str
    name: str = ""


class MeetingSet(Event, frozen=True, kw_only=True, omit_defaults=True, tag="meeting"):
    """A meeting is called, or called anew: the last with the same ``meeting`` holds."""

    meeting: str  # own id, given by whoever calls it first
    sort: MeetingKind
    on: date
    time: str
    place: str = ""
    participants: tuple[Participant, ...] = ()
    agenda: tuple[str, ...] = ()  # the card's items, and others
    minutes_by: str = ""
    called_by: str = ""


class MeetingReminded(Event, frozen=True, kw_only=True, omit_defaults=True, tag="reminded"):
    """The reminder went out."""

    meeting: str
    words: str = ""


class MinutesWritten(Event, frozen=True, kw_only=True, omit_defaults=True, tag="minutes"):
    """What was said to one item, as it was left; ``item`` is its number in the agenda. ``knew`` as in answers."""

    meeting: str
    item: int
    text: str
    knew: str = ""


class MeetingHeld(Event, frozen=True, kw_only=True, omit_defaults=True, tag="held"):
    """The meeting was held, and when the next one is: its date and time, or why there is none."""

    meeting: str
    on: date
    present: tuple[Participant, ...] = ()
    next_on: date | None = None
    next_time: str = ""
    no_next: str = ""


class MeetingCancelled(Event, frozen=True, kw_only=True, omit_defaults=True, tag="cancelled"):
    """The meeting is off."""

    meeting: str
    reason: str


class Outcome(StrEnum):
    """Did it work?"""

    WORKED = "worked"
    PARTLY = "partly"
    NOT = "not"


class Evaluated(Event, frozen=True, kw_only=True, omit_defaults=True, tag="evaluated"):
    """One measure or step was evaluated: did it work, and what we saw."""

    agreement: str
    item: str
    outcome: Outcome
    seen: str = ""
    meeting: str = ""


class Way(StrEnum):
    """The way on after meeting 2 (tiltakskort 2)."""

    A = "A"
    B1 = "B1"
    B2 = "B2"
    B3 = "B3"


class WayChosen(Event, frozen=True, kw_only=True, omit_defaults=True, tag="way"):
    """Which way the case goes on; B3 only with consent."""

    way: Way
    consent: str = ""
    words: str = ""


# The agreement: typed parts, each with an id of its own in the agreement.


class Party(StrEnum):
    """Whose responsibility something is."""

    HOMEROOM_TEACHER = "homeroom_teacher"
    LEADERSHIP = "leadership"
    GUARDIANS = "guardians"
    MOTHER = "mother"
    FATHER = "father"
    STUDENT = "student"
    PPS = "pps"
    RESOURCE_TEACHER = "resource_teacher"
    OTHER = "other"


class Repeats(StrEnum):
    """How often a responsibility comes round."""

    ONCE = "once"
    DAILY = "daily"  # each school day
    WEEKDAYS = "weekdays"  # the weekdays named
    EVERY_OTHER_WEEK = "every_other_week"  # the weekdays named, in every other week from ``first``
    MONTHLY = "monthly"  # the day of ``first`` in each month, rolled to a school day
    AFTER_HOLIDAY = "after_holiday"  # the first school day after each holiday of a week or more


class Goal(msgspec.Struct, frozen=True, omit_defaults=True, tag="goal"):
    """The long-term goal (langsiktig mål)."""

    text: str


class Step(msgspec.Struct, frozen=True, omit_defaults=True, tag="step"):
    """A step or sub-goal (delmål/trinn): how long it lasts and which lessons the student is to attend.

    ``weekdays``: lesson numbers for each weekday, Monday first; None: all lessons as for everybody.
    ``starts``: when the student's day starts on each weekday ("09:10"), "" as for everybody.
    """

    number: int
    text: str
    school_days: int | None = None  # how long the step lasts
    weekdays: tuple[tuple[int, ...], ...] | None = None
    starts: tuple[str, ...] = ()


class Responsibility(msgspec.Struct, frozen=True, omit_defaults=True, tag="responsibility"):
    """Who does what, how often, and who stands in."""

    party: Party
    text: str
    owner: str = ""  # login or name; "" the party itself
    stand_in: str = ""
    repeats: Repeats = Repeats.ONCE
    weekdays: tuple[int, ...] = ()  # Monday is 0
    first: date | None = None
    last: date | None = None


class Measure(msgspec.Struct, frozen=True, omit_defaults=True, tag="measure"):
    """A measure of the guide's list, or another (tiltak)."""

    text: str
    key: str = ""  # of the guide's list
    owner: str = ""


class Contingency(msgspec.Struct, frozen=True, omit_defaults=True, tag="contingency"):
    """Plan B: who tells whom, by which channel, and who does what."""

    teller: str
    told: str
    channel: str
    then: str


class Evaluation(msgspec.Struct, frozen=True, omit_defaults=True, tag="evaluation"):
    """How and when the agreement is evaluated, and who calls the meeting."""

    how: str
    caller: str
    repeats: Repeats = Repeats.ONCE
    weekdays: tuple[int, ...] = ()
    first: date | None = None
    last: date | None = None


class NextMeeting(msgspec.Struct, frozen=True, omit_defaults=True, tag="next_meeting"):
    """Date and time of the next meeting."""

    on: date
    time: str


class Deadline(msgspec.Struct, frozen=True, omit_defaults=True, tag="deadline"):
    """A line of the day plan (appendix 6): who does what, to whom, by which channel, by when.

    ``message``: this is the home's or the student's message of the morning; it replaces 08:20 for this student.
    """

    who: Party
    what: str
    to: str = ""
    channel: str = ""
    by_time: str = ""  # "08:45"
    message: bool = False


class WeekEntry(msgspec.Struct, frozen=True, omit_defaults=True, tag="week_entry"):
    """A line of the week plan: weekday (Monday is 0), time, place, adult, task."""

    weekday: int
    time: str
    place: str = ""
    adult: str = ""
    task: str = ""
    fellow_pupils: str = ""
    homework: str = ""
    may_leave: str = ""  # leave to go out of class, and where to


class Departure(msgspec.Struct, frozen=True, omit_defaults=True, tag="departure"):
    """The agreement departs from normal hours, subjects, goals or place, so a formal decision is needed."""

    hours: bool = False
    subjects: bool = False
    goals: bool = False
    place: bool = False
    words: str = ""


Part = (
    Goal | Step | Responsibility | Measure | Contingency | Evaluation | NextMeeting | Deadline | WeekEntry | Departure
)


class AgreementStarted(Event, frozen=True, kw_only=True, omit_defaults=True, tag="agreement"):
    """A new agreement, or a new version of one: its parts are those of ``from_version`` until they are changed."""

    agreement: str  # own id
    from_version: str = ""


class PartSet(Event, frozen=True, kw_only=True, omit_defaults=True, tag="part"):
    """A part of an agreement as it was left; the last with the same ``item`` holds. ``knew`` as in answers."""

    agreement: str
    item: str  # own id
    part: Part
    knew: str = ""


class PartRemoved(Event, frozen=True, kw_only=True, omit_defaults=True, tag="part_removed"):
    """A part is taken out."""

    agreement: str
    item: str


class Signature(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who signed, for whom, and when."""

    party: Party
    name: str
    on: date


class AgreementSigned(Event, frozen=True, kw_only=True, omit_defaults=True, tag="signed"):
    """The agreement binds from now on. ``in_spite_of``: what the check said, by key; ``reason``: why all the same."""

    agreement: str
    signatures: tuple[Signature, ...]
    in_spite_of: tuple[str, ...] = ()
    reason: str = ""


class MeasuresStarted(Event, frozen=True, kw_only=True, omit_defaults=True, tag="measures_started"):
    """The agreement's measures run from this day, on this step."""

    agreement: str
    on: date
    step: str = ""  # item


class StepChanged(Event, frozen=True, kw_only=True, omit_defaults=True, tag="step_changed"):
    """A step up, or a step back, from a day on, and why."""

    agreement: str
    step: str  # item
    on: date
    reason: str
    back: bool = False


class ResponsibilityDone(Event, frozen=True, kw_only=True, omit_defaults=True, tag="responsibility_done"):
    """One occurrence was done (a tick, a line)."""

    agreement: str
    item: str
    on: date
    words: str = ""


class PlanBFollowed(Event, frozen=True, kw_only=True, omit_defaults=True, tag="plan_b"):
    """The student did not come as agreed; plan B was followed, and how it went."""

    agreement: str
    on: date
    words: str = ""


# The end, and after.


class CaseClosed(Event, frozen=True, kw_only=True, omit_defaults=True, tag="closed"):
    """The case is closed, and why."""

    reason: str
    follow_up_on: date | None = None  # when to look again, to prevent a relapse


class CaseReopened(Event, frozen=True, kw_only=True, omit_defaults=True, tag="reopened"):
    """It was not over."""

    reason: str


class FollowedUp(Event, frozen=True, kw_only=True, omit_defaults=True, tag="followed_up"):
    """After the return: how it goes, and when to look again."""

    words: str
    again_on: date | None = None


class HandedOver(Event, frozen=True, kw_only=True, omit_defaults=True, tag="handed_over"):
    """Another teacher, or another school, has the case from now on."""

    to: str
    school: bool = False
    words: str = ""
    consent: str = ""


# Who may see the case, beside those whose class it is.


class CaseGiven(Event, frozen=True, kw_only=True, omit_defaults=True, tag="given"):
    """Somebody of the staff is given the case (a substitute, a nurse): why, and until when."""

    to: str  # login
    reason: str
    until: date


class CaseTakenBack(Event, frozen=True, kw_only=True, omit_defaults=True, tag="taken_back_from"):
    """The case is no longer given to somebody."""

    to: str
    reason: str = ""


class GlassBroken(Event, frozen=True, kw_only=True, omit_defaults=True, tag="glass"):
    """A leader opened what is closed to everybody, and why: others see it. It holds that day."""

    reason: str
    on: date


# What leaves the school, and what must not be deleted.


class Disclosed(Event, frozen=True, kw_only=True, omit_defaults=True, tag="disclosed"):
    """A document about the child left the school: to whom, which, and on what ground.

    The ground is a consent of the case, a rule of law that is named, or that nobody can be known from it.
    """

    to: str  # key of a partner, or words
    what: tuple[str, ...]  # kinds of document, as ``tilstede print`` has them, or words
    ground: str = ""  # the rule of law
    consent: str = ""  # id
    anonymous: bool = False  # the guide's anonymous way
    words: str = ""


class LegalHold(Event, frozen=True, kw_only=True, omit_defaults=True, tag="legal_hold"):
    """Nothing about the child is deleted until the hold has ended: why, and who asks for it (a court, a supervisor)."""

    reason: str
    wanted_by: str = ""


class LegalHoldEnded(Event, frozen=True, kw_only=True, omit_defaults=True, tag="legal_hold_ended"):
    """A hold is over, and why; others of the same child still hold."""

    hold: str  # id of the hold
    reason: str


CaseEvent = (
    ContactMade
    | DifficultyTold
    | DistressSeen
    | CertificateReceived
    | TalkHeld
    | Decided
    | Informed
    | NurseOffered
    | InquiryOpened
    | LeaderTalked
    | ChildWelfareWeighed
    | DeregistrationAssessed
    | SafeEnvironmentDecided
    | FormalDecisionNoted
    | ConsentGiven
    | ConsentWithdrawn
    | Referred
    | StationSkipped
    | LogWritten
    | NoteWritten
    | SheetOpened
    | AnswerGiven
    | InformantDeclined
    | SheetsSent
    | FactorTicked
    | MeetingSet
    | MeetingReminded
    | MinutesWritten
    | MeetingHeld
    | MeetingCancelled
    | Evaluated
    | WayChosen
    | AgreementStarted
    | PartSet
    | PartRemoved
    | AgreementSigned
    | MeasuresStarted
    | StepChanged
    | ResponsibilityDone
    | PlanBFollowed
    | CaseClosed
    | CaseReopened
    | FollowedUp
    | HandedOver
    | CaseGiven
    | CaseTakenBack
    | GlassBroken
    | Disclosed
    | LegalHold
    | LegalHoldEnded
    | TaskGiven
    | TaskDone
)
"""Everything that can stand in a child's file."""


# The school's own, not about one child's case (``meetings/<year>.json``).


class WeeklyChecked(Event, frozen=True, kw_only=True, omit_defaults=True, tag="weekly_check"):
    """The homeroom teacher went through the class's absence of a week, and what was found."""

    school_class: str
    week_of: date  # the Monday of that week
    words: str = ""


class TeamMet(Event, frozen=True, kw_only=True, omit_defaults=True, tag="team"):
    """A team meeting with absence on its agenda: which team or class, who was talked about, what was agreed."""

    team: str
    on: date
    students: tuple[str, ...] = ()  # ids
    words: str = ""


class LeaderReviewed(Event, frozen=True, kw_only=True, omit_defaults=True, tag="leader_review"):
    """The leaders went through the absence of the whole school (three times a year)."""

    on: date
    words: str = ""


class Yearly(StrEnum):
    """What is done once a year."""

    INFORM_AT_START = "inform_at_start"
    PARENTS_MEETING = "parents_meeting_topic"


class YearlyDone(Event, frozen=True, kw_only=True, omit_defaults=True, tag="yearly"):
    """One of the year's tasks was done."""

    what: Yearly
    on: date
    school_class: str = ""
    words: str = ""


# A team's meeting as it goes: what is said of a child stands in the child's case, and is only referred to here.


class TeamKind(StrEnum):
    """The kinds of meeting that take absence up (``rules.team.kinds`` has what each may and takes)."""

    GRADE = "grade"  # the teachers of a grade, or of a class
    LEADERS = "leaders"
    RESOURCE = "resource"  # the school's resource team
    EXTENDED = "extended"  # about one child, with guardians, nurse, child welfare, PPS
    COUNCIL = "council"  # SU/FAU: numbers only


class Because(StrEnum):
    """Why a student stands on a team's agenda, the most pressing first."""

    NOT_REACHED = "not_reached"  # the last meeting did not get so far
    UNANSWERED = "unanswered"  # a flag that nobody has decided about
    NEW_FLAG = "new_flag"  # since the last meeting
    OVERDUE = "overdue"  # something that should have been done
    EVALUATE = "evaluate"  # a measure or step is to be evaluated
    NEW_CASE = "new_case"  # an open case that no meeting has had yet
    CHANGED = "changed"  # better or worse, or the case went on, since the last meeting
    NO_NEWS = "no_news"  # an open case of which nothing was told since
    CALLED = "called"  # the meeting is about this child
    ADDED = "added"  # by hand


class TeamEvent(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Something of a team's meeting. ``students`` has the one it is about, where it is about one."""

    meeting: str
    students: tuple[str, ...] = ()  # ids


class TeamOpened(TeamEvent, frozen=True, kw_only=True, omit_defaults=True, tag="team_opened"):
    """A meeting is under way: of which kind, of which team and classes; ``students``: the child it is about alone."""

    sort: TeamKind
    on: date
    team: str = ""  # as in ``TeamMet``
    classes: tuple[str, ...] = ()


class TeamItem(TeamEvent, frozen=True, kw_only=True, omit_defaults=True, tag="team_item"):
    """A student came on the agenda, after those who stand there, and why."""

    because: tuple[Because, ...] = ()


class TeamMoved(TeamEvent, frozen=True, kw_only=True, omit_defaults=True, tag="team_moved"):
    """A student was moved so many places down the agenda (up: below zero)."""

    step: int


class TeamItemOut(TeamEvent, frozen=True, kw_only=True, omit_defaults=True, tag="team_item_out"):
    """A student was taken off the agenda."""


class TeamTalked(TeamEvent, frozen=True, kw_only=True, omit_defaults=True, tag="team_talked"):
    """A student was talked about; ``told``: ids of what was told of it in the case."""

    told: tuple[str, ...] = ()


class TeamLine(TeamEvent, frozen=True, kw_only=True, omit_defaults=True, tag="team_line"):
    """A line of the minutes that is about nobody."""

    words: str


class TeamClosed(TeamEvent, frozen=True, kw_only=True, omit_defaults=True, tag="team_closed"):
    """The meeting is over: who was there, and what it came to, naming nobody."""

    present: str = ""
    words: str = ""


SchoolEvent = (
    WeeklyChecked
    | TeamMet
    | LeaderReviewed
    | YearlyDone
    | SheetOpened
    | AnswerGiven
    | InformantDeclined
    | TeamOpened
    | TeamItem
    | TeamMoved
    | TeamItemOut
    | TeamTalked
    | TeamLine
    | TeamClosed
    | TaskGiven
    | TaskDone
)
"""Everything that can stand among the school's meetings; a sheet there is the school's own checklist (appendix 7)."""
