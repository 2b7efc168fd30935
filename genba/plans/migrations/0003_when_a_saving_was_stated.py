from typing import Any

from django.db import migrations, models
from django.utils import timezone


def from_the_trail(apps: Any, schema_editor: Any) -> None:
    """A saving that is stated already was stated when the trail says so last."""
    action, event = apps.get_model("plans", "Action"), apps.get_model("audit", "Event")
    for row in action.objects.filter(actual_saving__isnull=False, saving_on=None).iterator():
        said = event.objects.filter(noun="action", code=row.code, verb="save").order_by("-pk").first()
        row.saving_on = timezone.localdate(said.at) if said else row.proposed_on
        row.save(update_fields=["saving_on"])


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_first"),
        ("plans", "0002_team_photos_and_checked_savings"),
    ]

    operations = [
        migrations.AddField(model_name="action", name="saving_on", field=models.DateField(null=True)),
        migrations.RunPython(from_the_trail, migrations.RunPython.noop),
    ]
