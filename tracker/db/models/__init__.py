"""The tables, a file a subject. Importing this module registers them all."""

from tracker.db.models.administration import AdministrationEvent
from tracker.db.models.agreements import (
    Agreement,
    AgreementSection,
    AllocationAmount,
    AllocationRow,
    FindingRow,
    Proposal,
    ProposalCommittee,
    SavingAmount,
    SavingRow,
)
from tracker.db.models.answers import DeadlineRequest, MailAnswer
from tracker.db.models.bounces import Bounce
from tracker.db.models.committees import Committee, CommitteeWord, Succession
from tracker.db.models.listing import AgreementPassage, ListedTask, UnlistedTask
from tracker.db.models.meetings import ClosingDay, Meeting, MeetingImport, MeetingOutcome, RouteStep
from tracker.db.models.people import (
    ApiToken,
    CalendarFeed,
    SavedView,
    Secretary,
    SignInAttempt,
    SignInLink,
    SignInSession,
    User,
)
from tracker.db.models.policies import AbsenceRow, PolicyRule
from tracker.db.models.publication import PublicWording, PublishedAgreement, PublishedTask
from tracker.db.models.reminders import (
    LEDGER_KEY,
    DeliveryHold,
    Lease,
    Message,
    PlanningMark,
    Reminder,
    Surrounding,
    WrittenAhead,
)
from tracker.db.models.review import FindingSeen, ReviewEvent
from tracker.db.models.sheets import SheetImport
from tracker.db.models.tasks import (
    DeadlineVersion,
    Occurrence,
    Task,
    TaskEvent,
    TaskLink,
    TaskOwner,
    TaskSeries,
    TaskStep,
    TaskWait,
)
from tracker.db.models.versions import AgreementVersion, RevisionChange
from tracker.domain.delivery import MessageState, ReminderState
from tracker.domain.review import ProposalState

__all__ = [
    "LEDGER_KEY",
    "AbsenceRow",
    "AdministrationEvent",
    "Agreement",
    "AgreementPassage",
    "AgreementSection",
    "AgreementVersion",
    "AllocationAmount",
    "AllocationRow",
    "ApiToken",
    "Bounce",
    "CalendarFeed",
    "ClosingDay",
    "Committee",
    "CommitteeWord",
    "DeadlineRequest",
    "DeadlineVersion",
    "DeliveryHold",
    "FindingRow",
    "FindingSeen",
    "Lease",
    "ListedTask",
    "MailAnswer",
    "Meeting",
    "MeetingImport",
    "MeetingOutcome",
    "Message",
    "MessageState",
    "Occurrence",
    "PlanningMark",
    "PolicyRule",
    "Proposal",
    "ProposalCommittee",
    "ProposalState",
    "PublicWording",
    "PublishedAgreement",
    "PublishedTask",
    "Reminder",
    "ReminderState",
    "ReviewEvent",
    "RevisionChange",
    "RouteStep",
    "SavedView",
    "SavingAmount",
    "SavingRow",
    "Secretary",
    "SheetImport",
    "SignInAttempt",
    "SignInLink",
    "SignInSession",
    "Succession",
    "Surrounding",
    "Task",
    "TaskEvent",
    "TaskLink",
    "TaskOwner",
    "TaskSeries",
    "TaskStep",
    "TaskWait",
    "UnlistedTask",
    "User",
    "WrittenAhead",
]
