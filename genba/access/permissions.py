"""Every deed that needs leave, by name. docs/permissions.md is generated from here and from the roles."""

from enum import StrEnum


class Permission(StrEnum):
    PROGRAMME_READ = "programme:read"
    FRAMEWORK_READ = "framework:read"
    FRAMEWORK_EDIT = "framework:edit"
    ENTERPRISE_READ = "enterprise:read"
    ENTERPRISE_REGISTER = "enterprise:register"
    ENTERPRISE_EDIT = "enterprise:edit"
    PERSON_READ = "person:read"
    PERSON_REGISTER = "person:register"
    ENGAGEMENT_READ = "engagement:read"
    ENGAGEMENT_OPEN = "engagement:open"
    COMPLETION_CONFIRM = "completion:confirm"
    BASELINE_TAKE = "baseline:take"
    OBSERVATION_READ = "observation:read"
    OBSERVATION_RECORD = "observation:record"
    WORKSHOP_READ = "workshop:read"
    WORKSHOP_PLAN = "workshop:plan"
    ATTENDANCE_MARK = "attendance:mark"
    PLAN_READ = "plan:read"
    PLAN_EDIT = "plan:edit"
    PLAN_DECIDE = "plan:decide"
    VISIT_READ = "visit:read"
    VISIT_REPORT = "visit:report"
    SHEET_READ = "sheet:read"
    CONSENT_READ = "consent:read"
    CONSENT_GIVE = "consent:give"
    SHARED_READ = "shared:read"
    IMPORT_RUN = "import:run"
    TASK_READ = "task:read"
    PASS_ISSUE = "pass:issue"  # noqa: S105 no password
    TOKEN_MAKE = "token:make"  # noqa: S105 no password
    AUDIT_READ = "audit:read"
