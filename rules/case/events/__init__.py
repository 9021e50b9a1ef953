"""Events: what people told about one child beyond the marks, each a frozen fact with who and when.

The rules of this room: an event says what happened and holds nothing that can be worked out; nothing is ever changed
or taken out, a later event says more; ``id`` is given by the store ("" until then); whoever is named by login or by
name is text. Dates are school dates, times of meetings are Oslo wall-clock ("HH:MM"), ``at`` is an aware moment.
A case is the replay of its events (``rules.case.replay``). Each file here is one part of the guide's road; this one is
the door, and has the two lists: what can stand in a child's file, and what among the school's meetings.
"""

from rules.case.events.agreement import (
    AgreementSigned,
    AgreementStarted,
    Evaluated,
    MeasuresStarted,
    Outcome,
    PartRemoved,
    PartSet,
    PlanBFollowed,
    ResponsibilityDone,
    Signature,
    StepChanged,
)
from rules.case.events.agreement_parts import (
    Contingency,
    Deadline,
    Departure,
    Evaluation,
    Goal,
    Measure,
    NextMeeting,
    Part,
    Party,
    Repeats,
    Responsibility,
    Step,
    WeekEntry,
)
from rules.case.events.closing import CaseClosed, CaseReopened, FollowedUp, HandedOver, LegalHold, LegalHoldEnded
from rules.case.events.decided import (
    ChildWelfareWeighed,
    Concern,
    Decided,
    DeregistrationAssessed,
    FormalDecisionNoted,
    Informed,
    InquiryOpened,
    LeaderTalked,
    LogWritten,
    NoteWritten,
    NurseOffered,
    SafeEnvironmentDecided,
    StationSkipped,
    Verdict,
    Whom,
)
from rules.case.events.event import Event
from rules.case.events.mapping import (
    AnswerGiven,
    AnswerKind,
    FactorTicked,
    Graded,
    InformantDeclined,
    SheetOpened,
    SheetsSent,
)
from rules.case.events.meetings import (
    MeetingCancelled,
    MeetingHeld,
    MeetingKind,
    MeetingReminded,
    MeetingSet,
    MinutesWritten,
    Participant,
    Way,
    WayChosen,
)
from rules.case.events.school import LeaderReviewed, TeamMet, WeeklyChecked, Yearly, YearlyDone
from rules.case.events.seen import (
    About,
    CertificateReceived,
    ContactMade,
    DifficultyTold,
    DistressSeen,
    Ground,
    How,
    TalkHeld,
)
from rules.case.events.sharing import (
    CaseGiven,
    CaseTakenBack,
    ConsentGiven,
    ConsentWithdrawn,
    Disclosed,
    GlassBroken,
    Referred,
)
from rules.case.events.tasks import TaskDone, TaskFor, TaskGiven
from rules.case.events.team import (
    Because,
    TeamCalled,
    TeamCalledOff,
    TeamClosed,
    TeamEvent,
    TeamItem,
    TeamItemOut,
    TeamKind,
    TeamLine,
    TeamMoved,
    TeamOpened,
    TeamTalked,
)

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
    | TeamCalled
    | TeamCalledOff
    | TaskGiven
    | TaskDone
)
"""Everything that can stand among the school's meetings; a sheet there is the school's own checklist (appendix 7)."""

__all__ = [
    "About", "AgreementSigned", "AgreementStarted", "AnswerGiven", "AnswerKind", "Because", "CaseClosed",
    "CaseEvent", "CaseGiven", "CaseReopened", "CaseTakenBack", "CertificateReceived", "ChildWelfareWeighed",
    "Concern", "ConsentGiven", "ConsentWithdrawn", "ContactMade", "Contingency", "Deadline", "Decided", "Departure",
    "DeregistrationAssessed", "DifficultyTold", "Disclosed", "DistressSeen", "Evaluated", "Evaluation", "Event",
    "FactorTicked", "FollowedUp", "FormalDecisionNoted", "GlassBroken", "Goal", "Graded", "Ground", "HandedOver",
    "How", "InformantDeclined", "Informed", "InquiryOpened", "LeaderReviewed", "LeaderTalked", "LegalHold",
    "LegalHoldEnded", "LogWritten", "Measure", "MeasuresStarted", "MeetingCancelled", "MeetingHeld", "MeetingKind",
    "MeetingReminded", "MeetingSet", "MinutesWritten", "NextMeeting", "NoteWritten", "NurseOffered", "Outcome",
    "Part", "PartRemoved", "PartSet", "Participant", "Party", "PlanBFollowed", "Referred", "Repeats",
    "Responsibility", "ResponsibilityDone", "SafeEnvironmentDecided", "SchoolEvent", "SheetOpened", "SheetsSent",
    "Signature", "StationSkipped", "Step", "StepChanged", "TalkHeld", "TaskDone", "TaskFor", "TaskGiven",
    "TeamCalled", "TeamCalledOff",
    "TeamClosed", "TeamEvent", "TeamItem", "TeamItemOut", "TeamKind", "TeamLine", "TeamMet", "TeamMoved",
    "TeamOpened", "TeamTalked", "Verdict", "Way", "WayChosen", "WeekEntry", "WeeklyChecked", "Whom", "Yearly",
    "YearlyDone",
]  # fmt: skip
