"""Supplements to packs. A pack from before says which item each of its papers belongs to, and nothing else of them."""

import django.db.models.deletion
from django.db import migrations, models


def name_the_items(apps, schema_editor):
    """Packs from before keep their pages; their papers have no key, so a supplement takes each for replaced."""
    items = apps.get_model("meetings", "AgendaItem").objects
    for pack in apps.get_model("meetings", "Pack").objects.all():
        for entry in pack.contents:
            item = items.filter(session__meeting=pack.meeting_id, title=entry["title"]).first()
            entry["item"], entry["gone"] = item.pk if item else 0, []
            for paper in entry["papers"]:
                paper["key"], paper["replaces"] = "", None
        pack.save(update_fields=["contents"])


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
        ("meetings", "0006_meeting_record"),
    ]

    operations = [
        migrations.RunPython(name_the_items, migrations.RunPython.noop),
        migrations.AddField(
            model_name="pack",
            name="adds_to",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="supplements", to="meetings.pack"
            ),
        ),
        migrations.AddField(
            model_name="pack",
            name="pages_before",
            field=models.PositiveSmallIntegerField(default=0, help_text="How many pages there were before its first."),
        ),
        migrations.AddField(
            model_name="pack",
            name="supplement",
            field=models.PositiveSmallIntegerField(default=0, help_text="0 for a whole pack, else which addition to it this is."),
        ),
        migrations.AddConstraint(
            model_name="pack",
            constraint=models.UniqueConstraint(fields=("adds_to", "supplement"), name="meetings_supplement_once"),
        ),
        migrations.AddConstraint(
            model_name="pack",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("adds_to__isnull", True), ("pages_before", 0), ("supplement", 0)),
                    models.Q(("adds_to__isnull", False), ("supplement__gt", 0)),
                    _connector="OR",
                ),
                name="meetings_supplement_adds_to_a_pack",
            ),
        ),
    ]
