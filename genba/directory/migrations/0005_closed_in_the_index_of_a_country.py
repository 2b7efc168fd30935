from django.db import migrations, models


def tell_what_is_closed(apps, _schema_editor):
    """Each that closed and did not come back gets the day on which it closed."""
    events = apps.get_model("directory", "EnterpriseEvent").objects.filter(kind__in=("closed", "reopened"))
    last = {enterprise: (kind, on) for enterprise, kind, on in
            events.order_by("happened_on", "pk").values_list("enterprise_id", "kind", "happened_on")}
    enterprises = apps.get_model("directory", "Enterprise")._base_manager
    for enterprise, (kind, on) in last.items():
        if kind == "closed":
            enterprises.filter(pk=enterprise).update(closed_on=on)


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0004_merged_in_the_index_of_a_country'),
    ]

    operations = [
        migrations.AddField(
            model_name='enterprise',
            name='closed_on',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.RunPython(tell_what_is_closed, migrations.RunPython.noop),
        migrations.RemoveIndex(
            model_name='enterprise',
            name='enterprise_by_country',
        ),
        migrations.AddIndex(
            model_name='enterprise',
            index=models.Index(fields=['country', 'name_key', 'id', 'isic', 'merged_into', 'closed_on'],
                               name='enterprise_by_country'),
        ),
    ]
