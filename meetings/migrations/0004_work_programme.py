"""The work programme: topics with their homes, and the slots of a year."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("board", "0002_fill_principles"),
        ("meetings", "0003_notice"),
        ("performance", "0001_initial"),
        ("voice", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalTopic",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("home", models.CharField(choices=[("board", "the board"), ("scrutiny", "scrutiny"), ("both", "both")], max_length=8)),
                ("reason", models.CharField(max_length=250)),
                ("scrutiny_on", models.DateField(blank=True, help_text="When scrutiny takes it, if that is known.", null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="board.body",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "year",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="board.municipalyear",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical topic",
                "verbose_name_plural": "historical topics",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("home", models.CharField(choices=[("board", "the board"), ("scrutiny", "scrutiny"), ("both", "both")], max_length=8)),
                ("reason", models.CharField(max_length=250)),
                ("scrutiny_on", models.DateField(blank=True, help_text="When scrutiny takes it, if that is known.", null=True)),
                ("body", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="topics", to="board.body")),
                ("year", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="topics", to="board.municipalyear")),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=160)),
                (
                    "kind",
                    models.CharField(
                        choices=[("report", "report"), ("performance", "performance"), ("issue", "issue"), ("voice", "voice")],
                        max_length=12,
                    ),
                ),
                ("theme", models.CharField(blank=True, max_length=100)),
                ("minutes_planned", models.PositiveSmallIntegerField(default=15)),
                ("spare", models.BooleanField(default=False, help_text="Kept open for what young people raise.")),
                (
                    "came_from",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("voice", "what children told us"),
                            ("figure", "what a figure says"),
                            ("recommendation", "a recommendation"),
                            ("statutory", "what the law asks for"),
                            ("scrutiny", "a request from scrutiny"),
                            ("board", "the board’s own idea"),
                        ],
                        max_length=14,
                    ),
                ),
                ("source_note", models.CharField(blank=True, max_length=160)),
                ("body", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="slots", to="board.body")),
                (
                    "carried_from",
                    models.OneToOneField(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="carried_to", to="meetings.slot"
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="followed_by", to="meetings.slot"
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="slots", to="performance.indicator"
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="slot", to="meetings.agendaitem"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="slots", to="meetings.meeting"
                    ),
                ),
                (
                    "said_theme",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="slots", to="voice.theme"
                    ),
                ),
                ("year", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="slots", to="board.municipalyear")),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="slots", to="meetings.topic"
                    ),
                ),
            ],
            options={
                "ordering": ["meeting__starts_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSlot",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("title", models.CharField(max_length=160)),
                (
                    "kind",
                    models.CharField(
                        choices=[("report", "report"), ("performance", "performance"), ("issue", "issue"), ("voice", "voice")],
                        max_length=12,
                    ),
                ),
                ("theme", models.CharField(blank=True, max_length=100)),
                ("minutes_planned", models.PositiveSmallIntegerField(default=15)),
                ("spare", models.BooleanField(default=False, help_text="Kept open for what young people raise.")),
                (
                    "came_from",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("voice", "what children told us"),
                            ("figure", "what a figure says"),
                            ("recommendation", "a recommendation"),
                            ("statutory", "what the law asks for"),
                            ("scrutiny", "a request from scrutiny"),
                            ("board", "the board’s own idea"),
                        ],
                        max_length=14,
                    ),
                ),
                ("source_note", models.CharField(blank=True, max_length=160)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="board.body",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="performance.indicator",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "said_theme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="voice.theme",
                    ),
                ),
                (
                    "year",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="board.municipalyear",
                    ),
                ),
                (
                    "carried_from",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.slot",
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.slot",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical slot",
                "verbose_name_plural": "historical slots",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.UniqueConstraint(fields=("body", "year", "name"), name="meetings_topic_once"),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(("home__in", ["board", "scrutiny", "both"])),
                name="meetings_topic_home_choice",
                violation_error_message="Choose one of the options for home.",
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.CheckConstraint(
                condition=models.Q(("said_theme__isnull", True), ("came_from", "voice"), _connector="OR"),
                name="meetings_slot_theme_is_voice",
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.CheckConstraint(
                condition=models.Q(("indicator__isnull", True), ("came_from", "figure"), _connector="OR"),
                name="meetings_slot_figure_is_figure",
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.CheckConstraint(
                condition=models.Q(("spare", False), ("kind", "voice"), _connector="OR"), name="meetings_slot_spare_is_voice"
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["report", "performance", "issue", "voice"])),
                name="meetings_slot_kind_choice",
                violation_error_message="Choose one of the options for kind.",
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.CheckConstraint(
                condition=models.Q(("came_from__in", ["voice", "figure", "recommendation", "statutory", "scrutiny", "board", ""])),
                name="meetings_slot_came_from_choice",
                violation_error_message="Choose one of the options for came from.",
            ),
        ),
    ]
