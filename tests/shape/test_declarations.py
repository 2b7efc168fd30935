"""Every stored field says who may read it; every migration is made."""

import io

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Model

from genba.kit.privacy import declaration

OURS = [m for m in apps.get_models() if m.__module__.startswith("genba.")]
# Keys and codes identify rows; what they are about is declared in the fields beside them.
STRUCTURE = {"id", "code"}


@pytest.mark.parametrize("model", OURS, ids=lambda m: m.__name__)
def test_every_field_declares_its_privacy(model: type[Model]) -> None:
    stored = {f.name for f in model._meta.concrete_fields if not f.is_relation} - STRUCTURE

    assert stored == set(declaration(model)), "declare each stored field in `privacy`, and only those"


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, stdout=io.StringIO())
