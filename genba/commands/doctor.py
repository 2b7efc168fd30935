"""`genba doctor`: is everything in order, and if not, what to do."""

import argparse
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from genba.commands import Answer
from genba.kit import kept
from genba.kit.models import Task

NAME = "doctor"
HELP = "Check settings, database, storage, fonts, modules and outbox, and say what to do."
FONTS = {f"{family}-{weight}.ttf" for family in ("NotoSans", "Vazirmatn") for weight in ("Regular", "Bold")}
Finding = tuple[str, bool, str]  # what was looked at, whether it is well, what was seen or what to do


def arguments(parser: argparse.ArgumentParser) -> None:
    """No options of its own."""


def run(options: argparse.Namespace) -> Answer:
    """Exit code 0 only when all is well."""
    found = [finding for look in CHECKS for finding in look()]
    lines = [f"{'ok   ' if well else 'LOOK '} {what}: {said}" for what, well, said in found]
    data = [{"what": w, "ok": ok, "says": s} for w, ok, s in found]
    return Answer("\n".join(lines), {"checks": data}, 0 if all(ok for _, ok, _ in found) else 1)


def settings_are_safe() -> Iterator[Finding]:
    if settings.PRODUCTION:
        yield (
            "names",
            bool(settings.ALLOWED_HOSTS),
            "set GENBA_HOSTS" if not settings.ALLOWED_HOSTS else ", ".join(settings.ALLOWED_HOSTS),
        )
        yield "mail", hasattr(settings, "EMAIL_HOST"), "set GENBA_MAIL_URL, or nobody can set a new password" \
            if not hasattr(settings, "EMAIL_HOST") else settings.EMAIL_HOST  # fmt: skip
    mode = (
        "production"
        if settings.PRODUCTION
        else "demonstration"
        if settings.DEMO
        else "development; set GENBA_PRODUCTION=1 for real use"
    )
    yield "mode", True, mode


def database_answers() -> Iterator[Finding]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception as error:  # whatever it is, the doctor says it instead of falling ill
        yield "database", False, f"does not answer ({type(error).__name__}); look at GENBA_DATABASE_URL"
        return
    yield "database", True, connection.vendor
    try:
        call_command("migrate", check=True, verbosity=0, interactive=False)
        yield "tables", True, "up to date"
    except SystemExit:
        yield "tables", False, "not up to date; run: genba up --only-set-up"


def storage_can_be_written() -> Iterator[Finding]:
    try:
        settings.HOME.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.HOME):
            pass
        free = shutil.disk_usage(settings.HOME).free / 2**30
        yield "storage", free > 1, f"{settings.HOME}, {free:.0f} GB free" + ("" if free > 1 else "; make room")
    except OSError:
        yield "storage", False, f"cannot write to {settings.HOME}; set GENBA_HOME to a folder of yours"


def bucket_answers() -> Iterator[Finding]:
    bucket = settings.STORAGES["default"].get("OPTIONS", {}).get("bucket_name")
    if not bucket:
        return
    try:
        kept.put("doctor", b"well")
        is_well = kept.read("doctor") == b"well"
        default_storage.delete("doctor")
        yield "bucket", is_well, bucket
    except Exception as error:  # whatever it is, the doctor says it instead of falling ill
        yield "bucket", False, f"cannot write to {bucket} ({type(error).__name__}); look at GENBA_STORAGE_URL"


def fonts_are_there() -> Iterator[Finding]:
    shipped = {f.name for f in (settings.PACKAGE / "kit" / "fonts").glob("*.ttf")}
    missing = FONTS - shipped
    said = f"{len(shipped)} shipped" if not missing else f"{', '.join(sorted(missing))} not there; install genba again"
    yield "fonts", not missing, said


def modules_are_complete() -> Iterator[Finding]:
    from genba.curriculum import check

    folders = (
        [f for f in sorted(settings.MODULES.iterdir()) if (f / "module.yaml").exists()] if settings.MODULES.is_dir() else []
    )
    if not folders:
        yield "modules", False, f"none in {settings.MODULES}; set GENBA_MODULES"
    for folder in folders:
        found = check(folder)
        yield (
            f"module {folder.name}",
            not found,
            "complete" if not found else f"{len(found)} findings; run: genba modules check {folder}",
        )


def outbox_is_drained() -> Iterator[Finding]:
    try:
        late = Task.objects.filter(finished_at=None, due_at__lt=timezone.now() - timedelta(minutes=10)).count()
    except Exception:  # no table yet: the finding about tables says what to do
        return
    yield "outbox", late == 0, "nothing late" if late == 0 else f"{late} late; is `genba work` running?"


def rows_are_of_known_modules() -> Iterator[Finding]:
    """Engagements and values of a module or a KPI that is in no package are counted nowhere that needs its definition."""
    from genba.observations.models import Observation
    from genba.programmes.curricula import curriculum
    from genba.programmes.models import Engagement

    try:
        slugs = {name for m in curriculum().modules for name in (m.slug, *m.formerly)}
        codes = {name for k in curriculum().indicators for name in (k.code, *k.formerly)}
        strange = Engagement.objects.exclude(module__in=slugs)
        values = Observation.objects.exclude(indicator__in=codes)
        found = {"engagements": (strange.count(), strange.values_list("module", flat=True)),
                 "values": (values.count(), values.values_list("indicator", flat=True))}  # fmt: skip
    except Exception:  # no table yet, or a package that cannot be read: their own findings say what to do
        return
    for what, (n, names) in found.items():
        said = "all of known modules and KPIs" if not n else (
            f"{n} of {', '.join(sorted(set(names.order_by().distinct()))[:5])}, which no package has; put the package back, "
            "or name it in `formerly:` of what it is called now")  # fmt: skip
        yield what, n == 0, said


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    settings_are_safe, database_answers, storage_can_be_written, bucket_answers, fonts_are_there, modules_are_complete,
    rows_are_of_known_modules, outbox_is_drained,
)  # fmt: skip
