"""Roles are data: a name, why it exists, what it may do, and how its people sign in."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from genba.access.permissions import Permission as P


@dataclass(frozen=True)
class Role:
    slug: str
    name: Promise
    why: Promise
    permissions: frozenset[P]
    scopes: tuple[str, ...]  # the kinds of scope it is granted in
    is_staff: bool = False  # signs in with e-mail, password and a second factor
    home: str = "home"  # the url name of the page where its day begins


READS = frozenset({P.ENTERPRISE_READ, P.ENGAGEMENT_READ, P.OBSERVATION_READ, P.WORKSHOP_READ, P.PLAN_READ, P.TEAM_READ,
                   P.VISIT_READ, P.SHEET_READ})  # fmt: skip
PEOPLE = frozenset({P.PERSON_READ, P.PERSON_REGISTER})
FIELD = frozenset({P.BASELINE_TAKE, P.OBSERVATION_RECORD, P.ATTENDANCE_MARK, P.PLAN_EDIT, P.PLAN_DECIDE, P.PLAN_COMMENT,
                   P.TEAM_FORM, P.MEETING_WRITE, P.VISIT_REPORT, P.PASS_ISSUE, P.RECORD_SEND, P.RECORD_SETTLE, P.FINDING_SETTLE})  # fmt: skip
COLLEAGUES = frozenset({P.COHORT_READ, P.TRAINER_READ, P.REVIEW_READ, P.DEVICE_READ, P.FINDING_READ})
OFFICE = READS | PEOPLE | COLLEAGUES | {P.PROGRAMME_READ, P.PROVIDER_READ, P.SPONSORED_READ, P.FRAMEWORK_READ, P.CONSENT_READ, P.TASK_READ, P.APPLICATION_READ,
                                        P.OFFER_READ, P.PAYROLL_READ, P.PULSE_READ, P.STORY_READ, P.REPORT_READ}  # fmt: skip
# What whoever runs the work of a country or a provider does, from the first call to close-out.
RUNS = frozenset({P.ENTERPRISE_REGISTER, P.ENTERPRISE_EDIT, P.PAYROLL_READ, P.PAYROLL_TELL, P.APPLICATION_READ, P.APPLICATION_ANSWER, P.OFFER_READ, P.OFFER_MAKE,
                  P.ENGAGEMENT_OPEN, P.COHORT_PLAN, P.TRAINER_EDIT, P.CERTIFICATE_RECORD, P.WORKSHOP_PLAN, P.VISIT_PLAN,
                  P.REVIEW_DECIDE, P.PERIOD_LOCK, P.COMPLETION_CONFIRM, P.PULSE_READ, P.PULSE_SEND, P.PULSE_ANSWER, P.IMPORT_RUN,
                  P.TOKEN_MAKE, P.DEVICE_WITHDRAW, P.RECORD_SETTLE, P.FINDING_SETTLE, P.VERIFICATION_RECORD})  # fmt: skip
TRAINS = (
    READS | PEOPLE | FIELD | COLLEAGUES | {P.WORKSHOP_PLAN, P.VISIT_PLAN, P.TRAINER_EDIT, P.PAYROLL_READ, P.PAYROLL_TELL}
)

ROLES: dict[str, Role] = {r.slug: r for r in (
    Role("programme-director", _("Programme director"), _("Answers for the whole programme."),
         OFFICE | FIELD | RUNS | {P.PAYER_NAME, P.STORY_WRITE, P.STORY_PUBLISH, P.FACE_SET, P.PANEL_EXPORT, P.FRAMEWORK_EDIT, P.REPORT_FILE, P.RULE_SET, P.RATE_ENTER, P.MEANING_SETTLE, P.HOLIDAY_EDIT, P.AUDIT_READ, P.VERIFICATION_DRAW}, ("everywhere",), True, "desk:review"),
    Role("country-officer", _("Country officer"), _("Runs the programme in one country and reports its figures."),
         OFFICE | RUNS | {P.PAYER_NAME, P.STORY_WRITE, P.STORY_PUBLISH, P.PANEL_EXPORT, P.FRAMEWORK_EDIT, P.REPORT_FILE, P.RULE_SET, P.RATE_ENTER, P.HOLIDAY_EDIT, P.VERIFICATION_DRAW, P.PASS_ISSUE, P.PLAN_COMMENT}, ("country",), True, "desk:review"),
    Role("provider-coordinator", _("Provider coordinator"),
         _("Plans and follows the work of one provider and its trainers."),
         READS | PEOPLE | FIELD | COLLEAGUES | RUNS | {P.PROVIDER_READ, P.TASK_READ, P.CONSENT_READ}, ("provider",), True, "desk:review"),
    Role("trainer", _("Trainer"), _("Trains and visits the enterprises given to them."), TRAINS, ("self",), True, "field:today"),
    Role("expert-trainer", _("Expert trainer"), _("Trains trainers and reads the work of a provider."),
         TRAINS | {P.SAMPLE_NOTE, P.VERIFICATION_RECORD}, ("self", "provider"), True, "field:today"),
    Role("enterprise-owner", _("Enterprise owner"), _("Sees everything of the own enterprise and decides what others see."),
         READS | PEOPLE | {P.ENTERPRISE_TELL, P.PLAN_EDIT, P.PLAN_DECIDE, P.PLAN_COMMENT, P.TEAM_FORM, P.MEETING_WRITE, P.OBSERVATION_RECORD,
                           P.CONSENT_READ, P.CONSENT_GIVE, P.PASS_ISSUE, P.OFFER_READ, P.OFFER_ACCEPT, P.PAYROLL_READ,
                           P.PAYROLL_TELL, P.PULSE_ANSWER}, ("enterprise",), False, "enterprise:today"),
    Role("team-member", _("Improvement team member"), _("Works on the improvement plan of the own enterprise."),
         READS | {P.PLAN_EDIT, P.PLAN_DECIDE, P.PLAN_COMMENT, P.MEETING_WRITE, P.OBSERVATION_RECORD},
         ("enterprise",), False, "enterprise:today"),
    Role("worker", _("Worker"), _("Sees the sheet and the plan of the own enterprise, and learns."),
         frozenset({P.ENTERPRISE_READ, P.SHEET_READ, P.PLAN_READ, P.PLAN_COMMENT, P.TEAM_READ}),
         ("enterprise",), False, "enterprise:today"),
    Role("brand-officer", _("Brand officer"), _("Sees what suppliers agreed to share with the brand, and nothing else."),
         frozenset({P.SHARED_READ}), ("brand",), True, "portal:suppliers"),
    Role("sponsor-officer", _("Sponsor officer"),
         _("Sees what became of what a ministry, a chamber or a donor pays for, in figures without names."),
         frozenset({P.SPONSORED_READ}), ("sponsor",), True, "portal:sponsored"),
    Role("auditor", _("Auditor"), _("Reads everything and changes nothing."),
         OFFICE - {P.PERSON_REGISTER} | {P.AUDIT_READ}, ("everywhere", "country"), True, "desk:programme"),
)}  # fmt: skip
