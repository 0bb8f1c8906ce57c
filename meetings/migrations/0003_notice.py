"""Notice of meetings: the days that do not count, each count with its files, the chair's urgency; sealed by the database."""

import datetime

import django.contrib.postgres.constraints
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import cpboard.core.models

SEALED = ("noticegiven", "noticepaper", "urgency")
SEAL = "".join(
    f"CREATE TRIGGER meetings_{table}_sealed BEFORE UPDATE OR DELETE ON meetings_{table} FOR EACH ROW EXECUTE FUNCTION meetings_refuse();\n"
    for table in SEALED
)
UNSEAL = "".join(f"DROP TRIGGER meetings_{table}_sealed ON meetings_{table};\n" for table in SEALED)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
        ("meetings", "0002_seal_the_record"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="opened_at",
            field=models.DateTimeField(blank=True, help_text="When it was added, if the agenda was out already.", null=True),
        ),
        migrations.AddField(
            model_name="historicalagendaitem",
            name="opened_at",
            field=models.DateTimeField(blank=True, help_text="When it was added, if the agenda was out already.", null=True),
        ),
        migrations.CreateModel(
            name="HistoricalOfficeCalendar",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "strict",
                    models.BooleanField(
                        default=True, help_text="What goes out when the offices are closed counts from the next working day."
                    ),
                ),
                ("closes_at", models.TimeField(default=datetime.time(17, 0))),
                ("agenda_days", models.PositiveSmallIntegerField(default=20, help_text="Working days before the last day to publish.")),
                ("drafts_days", models.PositiveSmallIntegerField(default=10)),
                ("finals_days", models.PositiveSmallIntegerField(default=2)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "historical office calendar",
                "verbose_name_plural": "historical office calendars",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="NoticeGiven",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("agenda", "the agenda went out"),
                            ("moved", "the meeting was moved"),
                            ("changed", "the agenda was changed"),
                            ("report", "a report was added"),
                        ],
                        max_length=8,
                    ),
                ),
                ("out_at", models.DateTimeField(help_text="From when it was open to inspection.")),
                ("counts_from", models.DateField(help_text="The day that counts as the day of publication.")),
                ("meeting_on", models.DateField()),
                ("clear_days", models.PositiveSmallIntegerField()),
                (
                    "regime",
                    models.CharField(
                        choices=[
                            ("part_va", "Committee: Part VA of the Local Government Act 1972 applies"),
                            ("voluntary_public", "Not a committee, but it chooses to meet in public"),
                            ("private", "Private: nothing is published unless somebody releases it"),
                        ],
                        max_length=20,
                    ),
                ),
                ("strict", models.BooleanField()),
                ("closes_at", models.TimeField()),
                ("days_off", models.JSONField(default=list, help_text="Holidays and closure days between: pairs of day and name.")),
                ("by_rule", models.BooleanField(help_text="Whether the list of bank holidays did not reach the meeting.")),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "item",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="meetings.agendaitem"
                    ),
                ),
                ("meeting", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="meetings.meeting")),
            ],
            options={
                "ordering": ["meeting", "at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="NoticePaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.storedfile")),
                ("given", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="meetings.noticegiven")),
                (
                    "item",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="meetings.agendaitem"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="meetings.session"
                    ),
                ),
            ],
            options={
                "ordering": ["given", "position"],
            },
        ),
        migrations.CreateModel(
            name="OfficeCalendar",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "strict",
                    models.BooleanField(
                        default=True, help_text="What goes out when the offices are closed counts from the next working day."
                    ),
                ),
                ("closes_at", models.TimeField(default=datetime.time(17, 0))),
                ("agenda_days", models.PositiveSmallIntegerField(default=20, help_text="Working days before the last day to publish.")),
                ("drafts_days", models.PositiveSmallIntegerField(default=10)),
                ("finals_days", models.PositiveSmallIntegerField(default=2)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="meetings_calendar_one_row"),
                    models.CheckConstraint(
                        condition=models.Q(("agenda_days__gte", models.F("drafts_days")), ("drafts_days__gte", models.F("finals_days"))),
                        name="meetings_calendar_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DayOff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(choices=[("bank_holiday", "one-off bank holiday"), ("closure", "offices closed")], max_length=12),
                ),
                ("name", models.CharField(max_length=80)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("removed_why", models.CharField(blank=True, max_length=250)),
                ("added_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "removed_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "calendar",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="days_off", to="meetings.officecalendar"),
                ),
            ],
            options={
                "verbose_name_plural": "days off",
                "ordering": ["-starts_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Urgency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("circumstances", models.CharField(max_length=250)),
                ("said_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("chair", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="urgencies",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="urgencies", to="meetings.meeting"),
                ),
            ],
            options={
                "ordering": ["meeting", "at", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="noticegiven",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cause", "report"), ("item__isnull", False)),
                    models.Q(models.Q(("cause", "report"), _negated=True), ("item__isnull", True)),
                    _connector="OR",
                ),
                name="meetings_notice_of_item",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticegiven",
            constraint=models.CheckConstraint(
                condition=models.Q(("cause__in", ["agenda", "moved", "changed", "report"])),
                name="meetings_noticegiven_cause_choice",
                violation_error_message="Choose one of the options for cause.",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticegiven",
            constraint=models.CheckConstraint(
                condition=models.Q(("regime__in", ["part_va", "voluntary_public", "private"])),
                name="meetings_noticegiven_regime_choice",
                violation_error_message="Choose one of the options for regime.",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticepaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("item__isnull", False), ("session__isnull", True)),
                    models.Q(("item__isnull", True), ("session__isnull", False)),
                    _connector="OR",
                ),
                name="meetings_noticepaper_one_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticepaper",
            constraint=models.UniqueConstraint(fields=("given", "position"), name="meetings_noticepaper_position_once"),
        ),
        migrations.AddConstraint(
            model_name="dayoff",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                name="meetings_dayoff_starts_on_before_ends_on",
                violation_error_message="The end must not be before the start.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dayoff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("removed_at__isnull", True), ("removed_by__isnull", True)),
                    models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                    _connector="OR",
                ),
                name="meetings_dayoff_removed_at_with_removed_by",
                violation_error_message="Give both removed_at and removed_by, or neither.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dayoff",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                expressions=[(cpboard.core.models.DateRange("starts_on", "ends_on"), "&&")],
                name="meetings_dayoff_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="dayoff",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["bank_holiday", "closure"])),
                name="meetings_dayoff_kind_choice",
                violation_error_message="Choose one of the options for kind.",
            ),
        ),
        migrations.AddConstraint(
            model_name="urgency",
            constraint=models.CheckConstraint(condition=models.Q(("circumstances", ""), _negated=True), name="meetings_urgency_says_why"),
        ),
        migrations.RunSQL(SEAL, UNSEAL),
    ]
