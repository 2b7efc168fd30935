"""One-click sign-in exists in a demonstration, and nowhere else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from genba.access.roles import ROLES

PROGRAM = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0); call_command("createcachetable", verbosity=0)
from django.test import Client
from genba.access.actions import users
from genba.audit.actions import SYSTEM
who = users.add(by=SYSTEM, name="Maya Muster", email="maya@example.org")
users.give(by=SYSTEM, user=who, role="provider-coordinator", scope_kind="provider", scope_id=1)
client = Client(headers={"host": "localhost"})
secure = {"secure": True}
front = client.get("/", **secure).content.decode()
client.get("/demo/provider-coordinator/", **secure)
print("offered" if "/demo/provider-coordinator/" in front else "not offered",
      "signed in" if "_auth_user_id" in client.session else "outside",
      client.get("/demo/worker/", **secure).status_code)
"""


def told(home: Path, **environment: str) -> str:
    """What a server of its own says, started with these settings."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GENBA_")}
    whole = {**kept, "GENBA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "genba.settings", **environment}
    (home / "static").mkdir()
    answer = subprocess.run([sys.executable, "-c", PROGRAM.replace("import django; django.setup()", PLAIN)], env=whole,
                            capture_output=True, text=True)  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.strip()


PLAIN = """
import django; from django.conf import settings
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
django.setup()
"""


def test_a_demonstration_offers_each_role_and_signs_in_by_one_click(tmp_path: Path) -> None:
    assert told(tmp_path, GENBA_DEMO="1") == "offered signed in 404"


def test_production_makes_it_impossible_whatever_else_is_set(tmp_path: Path) -> None:
    production = {"GENBA_PRODUCTION": "1", "GENBA_SECRET_KEY": "x" * 60, "GENBA_HOSTS": "localhost"}

    assert told(tmp_path, GENBA_DEMO="1", **production) == "not offered outside 404"


@pytest.mark.parametrize("role", list(ROLES))
def test_outside_a_demonstration_the_address_does_not_exist(client: Client, db: None, role: str) -> None:
    assert client.post(f"/demo/{role}/").status_code == 404
