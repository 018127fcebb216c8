import datetime

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("workstreams", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", models.DateField(verbose_name="first day of the month")),
                ("version", models.PositiveSmallIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("due", "Due, not frozen yet"),
                            ("frozen", "Frozen, draft being made"),
                            ("ready", "Draft, waiting for approval"),
                            ("held", "Held, not approved in time"),
                            ("approved", "Approved, final being made"),
                            ("final", "Final, not issued yet"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("sent_with_failures", "Sent, not to everybody"),
                            ("failed", "Could not be made"),
                            ("superseded", "Replaced by a later version"),
                        ],
                        default="due",
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="in this state since")),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                (
                    "note",
                    models.TextField(
                        blank=True, verbose_name="why this version replaces the one before"
                    ),
                ),
                (
                    "fresh_facts",
                    models.BooleanField(
                        default=False, verbose_name="freeze again, though the period is frozen"
                    ),
                ),
                ("holder", models.CharField(blank=True, max_length=80)),
                ("attempt", models.PositiveSmallIntegerField(default=0)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("error", models.TextField(blank=True)),
                ("failed_from", models.CharField(blank=True, max_length=20)),
                (
                    "imprint",
                    models.JSONField(
                        blank=True, default=dict, verbose_name="what approval wrote on it"
                    ),
                ),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("issued_at", models.DateTimeField(blank=True, null=True)),
                ("draft", models.FileField(blank=True, max_length=200, upload_to="reports/")),
                ("draft_sha256", models.CharField(blank=True, max_length=64)),
                ("final", models.FileField(blank=True, max_length=200, upload_to="reports/")),
                ("final_sha256", models.CharField(blank=True, max_length=64)),
                ("pages", models.PositiveSmallIntegerField(default=0)),
                ("size", models.PositiveIntegerField(default=0, verbose_name="bytes")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions_approved",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="workstreams.board",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="reports.edition",
                    ),
                ),
            ],
            options={
                "ordering": ["-period", "board__name", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("board", "period", "version"),
                        name="edition_one_per_board_period_and_version",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "superseded"), _negated=True),
                        fields=("board", "period"),
                        name="edition_one_in_force_per_board_and_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period__day", 1)),
                        name="edition_period_is_the_first_of_a_month",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["final", "sending", "sent", "sent_with_failures"]),
                                _negated=True,
                            ),
                            models.Q(
                                ("approved_at__isnull", False),
                                models.Q(("final_sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="edition_is_approved_before_it_is_issued",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                ("email", models.EmailField(max_length=254)),
                (
                    "purpose",
                    models.CharField(
                        choices=[("report", "the report")], default="report", max_length=12
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("transmitting", "Being sent"),
                            ("sent", "Sent"),
                            ("retry_wait", "Waiting to try again"),
                            ("refused", "Refused"),
                            ("failed", "Failed"),
                            ("unknown", "Unknown"),
                            ("cancelled", "Cancelled"),
                            ("bounced", "Bounced"),
                        ],
                        default="queued",
                        max_length=12,
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="in this state since")),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("holder", models.CharField(blank=True, max_length=80)),
                ("attempt", models.PositiveSmallIntegerField(default=0)),
                ("first_try_at", models.DateTimeField(blank=True, null=True)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                (
                    "begun_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="DATA begun"),
                ),
                ("try_at", models.DateTimeField(blank=True, null=True, verbose_name="not before")),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("reply", models.TextField(blank=True, verbose_name="the mail server's words")),
                (
                    "sha256",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="of the attachment that was sent"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="reports.edition",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "deliveries",
                "ordering": ["edition_id", "name", "id"],
                "indexes": [
                    models.Index(fields=["state", "try_at"], name="delivery_by_state_and_time")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "email", "purpose"),
                        name="delivery_one_per_edition_recipient_and_purpose",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "transmitting"), _negated=True),
                            ("lease_until__isnull", False),
                            _connector="OR",
                        ),
                        name="delivery_being_sent_has_a_lease",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSchedule",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("nth_working_day", "n-th working day of the month after"),
                            ("last_working_day", "last working day of the month"),
                            ("before_meeting", "n days before the meeting in the month after"),
                        ],
                        default="nth_working_day",
                        max_length=20,
                    ),
                ),
                (
                    "n",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="which working day, or days before the meeting"
                    ),
                ),
                (
                    "at",
                    models.TimeField(
                        default=datetime.time(8, 0), verbose_name="hour of the day, in London"
                    ),
                ),
                (
                    "meeting_week",
                    models.PositiveSmallIntegerField(
                        default=4, verbose_name="week of the month the board meets in"
                    ),
                ),
                (
                    "meeting_weekday",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="day of the week, Monday is 0"
                    ),
                ),
                ("starts", models.DateField(verbose_name="first period, its first day")),
                (
                    "grace_hours",
                    models.PositiveSmallIntegerField(
                        default=72, verbose_name="hours to approve before the report is held"
                    ),
                ),
                (
                    "issue_by_hand",
                    models.BooleanField(
                        default=False, verbose_name="approving does not send; somebody issues it"
                    ),
                ),
                ("active", models.BooleanField(default=True)),
                ("history_change_reason", models.TextField(blank=True, default="", null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.board",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical schedule",
                "verbose_name_plural": "historical schedules",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Schedule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("nth_working_day", "n-th working day of the month after"),
                            ("last_working_day", "last working day of the month"),
                            ("before_meeting", "n days before the meeting in the month after"),
                        ],
                        default="nth_working_day",
                        max_length=20,
                    ),
                ),
                (
                    "n",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="which working day, or days before the meeting"
                    ),
                ),
                (
                    "at",
                    models.TimeField(
                        default=datetime.time(8, 0), verbose_name="hour of the day, in London"
                    ),
                ),
                (
                    "meeting_week",
                    models.PositiveSmallIntegerField(
                        default=4, verbose_name="week of the month the board meets in"
                    ),
                ),
                (
                    "meeting_weekday",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="day of the week, Monday is 0"
                    ),
                ),
                ("starts", models.DateField(verbose_name="first period, its first day")),
                (
                    "grace_hours",
                    models.PositiveSmallIntegerField(
                        default=72, verbose_name="hours to approve before the report is held"
                    ),
                ),
                (
                    "issue_by_hand",
                    models.BooleanField(
                        default=False, verbose_name="approving does not send; somebody issues it"
                    ),
                ),
                ("active", models.BooleanField(default=True)),
                (
                    "board",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="schedule",
                        to="workstreams.board",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("starts__day", 1)),
                        name="schedule_starts_on_the_first_of_a_month",
                        violation_error_message="A schedule starts with a whole month.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("n__gte", 1), ("n__lte", 15)),
                        name="schedule_n_is_1_to_15",
                        violation_error_message="Choose a day from 1 to 15.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("meeting_week__gte", 1),
                            ("meeting_week__lte", 5),
                            ("meeting_weekday__gte", 0),
                            ("meeting_weekday__lte", 6),
                        ),
                        name="schedule_meeting_is_a_day_of_a_month",
                        violation_error_message="A board meets in week 1 to 5, on day 0 (Monday) to 6.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", models.DateField(verbose_name="first day of the month")),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("schema", models.PositiveSmallIntegerField()),
                ("as_at", models.DateField()),
                ("taken_at", models.DateTimeField()),
                ("body", models.TextField(verbose_name="canonical JSON")),
                ("sha256", models.CharField(max_length=64)),
                ("ratings", models.JSONField(default=dict)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to="workstreams.programme",
                    ),
                ),
            ],
            options={
                "ordering": ["programme_id", "period", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "period", "number"),
                        name="snapshot_one_per_programme_period_and_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period__day", 1)),
                        name="snapshot_period_is_the_first_of_a_month",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("branches", models.JSONField(blank=True, default=list)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="reports.edition",
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="later_parts",
                        to="reports.snapshot",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="reports.snapshot",
                    ),
                ),
            ],
            options={
                "ordering": ["edition_id", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "position"), name="edition_part_one_per_position"
                    ),
                    models.UniqueConstraint(
                        fields=("edition", "snapshot"), name="edition_part_one_per_snapshot"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Transition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("was", models.CharField(blank=True, max_length=20)),
                ("now", models.CharField(max_length=20)),
                ("attempt", models.PositiveSmallIntegerField(default=0)),
                ("holder", models.CharField(blank=True, max_length=80)),
                ("words", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="transitions",
                        to="reports.delivery",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="transitions",
                        to="reports.edition",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "indexes": [
                    models.Index(fields=["edition", "-at"], name="transition_by_edition_and_time")
                ],
            },
        ),
    ]
