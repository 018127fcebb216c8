import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160, unique=True)),
                ("kind", models.CharField(blank=True, default="", max_length=40)),
            ],
            options={
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="Board",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160, unique=True)),
                ("short_name", models.CharField(blank=True, default="", max_length=40)),
                (
                    "terms",
                    models.TextField(blank=True, default="", verbose_name="terms of reference"),
                ),
                (
                    "reports_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receives_from",
                        to="workstreams.board",
                    ),
                ),
            ],
            options={
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="HistoricalNotice",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                (
                    "address",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="page it leads to"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(blank=True, null=True)),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical notice",
                "verbose_name_plural": "historical notices",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalOrganisation",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(db_index=True, max_length=160)),
                ("kind", models.CharField(blank=True, default="", max_length=40)),
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
                "verbose_name": "historical organisation",
                "verbose_name_plural": "historical organisations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                (
                    "address",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="page it leads to"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-created_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="BoardAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=160, unique=True)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="workstreams.board",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "board aliases",
                "ordering": ("text",),
            },
        ),
        migrations.CreateModel(
            name="HistoricalBoard",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(db_index=True, max_length=160)),
                ("short_name", models.CharField(blank=True, default="", max_length=40)),
                (
                    "terms",
                    models.TextField(blank=True, default="", verbose_name="terms of reference"),
                ),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reports_to",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.board",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical board",
                "verbose_name_plural": "historical boards",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalBoardAlias",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(db_index=True, max_length=160)),
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
                "verbose_name": "historical board alias",
                "verbose_name_plural": "historical board aliases",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalBoardRecipient",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                ("email", models.EmailField(max_length=254)),
                ("active", models.BooleanField(default=True, verbose_name="is sent the report")),
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
                "verbose_name": "historical board recipient",
                "verbose_name_plural": "historical board recipients",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMeeting",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="meets on")),
                ("papers_due", models.DateField(blank=True, null=True)),
                ("place", models.CharField(blank=True, default="", max_length=200)),
                ("cancelled", models.BooleanField(default=False)),
                ("note", models.TextField(blank=True, default="", verbose_name="note")),
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
                "verbose_name": "historical meeting",
                "verbose_name_plural": "historical meetings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="meets on")),
                ("papers_due", models.DateField(blank=True, null=True)),
                ("place", models.CharField(blank=True, default="", max_length=200)),
                ("cancelled", models.BooleanField(default=False)),
                ("note", models.TextField(blank=True, default="", verbose_name="note")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="workstreams.board",
                    ),
                ),
            ],
            options={
                "ordering": ("board", "on"),
                "constraints": [
                    models.UniqueConstraint(fields=("board", "on"), name="meeting_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("papers_due__isnull", True),
                            ("papers_due__lte", models.F("on")),
                            _connector="OR",
                        ),
                        name="papers_due_before_the_meeting",
                        violation_error_message="Papers are due on or before the day of the meeting.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPerson",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "Person"), ("post", "Post"), ("group", "Group")],
                        default="person",
                        max_length=8,
                    ),
                ),
                ("job_title", models.CharField(blank=True, default="", max_length=160)),
                ("email", models.EmailField(blank=True, default="", max_length=254)),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical person",
                "verbose_name_plural": "historical people",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "Person"), ("post", "Post"), ("group", "Group")],
                        default="person",
                        max_length=8,
                    ),
                ),
                ("job_title", models.CharField(blank=True, default="", max_length=160)),
                ("email", models.EmailField(blank=True, default="", max_length=254)),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="workstreams.organisation",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="person",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "people",
                "ordering": ("name", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="person_has_a_name",
                        violation_error_message="A person needs a name.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BoardRecipient",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                ("email", models.EmailField(max_length=254)),
                ("active", models.BooleanField(default=True, verbose_name="is sent the report")),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recipients",
                        to="workstreams.board",
                    ),
                ),
            ],
            options={
                "ordering": ("board", "name", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("board", "email"), name="recipient_once_a_board"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPersonAlias",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=160)),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical person alias",
                "verbose_name_plural": "historical person aliases",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PersonAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=160)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="workstreams.person",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "person aliases",
                "ordering": ("text",),
                "constraints": [
                    models.UniqueConstraint(fields=("person", "text"), name="alias_once_a_person")
                ],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160, unique=True)),
                ("slug", models.SlugField(max_length=80, unique=True)),
                (
                    "purpose",
                    models.TextField(blank=True, default="", verbose_name="what it is for"),
                ),
                ("starts", models.DateField(blank=True, null=True)),
                ("ends", models.DateField(blank=True, null=True)),
                (
                    "declared_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="overall rating, declared",
                    ),
                ),
                (
                    "declared_reason",
                    models.TextField(
                        blank=True, default="", verbose_name="reason for the declared rating"
                    ),
                ),
                ("declared_on", models.DateField(blank=True, null=True)),
                (
                    "declared_savings_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="overall savings rating, declared",
                    ),
                ),
                (
                    "savings_reason",
                    models.TextField(
                        blank=True, default="", verbose_name="reason for the savings rating"
                    ),
                ),
                (
                    "leads_text",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="leads, as typed"
                    ),
                ),
                (
                    "status_date",
                    models.DateField(
                        blank=True, null=True, verbose_name="position as at, in the last sheet"
                    ),
                ),
                (
                    "rules",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        verbose_name="thresholds that differ from the standard",
                    ),
                ),
                ("rules_version", models.PositiveIntegerField(default=1)),
                (
                    "rated_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="ratings are as at"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "manager",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="manages",
                        to="workstreams.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programmes",
                        to="workstreams.organisation",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="workstreams.programme",
                    ),
                ),
                (
                    "sponsor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sponsors",
                        to="workstreams.person",
                    ),
                ),
            ],
            options={
                "ordering": ("name",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True),
                            ("starts__isnull", True),
                            ("ends__gte", models.F("starts")),
                            _connector="OR",
                        ),
                        name="programme_ends_after_it_starts",
                        violation_error_message="The end of a programme is not before its start.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=255)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                (
                    "shape",
                    models.CharField(
                        blank=True, default="", max_length=40, verbose_name="kind of sheet"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checked", "Checked, nothing saved yet"),
                            ("applied", "Saved"),
                            ("discarded", "Discarded"),
                        ],
                        default="checked",
                        max_length=10,
                    ),
                ),
                (
                    "reading",
                    models.JSONField(default=dict, verbose_name="rows, flags and rows left out"),
                ),
                ("chosen", models.JSONField(default=dict, verbose_name="fixes accepted")),
                ("summary", models.JSONField(default=dict, verbose_name="what changed")),
                ("created_at", models.DateTimeField()),
                ("applied_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="import_batches",
                        to="workstreams.programme",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "import batches",
                "ordering": ("-created_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("applied_at__isnull", False), ("state", "applied")),
                            models.Q(
                                models.Q(("state", "applied"), _negated=True),
                                ("applied_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="import_applied_has_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalReportingPeriod",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="first day of the month")),
                ("opens_on", models.DateField()),
                ("deadline", models.DateTimeField(verbose_name="returns due by")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("closed", "Closed")],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical reporting period",
                "verbose_name_plural": "historical reporting periods",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProgramme",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(db_index=True, max_length=160)),
                ("slug", models.SlugField(max_length=80)),
                (
                    "purpose",
                    models.TextField(blank=True, default="", verbose_name="what it is for"),
                ),
                ("starts", models.DateField(blank=True, null=True)),
                ("ends", models.DateField(blank=True, null=True)),
                (
                    "declared_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="overall rating, declared",
                    ),
                ),
                (
                    "declared_reason",
                    models.TextField(
                        blank=True, default="", verbose_name="reason for the declared rating"
                    ),
                ),
                ("declared_on", models.DateField(blank=True, null=True)),
                (
                    "declared_savings_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="overall savings rating, declared",
                    ),
                ),
                (
                    "savings_reason",
                    models.TextField(
                        blank=True, default="", verbose_name="reason for the savings rating"
                    ),
                ),
                (
                    "leads_text",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="leads, as typed"
                    ),
                ),
                (
                    "status_date",
                    models.DateField(
                        blank=True, null=True, verbose_name="position as at, in the last sheet"
                    ),
                ),
                (
                    "rules",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        verbose_name="thresholds that differ from the standard",
                    ),
                ),
                ("rules_version", models.PositiveIntegerField(default=1)),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.organisation",
                    ),
                ),
                (
                    "manager",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.person",
                    ),
                ),
                (
                    "sponsor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.person",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical programme",
                "verbose_name_plural": "historical programmes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalImportBatch",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=255)),
                ("sha256", models.CharField(max_length=64)),
                (
                    "shape",
                    models.CharField(
                        blank=True, default="", max_length=40, verbose_name="kind of sheet"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checked", "Checked, nothing saved yet"),
                            ("applied", "Saved"),
                            ("discarded", "Discarded"),
                        ],
                        default="checked",
                        max_length=10,
                    ),
                ),
                ("chosen", models.JSONField(default=dict, verbose_name="fixes accepted")),
                ("summary", models.JSONField(default=dict, verbose_name="what changed")),
                ("created_at", models.DateTimeField()),
                ("applied_at", models.DateTimeField(blank=True, null=True)),
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
                    "by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical import batch",
                "verbose_name_plural": "historical import batches",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalGlossaryTerm",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("short", models.CharField(max_length=40)),
                ("long", models.CharField(max_length=200)),
                ("meaning", models.TextField(blank=True, default="", verbose_name="meaning")),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical glossary term",
                "verbose_name_plural": "historical glossary terms",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="GlossaryTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("short", models.CharField(max_length=40)),
                ("long", models.CharField(max_length=200)),
                ("meaning", models.TextField(blank=True, default="", verbose_name="meaning")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="workstreams.programme",
                    ),
                ),
            ],
            options={
                "ordering": ("short", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("short"),
                        condition=models.Q(("programme__isnull", True)),
                        name="term_once_everywhere",
                    ),
                    models.UniqueConstraint(
                        models.F("programme"),
                        django.db.models.functions.text.Lower("short"),
                        condition=models.Q(("programme__isnull", False)),
                        name="term_once_a_programme",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportingPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="first day of the month")),
                ("opens_on", models.DateField()),
                ("deadline", models.DateTimeField(verbose_name="returns due by")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("closed", "Closed")],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="periods",
                        to="workstreams.programme",
                    ),
                ),
            ],
            options={
                "ordering": ("programme", "-month"),
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "month"), name="period_once"),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="period_is_its_first_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("state", "open")),
                            models.Q(("closed_at__isnull", False), ("state", "closed")),
                            _connector="OR",
                        ),
                        name="period_closed_has_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Workstream",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "import_key",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                (
                    "source_cell",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="came from"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("outcome", "Outcome"),
                            ("theme", "Theme"),
                            ("workstream", "Workstream"),
                            ("project", "Project"),
                            ("deliverable", "Deliverable"),
                        ],
                        default="workstream",
                        max_length=12,
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        blank=True, default="", max_length=40, verbose_name="printed number"
                    ),
                ),
                ("title", models.CharField(max_length=500)),
                ("short_name", models.CharField(blank=True, default="", max_length=120)),
                (
                    "full_text",
                    models.TextField(
                        blank=True, default="", verbose_name="full text, when the title is cut"
                    ),
                ),
                ("objective", models.TextField(blank=True, default="", verbose_name="objective")),
                (
                    "scope",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("Local", "Local"),
                            ("Regional", "Regional"),
                            ("National", "National"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "scope_text",
                    models.CharField(
                        blank=True, default="", max_length=160, verbose_name="scope, as typed"
                    ),
                ),
                ("statutory", models.BooleanField(default=False)),
                ("statutory_text", models.CharField(blank=True, default="", max_length=160)),
                (
                    "owners_text",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="owners, as typed"
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "declared_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="rating, declared",
                    ),
                ),
                (
                    "declared_reason",
                    models.TextField(
                        blank=True, default="", verbose_name="reason for the declared rating"
                    ),
                ),
                ("declared_on", models.DateField(blank=True, null=True)),
                (
                    "computed_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                            ("not_started", "Not started"),
                            ("on_hold", "On hold"),
                            ("cancelled", "Cancelled"),
                            ("not_rated", "Not rated"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="rating, computed",
                    ),
                ),
                (
                    "declared_savings_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="savings rating, declared",
                    ),
                ),
                (
                    "savings_reason",
                    models.TextField(
                        blank=True, default="", verbose_name="reason for the savings rating"
                    ),
                ),
                ("savings_declared_on", models.DateField(blank=True, null=True)),
                (
                    "priority",
                    models.CharField(
                        blank=True,
                        choices=[("High", "High"), ("Medium", "Medium"), ("Low", "Low")],
                        default="",
                        max_length=8,
                    ),
                ),
                ("cohorts", models.CharField(blank=True, default="", max_length=200)),
                (
                    "source_page",
                    models.CharField(
                        blank=True, default="", max_length=160, verbose_name="source and page"
                    ),
                ),
                (
                    "key_elements",
                    models.TextField(blank=True, default="", verbose_name="key elements"),
                ),
                (
                    "resources",
                    models.TextField(blank=True, default="", verbose_name="other resources"),
                ),
                ("impact", models.TextField(blank=True, default="", verbose_name="impact")),
                ("note", models.TextField(blank=True, default="", verbose_name="note")),
                (
                    "risk_text",
                    models.TextField(
                        blank=True, default="", verbose_name="risks and issues, as typed"
                    ),
                ),
                (
                    "interdependency_text",
                    models.TextField(
                        blank=True, default="", verbose_name="interdependencies, as typed"
                    ),
                ),
                (
                    "comments_text",
                    models.TextField(blank=True, default="", verbose_name="comments, as typed"),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("sort_key", models.CharField(default="", editable=False, max_length=120)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="workstreams.workstream",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workstreams",
                        to="workstreams.programme",
                    ),
                ),
            ],
            options={
                "ordering": ("programme", "sort_key"),
                "indexes": [
                    models.Index(fields=["programme", "sort_key"], name="workstream_in_plan_order")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="workstream_has_a_title",
                        violation_error_message="A workstream needs a title.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("percent__isnull", True), ("percent__lte", 100), _connector="OR"
                        ),
                        name="workstream_percent_at_most_100",
                        violation_error_message="Percent complete is between 0 and 100.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Phase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "import_key",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                (
                    "source_cell",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="came from"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "scope_text",
                    models.CharField(
                        blank=True, default="", max_length=160, verbose_name="scope, as typed"
                    ),
                ),
                (
                    "owners_text",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="owners, as typed"
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "declared_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="rating, declared",
                    ),
                ),
                (
                    "risk_text",
                    models.TextField(
                        blank=True, default="", verbose_name="risks and issues, as typed"
                    ),
                ),
                (
                    "interdependency_text",
                    models.TextField(
                        blank=True, default="", verbose_name="interdependencies, as typed"
                    ),
                ),
                (
                    "comments_text",
                    models.TextField(blank=True, default="", verbose_name="comments, as typed"),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("sort_key", models.CharField(default="", editable=False, max_length=120)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "workstream",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="phases",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "ordering": ("workstream", "sort_key"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="phase_has_a_name",
                        violation_error_message="A phase needs a name.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StripMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="first day of the month")),
                (
                    "letter",
                    models.CharField(
                        choices=[
                            ("D", "Design"),
                            ("P", "Plan"),
                            ("I", "Implement"),
                            ("S", "Sustain"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "typed",
                    models.CharField(blank=True, default="", max_length=8, verbose_name="as typed"),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="strip",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "ordering": ("workstream", "month"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workstream", "month"), name="strip_month_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="strip_month_is_its_first_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Return",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "narrative",
                    models.TextField(blank=True, default="", verbose_name="what happened"),
                ),
                (
                    "planned",
                    models.TextField(blank=True, default="", verbose_name="what is planned next"),
                ),
                (
                    "declared_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="rating, declared",
                    ),
                ),
                (
                    "declared_reason",
                    models.TextField(blank=True, default="", verbose_name="reason"),
                ),
                (
                    "savings_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="savings rating, declared",
                    ),
                ),
                (
                    "savings_reason",
                    models.TextField(
                        blank=True, default="", verbose_name="reason for the savings rating"
                    ),
                ),
                (
                    "ask",
                    models.TextField(
                        blank=True, default="", verbose_name="what is asked of the board"
                    ),
                ),
                (
                    "voice",
                    models.TextField(
                        blank=True, default="", verbose_name="voice of children and families"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("challenged", "Challenged"),
                            ("agreed", "Agreed"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agreed_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="rating, agreed",
                    ),
                ),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="workstreams.reportingperiod",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "ordering": ("period", "workstream"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workstream", "period"), name="return_once_a_period"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"), ("submitted_at__isnull", False), _connector="OR"
                        ),
                        name="return_submitted_has_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "agreed"), _negated=True),
                            ("agreed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="return_agreed_has_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("office", "Programme office"),
                            ("manager", "Programme manager"),
                            ("sponsor", "Sponsor"),
                            ("lead", "Workstream lead"),
                            ("contributor", "Action owner"),
                            ("finance", "Finance"),
                            ("board", "Board member"),
                            ("auditor", "Auditor"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="workstreams.board",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="workstreams.programme",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "ordering": ("user", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("programme__isnull", False), ("workstream__isnull", True)
                        ),
                        fields=("user", "role", "programme"),
                        name="membership_once_a_programme",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("workstream__isnull", False)),
                        fields=("user", "role", "workstream"),
                        name="membership_once_a_workstream",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("board__isnull", False)),
                        fields=("user", "role", "board"),
                        name="membership_once_a_board",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("board__isnull", True),
                            ("programme__isnull", True),
                            ("workstream__isnull", True),
                        ),
                        fields=("user", "role"),
                        name="membership_once_everywhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", "lead"), ("workstream__isnull", False)),
                            models.Q(
                                models.Q(("role", "lead"), _negated=True),
                                ("workstream__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="a_lead_leads_a_workstream",
                        violation_error_message="A lead, and only a lead, belongs to a workstream.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("board__isnull", False), ("role", "board")),
                            models.Q(
                                models.Q(("role", "board"), _negated=True), ("board__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="a_board_member_sits_on_a_board",
                        violation_error_message="A board member, and only a board member, sits on a board.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalWorkstreamOwner",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("lead", models.BooleanField(default=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.person",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical workstream owner",
                "verbose_name_plural": "historical workstream owners",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalWorkstream",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "import_key",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                (
                    "source_cell",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="came from"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("outcome", "Outcome"),
                            ("theme", "Theme"),
                            ("workstream", "Workstream"),
                            ("project", "Project"),
                            ("deliverable", "Deliverable"),
                        ],
                        default="workstream",
                        max_length=12,
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        blank=True, default="", max_length=40, verbose_name="printed number"
                    ),
                ),
                ("title", models.CharField(max_length=500)),
                ("short_name", models.CharField(blank=True, default="", max_length=120)),
                (
                    "full_text",
                    models.TextField(
                        blank=True, default="", verbose_name="full text, when the title is cut"
                    ),
                ),
                ("objective", models.TextField(blank=True, default="", verbose_name="objective")),
                (
                    "scope",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("Local", "Local"),
                            ("Regional", "Regional"),
                            ("National", "National"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "scope_text",
                    models.CharField(
                        blank=True, default="", max_length=160, verbose_name="scope, as typed"
                    ),
                ),
                ("statutory", models.BooleanField(default=False)),
                ("statutory_text", models.CharField(blank=True, default="", max_length=160)),
                (
                    "owners_text",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="owners, as typed"
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "declared_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="rating, declared",
                    ),
                ),
                (
                    "declared_reason",
                    models.TextField(
                        blank=True, default="", verbose_name="reason for the declared rating"
                    ),
                ),
                ("declared_on", models.DateField(blank=True, null=True)),
                (
                    "declared_savings_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="savings rating, declared",
                    ),
                ),
                (
                    "savings_reason",
                    models.TextField(
                        blank=True, default="", verbose_name="reason for the savings rating"
                    ),
                ),
                ("savings_declared_on", models.DateField(blank=True, null=True)),
                (
                    "priority",
                    models.CharField(
                        blank=True,
                        choices=[("High", "High"), ("Medium", "Medium"), ("Low", "Low")],
                        default="",
                        max_length=8,
                    ),
                ),
                ("cohorts", models.CharField(blank=True, default="", max_length=200)),
                (
                    "source_page",
                    models.CharField(
                        blank=True, default="", max_length=160, verbose_name="source and page"
                    ),
                ),
                (
                    "key_elements",
                    models.TextField(blank=True, default="", verbose_name="key elements"),
                ),
                (
                    "resources",
                    models.TextField(blank=True, default="", verbose_name="other resources"),
                ),
                ("impact", models.TextField(blank=True, default="", verbose_name="impact")),
                ("note", models.TextField(blank=True, default="", verbose_name="note")),
                (
                    "risk_text",
                    models.TextField(
                        blank=True, default="", verbose_name="risks and issues, as typed"
                    ),
                ),
                (
                    "interdependency_text",
                    models.TextField(
                        blank=True, default="", verbose_name="interdependencies, as typed"
                    ),
                ),
                (
                    "comments_text",
                    models.TextField(blank=True, default="", verbose_name="comments, as typed"),
                ),
                ("position", models.PositiveIntegerField(default=0)),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.programme",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical workstream",
                "verbose_name_plural": "historical workstreams",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalStripMonth",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="first day of the month")),
                (
                    "letter",
                    models.CharField(
                        choices=[
                            ("D", "Design"),
                            ("P", "Plan"),
                            ("I", "Implement"),
                            ("S", "Sustain"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "typed",
                    models.CharField(blank=True, default="", max_length=8, verbose_name="as typed"),
                ),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical strip month",
                "verbose_name_plural": "historical strip months",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReturn",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "narrative",
                    models.TextField(blank=True, default="", verbose_name="what happened"),
                ),
                (
                    "planned",
                    models.TextField(blank=True, default="", verbose_name="what is planned next"),
                ),
                (
                    "declared_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="rating, declared",
                    ),
                ),
                (
                    "declared_reason",
                    models.TextField(blank=True, default="", verbose_name="reason"),
                ),
                (
                    "savings_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="savings rating, declared",
                    ),
                ),
                (
                    "savings_reason",
                    models.TextField(
                        blank=True, default="", verbose_name="reason for the savings rating"
                    ),
                ),
                (
                    "ask",
                    models.TextField(
                        blank=True, default="", verbose_name="what is asked of the board"
                    ),
                ),
                (
                    "voice",
                    models.TextField(
                        blank=True, default="", verbose_name="voice of children and families"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("challenged", "Challenged"),
                            ("agreed", "Agreed"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agreed_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="rating, agreed",
                    ),
                ),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
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
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.reportingperiod",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical return",
                "verbose_name_plural": "historical returns",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPhase",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "import_key",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                (
                    "source_cell",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="came from"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "scope_text",
                    models.CharField(
                        blank=True, default="", max_length=160, verbose_name="scope, as typed"
                    ),
                ),
                (
                    "owners_text",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="owners, as typed"
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "declared_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="rating, declared",
                    ),
                ),
                (
                    "risk_text",
                    models.TextField(
                        blank=True, default="", verbose_name="risks and issues, as typed"
                    ),
                ),
                (
                    "interdependency_text",
                    models.TextField(
                        blank=True, default="", verbose_name="interdependencies, as typed"
                    ),
                ),
                (
                    "comments_text",
                    models.TextField(blank=True, default="", verbose_name="comments, as typed"),
                ),
                ("position", models.PositiveIntegerField(default=0)),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical phase",
                "verbose_name_plural": "historical phases",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMembership",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("office", "Programme office"),
                            ("manager", "Programme manager"),
                            ("sponsor", "Sponsor"),
                            ("lead", "Workstream lead"),
                            ("contributor", "Action owner"),
                            ("finance", "Finance"),
                            ("board", "Board member"),
                            ("auditor", "Auditor"),
                        ],
                        max_length=12,
                    ),
                ),
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
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.programme",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical membership",
                "verbose_name_plural": "historical memberships",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalBoardScope",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
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
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.programme",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical board scope",
                "verbose_name_plural": "historical board scopes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="BoardScope",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scope",
                        to="workstreams.board",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="board_scope",
                        to="workstreams.programme",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="board_scope",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "ordering": ("board", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("programme__isnull", True),
                            ("workstream__isnull", True),
                            _connector="XOR",
                        ),
                        name="board_scope_is_a_programme_or_a_workstream",
                        violation_error_message="Choose a programme or a workstream, not both.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("workstream__isnull", True)),
                        fields=("board", "programme"),
                        name="board_scope_programme_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("programme__isnull", True)),
                        fields=("board", "workstream"),
                        name="board_scope_workstream_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkstreamOwner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lead", models.BooleanField(default=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workstream_ownerships",
                        to="workstreams.person",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ownerships",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "ordering": ("workstream", "position", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workstream", "person"), name="workstream_owner_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("lead", True)),
                        fields=("workstream",),
                        name="workstream_one_lead",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "import_key",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                (
                    "source_cell",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="came from"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("task", "Task"),
                            ("milestone", "Milestone"),
                            ("governance", "Governance"),
                            ("untyped", "Type not given"),
                        ],
                        default="untyped",
                        max_length=12,
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        blank=True, default="", max_length=40, verbose_name="printed number"
                    ),
                ),
                ("title", models.CharField(max_length=500)),
                (
                    "full_text",
                    models.TextField(
                        blank=True,
                        default="",
                        verbose_name="full text, when the title is cut or a prefix was dropped",
                    ),
                ),
                (
                    "owners_text",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="owners, as typed"
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("Local", "Local"),
                            ("Regional", "Regional"),
                            ("National", "National"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "scope_text",
                    models.CharField(
                        blank=True, default="", max_length=160, verbose_name="scope, as typed"
                    ),
                ),
                ("statutory", models.BooleanField(default=False)),
                ("statutory_text", models.CharField(blank=True, default="", max_length=160)),
                ("key", models.BooleanField(default=False, verbose_name="key milestone")),
                (
                    "percent",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="percent complete",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("not_started", "Not started"),
                            ("in_progress", "In progress"),
                            ("complete", "Complete"),
                            ("business_as_usual", "Moved to business as usual"),
                            ("on_hold", "On hold"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="not_started",
                        max_length=20,
                    ),
                ),
                (
                    "status_reason",
                    models.TextField(
                        blank=True, default="", verbose_name="reason, when on hold or cancelled"
                    ),
                ),
                ("completed_on", models.DateField(blank=True, null=True)),
                (
                    "declared_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="rating, declared",
                    ),
                ),
                (
                    "declared_reason",
                    models.TextField(
                        blank=True, default="", verbose_name="reason for the declared rating"
                    ),
                ),
                ("declared_on", models.DateField(blank=True, null=True)),
                (
                    "computed_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                            ("not_started", "Not started"),
                            ("on_hold", "On hold"),
                            ("cancelled", "Cancelled"),
                            ("not_rated", "Not rated"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="rating, computed",
                    ),
                ),
                (
                    "risk_text",
                    models.TextField(
                        blank=True, default="", verbose_name="risks and issues, as typed"
                    ),
                ),
                (
                    "interdependency_text",
                    models.TextField(
                        blank=True, default="", verbose_name="interdependencies, as typed"
                    ),
                ),
                (
                    "comments_text",
                    models.TextField(blank=True, default="", verbose_name="comments, as typed"),
                ),
                (
                    "success_measure",
                    models.TextField(blank=True, default="", verbose_name="success measure"),
                ),
                ("evidence", models.TextField(blank=True, default="", verbose_name="evidence")),
                ("evidence_checked_on", models.DateField(blank=True, null=True)),
                (
                    "partners_text",
                    models.TextField(blank=True, default="", verbose_name="partners, as typed"),
                ),
                ("condition", models.TextField(blank=True, default="", verbose_name="condition")),
                (
                    "timeliness",
                    models.CharField(
                        blank=True,
                        choices=[("on_track", "On track"), ("off_track", "Off track")],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "timeliness_text",
                    models.CharField(
                        blank=True, default="", max_length=160, verbose_name="timeliness, as typed"
                    ),
                ),
                (
                    "recurrence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("weekly", "Weekly"),
                            ("fortnightly", "Fortnightly"),
                            ("monthly", "Monthly"),
                            ("quarterly", "Quarterly"),
                            ("termly", "Termly"),
                            ("yearly", "Yearly"),
                            ("ongoing", "Ongoing"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "review_on",
                    models.DateField(blank=True, null=True, verbose_name="to be looked at on"),
                ),
                ("external_approval", models.CharField(blank=True, default="", max_length=200)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("inspection", "Inspection"),
                            ("audit", "Audit"),
                            ("cabinet", "Cabinet or council"),
                            ("legislation", "Legislation"),
                            ("strategy", "Strategy"),
                            ("other", "Other"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "source_text",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="source, in words"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("sort_key", models.CharField(default="", editable=False, max_length=120)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("changed_at", models.DateTimeField(editable=False)),
                (
                    "start_text",
                    models.TextField(blank=True, default="", verbose_name="start, as typed"),
                ),
                ("start_date", models.DateField(blank=True, null=True, verbose_name="start")),
                (
                    "start_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("part-month", "Part of a month"),
                            ("month", "Month"),
                            ("range", "Range"),
                            ("year", "Year"),
                            ("none", "No date"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="start, precision",
                    ),
                ),
                (
                    "start_certainty",
                    models.CharField(
                        choices=[
                            ("firm", "Firm"),
                            ("approximate", "Approximate"),
                            ("tbc", "To be confirmed"),
                            ("ongoing", "Ongoing"),
                            ("waiting", "Waiting on a person"),
                            ("impossible", "Not a date of the calendar"),
                            ("unread", "Not read as a date"),
                            ("blank", "Blank"),
                        ],
                        default="blank",
                        max_length=12,
                        verbose_name="start, certainty",
                    ),
                ),
                (
                    "start_waiting_on",
                    models.CharField(
                        blank=True, default="", max_length=120, verbose_name="start, waiting on"
                    ),
                ),
                (
                    "target_text",
                    models.TextField(blank=True, default="", verbose_name="target end, as typed"),
                ),
                ("target_date", models.DateField(blank=True, null=True, verbose_name="target end")),
                (
                    "target_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("part-month", "Part of a month"),
                            ("month", "Month"),
                            ("range", "Range"),
                            ("year", "Year"),
                            ("none", "No date"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="target end, precision",
                    ),
                ),
                (
                    "target_certainty",
                    models.CharField(
                        choices=[
                            ("firm", "Firm"),
                            ("approximate", "Approximate"),
                            ("tbc", "To be confirmed"),
                            ("ongoing", "Ongoing"),
                            ("waiting", "Waiting on a person"),
                            ("impossible", "Not a date of the calendar"),
                            ("unread", "Not read as a date"),
                            ("blank", "Blank"),
                        ],
                        default="blank",
                        max_length=12,
                        verbose_name="target end, certainty",
                    ),
                ),
                (
                    "target_waiting_on",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=120,
                        verbose_name="target end, waiting on",
                    ),
                ),
                (
                    "revised_text",
                    models.TextField(blank=True, default="", verbose_name="revised end, as typed"),
                ),
                (
                    "revised_date",
                    models.DateField(blank=True, null=True, verbose_name="revised end"),
                ),
                (
                    "revised_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("part-month", "Part of a month"),
                            ("month", "Month"),
                            ("range", "Range"),
                            ("year", "Year"),
                            ("none", "No date"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="revised end, precision",
                    ),
                ),
                (
                    "revised_certainty",
                    models.CharField(
                        choices=[
                            ("firm", "Firm"),
                            ("approximate", "Approximate"),
                            ("tbc", "To be confirmed"),
                            ("ongoing", "Ongoing"),
                            ("waiting", "Waiting on a person"),
                            ("impossible", "Not a date of the calendar"),
                            ("unread", "Not read as a date"),
                            ("blank", "Blank"),
                        ],
                        default="blank",
                        max_length=12,
                        verbose_name="revised end, certainty",
                    ),
                ),
                (
                    "revised_waiting_on",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=120,
                        verbose_name="revised end, waiting on",
                    ),
                ),
                (
                    "duplicate_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="duplicates",
                        to="workstreams.item",
                    ),
                ),
                (
                    "same_update_as",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="shares_update_with",
                        to="workstreams.item",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="workstreams.organisation",
                    ),
                ),
                (
                    "watcher",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="watches",
                        to="workstreams.person",
                        verbose_name="who watches it as business as usual",
                    ),
                ),
                (
                    "phase",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="workstreams.phase",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="workstreams.programme",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "ordering": ("programme", "sort_key", "pk"),
                "indexes": [
                    models.Index(fields=["programme", "sort_key"], name="item_in_plan_order"),
                    models.Index(fields=["programme", "computed_rag"], name="item_by_computed_rag"),
                    models.Index(fields=["programme", "target_date"], name="item_by_target"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("percent__isnull", True), ("percent__lte", 100), _connector="OR"
                        ),
                        name="item_percent_at_most_100",
                        violation_error_message="Percent complete is between 0 and 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="item_has_a_title",
                        violation_error_message="An item needs a title.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "on_hold"), _negated=True),
                            models.Q(("status_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="item_on_hold_has_a_reason",
                        violation_error_message="Say why the item is on hold.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCheckpoint",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(blank=True, default="", max_length=300)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("done_on", models.DateField(blank=True, null=True)),
                ("history_change_reason", models.TextField(blank=True, default="", null=True)),
                (
                    "when_text",
                    models.TextField(blank=True, default="", verbose_name="date, as typed"),
                ),
                ("when_date", models.DateField(blank=True, null=True, verbose_name="date")),
                (
                    "when_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("part-month", "Part of a month"),
                            ("month", "Month"),
                            ("range", "Range"),
                            ("year", "Year"),
                            ("none", "No date"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="date, precision",
                    ),
                ),
                (
                    "when_certainty",
                    models.CharField(
                        choices=[
                            ("firm", "Firm"),
                            ("approximate", "Approximate"),
                            ("tbc", "To be confirmed"),
                            ("ongoing", "Ongoing"),
                            ("waiting", "Waiting on a person"),
                            ("impossible", "Not a date of the calendar"),
                            ("unread", "Not read as a date"),
                            ("blank", "Blank"),
                        ],
                        default="blank",
                        max_length=12,
                        verbose_name="date, certainty",
                    ),
                ),
                (
                    "when_waiting_on",
                    models.CharField(
                        blank=True, default="", max_length=120, verbose_name="date, waiting on"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.item",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical checkpoint",
                "verbose_name_plural": "historical checkpoints",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(blank=True, default="", max_length=300)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "when_text",
                    models.TextField(blank=True, default="", verbose_name="date, as typed"),
                ),
                ("when_date", models.DateField(blank=True, null=True, verbose_name="date")),
                (
                    "when_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("part-month", "Part of a month"),
                            ("month", "Month"),
                            ("range", "Range"),
                            ("year", "Year"),
                            ("none", "No date"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="date, precision",
                    ),
                ),
                (
                    "when_certainty",
                    models.CharField(
                        choices=[
                            ("firm", "Firm"),
                            ("approximate", "Approximate"),
                            ("tbc", "To be confirmed"),
                            ("ongoing", "Ongoing"),
                            ("waiting", "Waiting on a person"),
                            ("impossible", "Not a date of the calendar"),
                            ("unread", "Not read as a date"),
                            ("blank", "Blank"),
                        ],
                        default="blank",
                        max_length=12,
                        verbose_name="date, certainty",
                    ),
                ),
                (
                    "when_waiting_on",
                    models.CharField(
                        blank=True, default="", max_length=120, verbose_name="date, waiting on"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checkpoints",
                        to="workstreams.item",
                    ),
                ),
            ],
            options={
                "ordering": ("item", "position", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "import_key",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                (
                    "source_cell",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="came from"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, default="", max_length=20, verbose_name="printed number"
                    ),
                ),
                (
                    "owners_text",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="owner, as typed"
                    ),
                ),
                ("raised_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "close_reason",
                    models.TextField(blank=True, default="", verbose_name="why it was closed"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=300, verbose_name="name")),
                ("definition", models.TextField(blank=True, default="", verbose_name="definition")),
                ("unit", models.CharField(blank=True, default="", max_length=40)),
                (
                    "window",
                    models.CharField(
                        choices=[
                            ("month", "Month"),
                            ("quarter", "Quarter"),
                            ("year", "Year"),
                            ("rolling_12", "Rolling 12 months"),
                            ("point", "On the day"),
                        ],
                        default="month",
                        max_length=12,
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("up", "Higher is better"),
                            ("down", "Lower is better"),
                            ("unstated", "Not stated"),
                        ],
                        default="unstated",
                        max_length=10,
                    ),
                ),
                ("statutory", models.BooleanField(default=False)),
                (
                    "source",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="data source"
                    ),
                ),
                ("not_measured_until", models.DateField(blank=True, null=True)),
                ("note", models.TextField(blank=True, default="", verbose_name="note")),
                (
                    "target_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=14,
                        null=True,
                        verbose_name="target",
                    ),
                ),
                (
                    "target_state",
                    models.CharField(
                        choices=[
                            ("blank", "Blank"),
                            ("figure", "Figure"),
                            ("nil", "Nil"),
                            ("not_applicable", "Not applicable"),
                            ("not_reported", "Not reported"),
                        ],
                        default="blank",
                        max_length=16,
                        verbose_name="target, state",
                    ),
                ),
                (
                    "tolerance_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=14,
                        null=True,
                        verbose_name="tolerance",
                    ),
                ),
                (
                    "tolerance_state",
                    models.CharField(
                        choices=[
                            ("blank", "Blank"),
                            ("figure", "Figure"),
                            ("nil", "Nil"),
                            ("not_applicable", "Not applicable"),
                            ("not_reported", "Not reported"),
                        ],
                        default="blank",
                        max_length=16,
                        verbose_name="tolerance, state",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="%(class)s_rows",
                        to="workstreams.item",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="workstreams.person",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="workstreams.programme",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="workstreams.workstream",
                    ),
                ),
                (
                    "workstreams",
                    models.ManyToManyField(
                        blank=True, related_name="shared_measures", to="workstreams.workstream"
                    ),
                ),
            ],
            options={
                "ordering": ("programme", "title", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="measure_has_a_name",
                        violation_error_message="A measure needs a name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("target_amount__isnull", False), ("target_state", "figure")),
                            models.Q(("target_amount", 0), ("target_state", "nil")),
                            models.Q(
                                ("target_amount__isnull", True),
                                ("target_state__in", ("blank", "not_applicable", "not_reported")),
                            ),
                            _connector="OR",
                        ),
                        name="measure_target_says_what_it_is",
                        violation_error_message="Give a figure, or say nil, not applicable or not reported.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("tolerance_amount__isnull", False), ("tolerance_state", "figure")
                            ),
                            models.Q(("tolerance_amount", 0), ("tolerance_state", "nil")),
                            models.Q(
                                ("tolerance_amount__isnull", True),
                                (
                                    "tolerance_state__in",
                                    ("blank", "not_applicable", "not_reported"),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="measure_tolerance_says_what_it_is",
                        violation_error_message="Give a figure, or say nil, not applicable or not reported.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalStep",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "board_text",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="board, as typed"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("agree", "To agree"),
                            ("approve", "To approve"),
                            ("escalate", "To escalate"),
                            ("share", "To share"),
                            ("information", "For information"),
                            ("recommend", "To recommend"),
                            ("unstated", "Not stated"),
                        ],
                        default="unstated",
                        max_length=12,
                    ),
                ),
                ("paper", models.CharField(blank=True, default="", max_length=300)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("asked", "Asked, not answered"),
                            ("agreed", "Agreed"),
                            ("refused", "Refused"),
                            ("deferred", "Deferred"),
                            ("noted", "Noted"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                (
                    "outcome_text",
                    models.TextField(blank=True, default="", verbose_name="what was decided"),
                ),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("history_change_reason", models.TextField(blank=True, default="", null=True)),
                (
                    "papers_due_text",
                    models.TextField(blank=True, default="", verbose_name="papers due, as typed"),
                ),
                (
                    "papers_due_date",
                    models.DateField(blank=True, null=True, verbose_name="papers due"),
                ),
                (
                    "papers_due_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("part-month", "Part of a month"),
                            ("month", "Month"),
                            ("range", "Range"),
                            ("year", "Year"),
                            ("none", "No date"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="papers due, precision",
                    ),
                ),
                (
                    "papers_due_certainty",
                    models.CharField(
                        choices=[
                            ("firm", "Firm"),
                            ("approximate", "Approximate"),
                            ("tbc", "To be confirmed"),
                            ("ongoing", "Ongoing"),
                            ("waiting", "Waiting on a person"),
                            ("impossible", "Not a date of the calendar"),
                            ("unread", "Not read as a date"),
                            ("blank", "Blank"),
                        ],
                        default="blank",
                        max_length=12,
                        verbose_name="papers due, certainty",
                    ),
                ),
                (
                    "papers_due_waiting_on",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=120,
                        verbose_name="papers due, waiting on",
                    ),
                ),
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
                        help_text="Blank while it is to be confirmed.",
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
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.item",
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
                        to="workstreams.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical step",
                "verbose_name_plural": "historical steps",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ItemOwner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lead", models.BooleanField(default=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ownerships",
                        to="workstreams.item",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="item_ownerships",
                        to="workstreams.person",
                    ),
                ),
            ],
            options={
                "ordering": ("item", "position", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("item", "person"), name="item_owner_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("lead", True)), fields=("item",), name="item_one_lead"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalItemOwner",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("lead", models.BooleanField(default=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        to="workstreams.item",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical item owner",
                "verbose_name_plural": "historical item owners",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Saving",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "import_key",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                (
                    "source_cell",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="came from"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, default="", max_length=20, verbose_name="printed number"
                    ),
                ),
                (
                    "owners_text",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="owner, as typed"
                    ),
                ),
                ("raised_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "close_reason",
                    models.TextField(blank=True, default="", verbose_name="why it was closed"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=500)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cashable", "Cashable saving"),
                            ("avoidance", "Cost avoidance"),
                            ("unstated", "Not stated"),
                        ],
                        default="unstated",
                        max_length=10,
                    ),
                ),
                ("recurrent", models.BooleanField(blank=True, null=True)),
                (
                    "declared_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="savings rating, declared",
                    ),
                ),
                (
                    "typed",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="target, as typed"
                    ),
                ),
                ("note", models.TextField(blank=True, default="", verbose_name="note")),
                (
                    "included_in",
                    models.ForeignKey(
                        blank=True,
                        help_text="Set where this figure is part of a larger one, so that it is not added twice.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="includes",
                        to="workstreams.saving",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="%(class)s_rows",
                        to="workstreams.item",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="workstreams.person",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="workstreams.programme",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "ordering": ("programme", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="saving_has_a_title",
                        violation_error_message="A saving needs a title.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("included_in__isnull", True),
                            models.Q(("included_in", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="saving_not_part_of_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "board_text",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="board, as typed"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("agree", "To agree"),
                            ("approve", "To approve"),
                            ("escalate", "To escalate"),
                            ("share", "To share"),
                            ("information", "For information"),
                            ("recommend", "To recommend"),
                            ("unstated", "Not stated"),
                        ],
                        default="unstated",
                        max_length=12,
                    ),
                ),
                ("paper", models.CharField(blank=True, default="", max_length=300)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("asked", "Asked, not answered"),
                            ("agreed", "Agreed"),
                            ("refused", "Refused"),
                            ("deferred", "Deferred"),
                            ("noted", "Noted"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                (
                    "outcome_text",
                    models.TextField(blank=True, default="", verbose_name="what was decided"),
                ),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "papers_due_text",
                    models.TextField(blank=True, default="", verbose_name="papers due, as typed"),
                ),
                (
                    "papers_due_date",
                    models.DateField(blank=True, null=True, verbose_name="papers due"),
                ),
                (
                    "papers_due_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("part-month", "Part of a month"),
                            ("month", "Month"),
                            ("range", "Range"),
                            ("year", "Year"),
                            ("none", "No date"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="papers due, precision",
                    ),
                ),
                (
                    "papers_due_certainty",
                    models.CharField(
                        choices=[
                            ("firm", "Firm"),
                            ("approximate", "Approximate"),
                            ("tbc", "To be confirmed"),
                            ("ongoing", "Ongoing"),
                            ("waiting", "Waiting on a person"),
                            ("impossible", "Not a date of the calendar"),
                            ("unread", "Not read as a date"),
                            ("blank", "Blank"),
                        ],
                        default="blank",
                        max_length=12,
                        verbose_name="papers due, certainty",
                    ),
                ),
                (
                    "papers_due_waiting_on",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=120,
                        verbose_name="papers due, waiting on",
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        blank=True,
                        help_text="Blank while it is to be confirmed.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="workstreams.board",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="workstreams.item",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="workstreams.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ("item", "position"),
                "constraints": [
                    models.UniqueConstraint(fields=("item", "position"), name="step_one_place"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", "asked"), ("decided_on__isnull", False), _connector="OR"
                        ),
                        name="step_answered_has_a_day",
                        violation_error_message="Give the day of the decision.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Update",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="updates",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="updates",
                        to="workstreams.item",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="updates",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "ordering": ("-written_at", "-pk"),
                "indexes": [
                    models.Index(fields=["item", "-written_at"], name="update_latest_first")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="update_says_something",
                        violation_error_message="An update needs words.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("item__isnull", True), ("workstream__isnull", True), _connector="XOR"
                        ),
                        name="update_is_about_one_thing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Risk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "import_key",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                (
                    "source_cell",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="came from"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, default="", max_length=20, verbose_name="printed number"
                    ),
                ),
                (
                    "owners_text",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="owner, as typed"
                    ),
                ),
                ("raised_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "close_reason",
                    models.TextField(blank=True, default="", verbose_name="why it was closed"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=500)),
                ("cause", models.TextField(blank=True, default="", verbose_name="cause")),
                ("effect", models.TextField(blank=True, default="", verbose_name="effect")),
                ("category", models.CharField(blank=True, default="", max_length=80)),
                (
                    "likelihood",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                (
                    "impact",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                ("mitigation", models.TextField(blank=True, default="", verbose_name="mitigation")),
                (
                    "next_action",
                    models.TextField(blank=True, default="", verbose_name="next action"),
                ),
                (
                    "declared_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="rating, declared",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("open", "Open"),
                            ("closed", "Closed"),
                            ("rejected", "Not accepted"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "action_due_text",
                    models.TextField(
                        blank=True, default="", verbose_name="next action due, as typed"
                    ),
                ),
                (
                    "action_due_date",
                    models.DateField(blank=True, null=True, verbose_name="next action due"),
                ),
                (
                    "action_due_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("part-month", "Part of a month"),
                            ("month", "Month"),
                            ("range", "Range"),
                            ("year", "Year"),
                            ("none", "No date"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="next action due, precision",
                    ),
                ),
                (
                    "action_due_certainty",
                    models.CharField(
                        choices=[
                            ("firm", "Firm"),
                            ("approximate", "Approximate"),
                            ("tbc", "To be confirmed"),
                            ("ongoing", "Ongoing"),
                            ("waiting", "Waiting on a person"),
                            ("impossible", "Not a date of the calendar"),
                            ("unread", "Not read as a date"),
                            ("blank", "Blank"),
                        ],
                        default="blank",
                        max_length=12,
                        verbose_name="next action due, certainty",
                    ),
                ),
                (
                    "action_due_waiting_on",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=120,
                        verbose_name="next action due, waiting on",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="%(class)s_rows",
                        to="workstreams.item",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="workstreams.person",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="workstreams.programme",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "ordering": ("programme", "number", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("likelihood__isnull", True),
                            models.Q(("likelihood__gte", 1), ("likelihood__lte", 5)),
                            _connector="OR",
                        ),
                        name="risk_likelihood_1_to_5",
                        violation_error_message="Likelihood is between 1 and 5.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("impact__isnull", True),
                            models.Q(("impact__gte", 1), ("impact__lte", 5)),
                            _connector="OR",
                        ),
                        name="risk_impact_1_to_5",
                        violation_error_message="Impact is between 1 and 5.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True),
                            ("closed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="risk_closed_has_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="risk_has_a_title",
                        violation_error_message="A risk needs a title.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Issue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "import_key",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                (
                    "source_cell",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="came from"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, default="", max_length=20, verbose_name="printed number"
                    ),
                ),
                (
                    "owners_text",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="owner, as typed"
                    ),
                ),
                ("raised_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "close_reason",
                    models.TextField(blank=True, default="", verbose_name="why it was closed"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=500)),
                (
                    "recommendation",
                    models.TextField(blank=True, default="", verbose_name="recommendation"),
                ),
                ("action", models.TextField(blank=True, default="", verbose_name="action")),
                ("decision_needed", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("open", "Open"),
                            ("closed", "Closed"),
                            ("rejected", "Not accepted"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "due_text",
                    models.TextField(blank=True, default="", verbose_name="action due, as typed"),
                ),
                ("due_date", models.DateField(blank=True, null=True, verbose_name="action due")),
                (
                    "due_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("part-month", "Part of a month"),
                            ("month", "Month"),
                            ("range", "Range"),
                            ("year", "Year"),
                            ("none", "No date"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="action due, precision",
                    ),
                ),
                (
                    "due_certainty",
                    models.CharField(
                        choices=[
                            ("firm", "Firm"),
                            ("approximate", "Approximate"),
                            ("tbc", "To be confirmed"),
                            ("ongoing", "Ongoing"),
                            ("waiting", "Waiting on a person"),
                            ("impossible", "Not a date of the calendar"),
                            ("unread", "Not read as a date"),
                            ("blank", "Blank"),
                        ],
                        default="blank",
                        max_length=12,
                        verbose_name="action due, certainty",
                    ),
                ),
                (
                    "due_waiting_on",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=120,
                        verbose_name="action due, waiting on",
                    ),
                ),
                (
                    "escalated_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issues",
                        to="workstreams.board",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="%(class)s_rows",
                        to="workstreams.item",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="workstreams.person",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="workstreams.programme",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "ordering": ("programme", "number", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True),
                            ("closed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="issue_closed_has_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="issue_has_a_title",
                        violation_error_message="An issue needs a title.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalUpdate",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField()),
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
                    "by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.item",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical update",
                "verbose_name_plural": "historical updates",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRisk",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "import_key",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                (
                    "source_cell",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="came from"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, default="", max_length=20, verbose_name="printed number"
                    ),
                ),
                (
                    "owners_text",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="owner, as typed"
                    ),
                ),
                ("raised_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "close_reason",
                    models.TextField(blank=True, default="", verbose_name="why it was closed"),
                ),
                ("title", models.CharField(max_length=500)),
                ("cause", models.TextField(blank=True, default="", verbose_name="cause")),
                ("effect", models.TextField(blank=True, default="", verbose_name="effect")),
                ("category", models.CharField(blank=True, default="", max_length=80)),
                (
                    "likelihood",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                (
                    "impact",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                ("mitigation", models.TextField(blank=True, default="", verbose_name="mitigation")),
                (
                    "next_action",
                    models.TextField(blank=True, default="", verbose_name="next action"),
                ),
                (
                    "declared_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="rating, declared",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("open", "Open"),
                            ("closed", "Closed"),
                            ("rejected", "Not accepted"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("history_change_reason", models.TextField(blank=True, default="", null=True)),
                (
                    "action_due_text",
                    models.TextField(
                        blank=True, default="", verbose_name="next action due, as typed"
                    ),
                ),
                (
                    "action_due_date",
                    models.DateField(blank=True, null=True, verbose_name="next action due"),
                ),
                (
                    "action_due_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("part-month", "Part of a month"),
                            ("month", "Month"),
                            ("range", "Range"),
                            ("year", "Year"),
                            ("none", "No date"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="next action due, precision",
                    ),
                ),
                (
                    "action_due_certainty",
                    models.CharField(
                        choices=[
                            ("firm", "Firm"),
                            ("approximate", "Approximate"),
                            ("tbc", "To be confirmed"),
                            ("ongoing", "Ongoing"),
                            ("waiting", "Waiting on a person"),
                            ("impossible", "Not a date of the calendar"),
                            ("unread", "Not read as a date"),
                            ("blank", "Blank"),
                        ],
                        default="blank",
                        max_length=12,
                        verbose_name="next action due, certainty",
                    ),
                ),
                (
                    "action_due_waiting_on",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=120,
                        verbose_name="next action due, waiting on",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                (
                    "raised_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        to="workstreams.item",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.person",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.programme",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical risk",
                "verbose_name_plural": "historical risks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMeasure",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "import_key",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                (
                    "source_cell",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="came from"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, default="", max_length=20, verbose_name="printed number"
                    ),
                ),
                (
                    "owners_text",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="owner, as typed"
                    ),
                ),
                ("raised_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "close_reason",
                    models.TextField(blank=True, default="", verbose_name="why it was closed"),
                ),
                ("title", models.CharField(max_length=300, verbose_name="name")),
                ("definition", models.TextField(blank=True, default="", verbose_name="definition")),
                ("unit", models.CharField(blank=True, default="", max_length=40)),
                (
                    "window",
                    models.CharField(
                        choices=[
                            ("month", "Month"),
                            ("quarter", "Quarter"),
                            ("year", "Year"),
                            ("rolling_12", "Rolling 12 months"),
                            ("point", "On the day"),
                        ],
                        default="month",
                        max_length=12,
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("up", "Higher is better"),
                            ("down", "Lower is better"),
                            ("unstated", "Not stated"),
                        ],
                        default="unstated",
                        max_length=10,
                    ),
                ),
                ("statutory", models.BooleanField(default=False)),
                (
                    "source",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="data source"
                    ),
                ),
                ("not_measured_until", models.DateField(blank=True, null=True)),
                ("note", models.TextField(blank=True, default="", verbose_name="note")),
                ("history_change_reason", models.TextField(blank=True, default="", null=True)),
                (
                    "target_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=14,
                        null=True,
                        verbose_name="target",
                    ),
                ),
                (
                    "target_state",
                    models.CharField(
                        choices=[
                            ("blank", "Blank"),
                            ("figure", "Figure"),
                            ("nil", "Nil"),
                            ("not_applicable", "Not applicable"),
                            ("not_reported", "Not reported"),
                        ],
                        default="blank",
                        max_length=16,
                        verbose_name="target, state",
                    ),
                ),
                (
                    "tolerance_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=14,
                        null=True,
                        verbose_name="tolerance",
                    ),
                ),
                (
                    "tolerance_state",
                    models.CharField(
                        choices=[
                            ("blank", "Blank"),
                            ("figure", "Figure"),
                            ("nil", "Nil"),
                            ("not_applicable", "Not applicable"),
                            ("not_reported", "Not reported"),
                        ],
                        default="blank",
                        max_length=16,
                        verbose_name="tolerance, state",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                (
                    "raised_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        to="workstreams.item",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.person",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.programme",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical measure",
                "verbose_name_plural": "historical measures",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalItem",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "import_key",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                (
                    "source_cell",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="came from"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("task", "Task"),
                            ("milestone", "Milestone"),
                            ("governance", "Governance"),
                            ("untyped", "Type not given"),
                        ],
                        default="untyped",
                        max_length=12,
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        blank=True, default="", max_length=40, verbose_name="printed number"
                    ),
                ),
                ("title", models.CharField(max_length=500)),
                (
                    "full_text",
                    models.TextField(
                        blank=True,
                        default="",
                        verbose_name="full text, when the title is cut or a prefix was dropped",
                    ),
                ),
                (
                    "owners_text",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="owners, as typed"
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("Local", "Local"),
                            ("Regional", "Regional"),
                            ("National", "National"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "scope_text",
                    models.CharField(
                        blank=True, default="", max_length=160, verbose_name="scope, as typed"
                    ),
                ),
                ("statutory", models.BooleanField(default=False)),
                ("statutory_text", models.CharField(blank=True, default="", max_length=160)),
                ("key", models.BooleanField(default=False, verbose_name="key milestone")),
                (
                    "percent",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="percent complete",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("not_started", "Not started"),
                            ("in_progress", "In progress"),
                            ("complete", "Complete"),
                            ("business_as_usual", "Moved to business as usual"),
                            ("on_hold", "On hold"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="not_started",
                        max_length=20,
                    ),
                ),
                (
                    "status_reason",
                    models.TextField(
                        blank=True, default="", verbose_name="reason, when on hold or cancelled"
                    ),
                ),
                ("completed_on", models.DateField(blank=True, null=True)),
                (
                    "declared_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="rating, declared",
                    ),
                ),
                (
                    "declared_reason",
                    models.TextField(
                        blank=True, default="", verbose_name="reason for the declared rating"
                    ),
                ),
                ("declared_on", models.DateField(blank=True, null=True)),
                (
                    "risk_text",
                    models.TextField(
                        blank=True, default="", verbose_name="risks and issues, as typed"
                    ),
                ),
                (
                    "interdependency_text",
                    models.TextField(
                        blank=True, default="", verbose_name="interdependencies, as typed"
                    ),
                ),
                (
                    "comments_text",
                    models.TextField(blank=True, default="", verbose_name="comments, as typed"),
                ),
                (
                    "success_measure",
                    models.TextField(blank=True, default="", verbose_name="success measure"),
                ),
                ("evidence", models.TextField(blank=True, default="", verbose_name="evidence")),
                ("evidence_checked_on", models.DateField(blank=True, null=True)),
                (
                    "partners_text",
                    models.TextField(blank=True, default="", verbose_name="partners, as typed"),
                ),
                ("condition", models.TextField(blank=True, default="", verbose_name="condition")),
                (
                    "timeliness",
                    models.CharField(
                        blank=True,
                        choices=[("on_track", "On track"), ("off_track", "Off track")],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "timeliness_text",
                    models.CharField(
                        blank=True, default="", max_length=160, verbose_name="timeliness, as typed"
                    ),
                ),
                (
                    "recurrence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("weekly", "Weekly"),
                            ("fortnightly", "Fortnightly"),
                            ("monthly", "Monthly"),
                            ("quarterly", "Quarterly"),
                            ("termly", "Termly"),
                            ("yearly", "Yearly"),
                            ("ongoing", "Ongoing"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "review_on",
                    models.DateField(blank=True, null=True, verbose_name="to be looked at on"),
                ),
                ("external_approval", models.CharField(blank=True, default="", max_length=200)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("inspection", "Inspection"),
                            ("audit", "Audit"),
                            ("cabinet", "Cabinet or council"),
                            ("legislation", "Legislation"),
                            ("strategy", "Strategy"),
                            ("other", "Other"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "source_text",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="source, in words"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("history_change_reason", models.TextField(blank=True, default="", null=True)),
                (
                    "start_text",
                    models.TextField(blank=True, default="", verbose_name="start, as typed"),
                ),
                ("start_date", models.DateField(blank=True, null=True, verbose_name="start")),
                (
                    "start_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("part-month", "Part of a month"),
                            ("month", "Month"),
                            ("range", "Range"),
                            ("year", "Year"),
                            ("none", "No date"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="start, precision",
                    ),
                ),
                (
                    "start_certainty",
                    models.CharField(
                        choices=[
                            ("firm", "Firm"),
                            ("approximate", "Approximate"),
                            ("tbc", "To be confirmed"),
                            ("ongoing", "Ongoing"),
                            ("waiting", "Waiting on a person"),
                            ("impossible", "Not a date of the calendar"),
                            ("unread", "Not read as a date"),
                            ("blank", "Blank"),
                        ],
                        default="blank",
                        max_length=12,
                        verbose_name="start, certainty",
                    ),
                ),
                (
                    "start_waiting_on",
                    models.CharField(
                        blank=True, default="", max_length=120, verbose_name="start, waiting on"
                    ),
                ),
                (
                    "target_text",
                    models.TextField(blank=True, default="", verbose_name="target end, as typed"),
                ),
                ("target_date", models.DateField(blank=True, null=True, verbose_name="target end")),
                (
                    "target_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("part-month", "Part of a month"),
                            ("month", "Month"),
                            ("range", "Range"),
                            ("year", "Year"),
                            ("none", "No date"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="target end, precision",
                    ),
                ),
                (
                    "target_certainty",
                    models.CharField(
                        choices=[
                            ("firm", "Firm"),
                            ("approximate", "Approximate"),
                            ("tbc", "To be confirmed"),
                            ("ongoing", "Ongoing"),
                            ("waiting", "Waiting on a person"),
                            ("impossible", "Not a date of the calendar"),
                            ("unread", "Not read as a date"),
                            ("blank", "Blank"),
                        ],
                        default="blank",
                        max_length=12,
                        verbose_name="target end, certainty",
                    ),
                ),
                (
                    "target_waiting_on",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=120,
                        verbose_name="target end, waiting on",
                    ),
                ),
                (
                    "revised_text",
                    models.TextField(blank=True, default="", verbose_name="revised end, as typed"),
                ),
                (
                    "revised_date",
                    models.DateField(blank=True, null=True, verbose_name="revised end"),
                ),
                (
                    "revised_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("part-month", "Part of a month"),
                            ("month", "Month"),
                            ("range", "Range"),
                            ("year", "Year"),
                            ("none", "No date"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="revised end, precision",
                    ),
                ),
                (
                    "revised_certainty",
                    models.CharField(
                        choices=[
                            ("firm", "Firm"),
                            ("approximate", "Approximate"),
                            ("tbc", "To be confirmed"),
                            ("ongoing", "Ongoing"),
                            ("waiting", "Waiting on a person"),
                            ("impossible", "Not a date of the calendar"),
                            ("unread", "Not read as a date"),
                            ("blank", "Blank"),
                        ],
                        default="blank",
                        max_length=12,
                        verbose_name="revised end, certainty",
                    ),
                ),
                (
                    "revised_waiting_on",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=120,
                        verbose_name="revised end, waiting on",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                (
                    "duplicate_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.item",
                    ),
                ),
                (
                    "same_update_as",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.item",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.organisation",
                    ),
                ),
                (
                    "watcher",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.person",
                        verbose_name="who watches it as business as usual",
                    ),
                ),
                (
                    "phase",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.phase",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.programme",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical item",
                "verbose_name_plural": "historical items",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalIssue",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "import_key",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                (
                    "source_cell",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="came from"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, default="", max_length=20, verbose_name="printed number"
                    ),
                ),
                (
                    "owners_text",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="owner, as typed"
                    ),
                ),
                ("raised_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "close_reason",
                    models.TextField(blank=True, default="", verbose_name="why it was closed"),
                ),
                ("title", models.CharField(max_length=500)),
                (
                    "recommendation",
                    models.TextField(blank=True, default="", verbose_name="recommendation"),
                ),
                ("action", models.TextField(blank=True, default="", verbose_name="action")),
                ("decision_needed", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("open", "Open"),
                            ("closed", "Closed"),
                            ("rejected", "Not accepted"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("history_change_reason", models.TextField(blank=True, default="", null=True)),
                (
                    "due_text",
                    models.TextField(blank=True, default="", verbose_name="action due, as typed"),
                ),
                ("due_date", models.DateField(blank=True, null=True, verbose_name="action due")),
                (
                    "due_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("part-month", "Part of a month"),
                            ("month", "Month"),
                            ("range", "Range"),
                            ("year", "Year"),
                            ("none", "No date"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="action due, precision",
                    ),
                ),
                (
                    "due_certainty",
                    models.CharField(
                        choices=[
                            ("firm", "Firm"),
                            ("approximate", "Approximate"),
                            ("tbc", "To be confirmed"),
                            ("ongoing", "Ongoing"),
                            ("waiting", "Waiting on a person"),
                            ("impossible", "Not a date of the calendar"),
                            ("unread", "Not read as a date"),
                            ("blank", "Blank"),
                        ],
                        default="blank",
                        max_length=12,
                        verbose_name="action due, certainty",
                    ),
                ),
                (
                    "due_waiting_on",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=120,
                        verbose_name="action due, waiting on",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "escalated_to",
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
                (
                    "raised_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        to="workstreams.item",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.person",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.programme",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical issue",
                "verbose_name_plural": "historical issues",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDependency",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "import_key",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                (
                    "source_cell",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="came from"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, default="", max_length=20, verbose_name="printed number"
                    ),
                ),
                (
                    "owners_text",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="owner, as typed"
                    ),
                ),
                ("raised_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "close_reason",
                    models.TextField(blank=True, default="", verbose_name="why it was closed"),
                ),
                ("title", models.CharField(max_length=500, verbose_name="what is needed")),
                (
                    "outside",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="programme outside"
                    ),
                ),
                ("met", models.BooleanField(default=False)),
                ("history_change_reason", models.TextField(blank=True, default="", null=True)),
                (
                    "needed_by_text",
                    models.TextField(blank=True, default="", verbose_name="needed by, as typed"),
                ),
                (
                    "needed_by_date",
                    models.DateField(blank=True, null=True, verbose_name="needed by"),
                ),
                (
                    "needed_by_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("part-month", "Part of a month"),
                            ("month", "Month"),
                            ("range", "Range"),
                            ("year", "Year"),
                            ("none", "No date"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="needed by, precision",
                    ),
                ),
                (
                    "needed_by_certainty",
                    models.CharField(
                        choices=[
                            ("firm", "Firm"),
                            ("approximate", "Approximate"),
                            ("tbc", "To be confirmed"),
                            ("ongoing", "Ongoing"),
                            ("waiting", "Waiting on a person"),
                            ("impossible", "Not a date of the calendar"),
                            ("unread", "Not read as a date"),
                            ("blank", "Blank"),
                        ],
                        default="blank",
                        max_length=12,
                        verbose_name="needed by, certainty",
                    ),
                ),
                (
                    "needed_by_waiting_on",
                    models.CharField(
                        blank=True, default="", max_length=120, verbose_name="needed by, waiting on"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                (
                    "raised_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        to="workstreams.item",
                    ),
                ),
                (
                    "on_item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.item",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.person",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.programme",
                    ),
                ),
                (
                    "on_workstream",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.workstream",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical dependency",
                "verbose_name_plural": "historical dependencies",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDecision",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "import_key",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                (
                    "source_cell",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="came from"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, default="", max_length=20, verbose_name="printed number"
                    ),
                ),
                (
                    "owners_text",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="owner, as typed"
                    ),
                ),
                ("raised_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "close_reason",
                    models.TextField(blank=True, default="", verbose_name="why it was closed"),
                ),
                ("title", models.CharField(max_length=500, verbose_name="what is asked")),
                (
                    "recommendation",
                    models.TextField(blank=True, default="", verbose_name="recommendation"),
                ),
                (
                    "consequence",
                    models.TextField(blank=True, default="", verbose_name="if it is not decided"),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("asked", "Asked, not answered"),
                            ("agreed", "Agreed"),
                            ("refused", "Refused"),
                            ("deferred", "Deferred"),
                            ("noted", "Noted"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                (
                    "outcome_text",
                    models.TextField(blank=True, default="", verbose_name="what was decided"),
                ),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("review_on", models.DateField(blank=True, null=True)),
                ("history_change_reason", models.TextField(blank=True, default="", null=True)),
                (
                    "due_text",
                    models.TextField(
                        blank=True, default="", verbose_name="to be done by, as typed"
                    ),
                ),
                ("due_date", models.DateField(blank=True, null=True, verbose_name="to be done by")),
                (
                    "due_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("part-month", "Part of a month"),
                            ("month", "Month"),
                            ("range", "Range"),
                            ("year", "Year"),
                            ("none", "No date"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="to be done by, precision",
                    ),
                ),
                (
                    "due_certainty",
                    models.CharField(
                        choices=[
                            ("firm", "Firm"),
                            ("approximate", "Approximate"),
                            ("tbc", "To be confirmed"),
                            ("ongoing", "Ongoing"),
                            ("waiting", "Waiting on a person"),
                            ("impossible", "Not a date of the calendar"),
                            ("unread", "Not read as a date"),
                            ("blank", "Blank"),
                        ],
                        default="blank",
                        max_length=12,
                        verbose_name="to be done by, certainty",
                    ),
                ),
                (
                    "due_waiting_on",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=120,
                        verbose_name="to be done by, waiting on",
                    ),
                ),
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
                (
                    "raised_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        to="workstreams.item",
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
                        to="workstreams.meeting",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.person",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.programme",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical decision",
                "verbose_name_plural": "historical decisions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalComment",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField()),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
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
                    "by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.item",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical comment",
                "verbose_name_plural": "historical comments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalBudgetLine",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "import_key",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                (
                    "source_cell",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="came from"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, default="", max_length=20, verbose_name="printed number"
                    ),
                ),
                (
                    "owners_text",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="owner, as typed"
                    ),
                ),
                ("raised_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "close_reason",
                    models.TextField(blank=True, default="", verbose_name="why it was closed"),
                ),
                ("title", models.CharField(max_length=300)),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        verbose_name="financial year begins in April of"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("core", "Core budget"),
                            ("grant", "Grant"),
                            ("capital", "Capital"),
                            ("reserve", "Reserve"),
                            ("joint", "Joint funding"),
                            ("unstated", "Not stated"),
                        ],
                        default="unstated",
                        max_length=10,
                    ),
                ),
                (
                    "typed",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="budget, as typed"
                    ),
                ),
                ("note", models.TextField(blank=True, default="", verbose_name="note")),
                ("history_change_reason", models.TextField(blank=True, default="", null=True)),
                (
                    "budget_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="budget",
                    ),
                ),
                (
                    "budget_state",
                    models.CharField(
                        choices=[
                            ("blank", "Blank"),
                            ("figure", "Figure"),
                            ("nil", "Nil"),
                            ("not_applicable", "Not applicable"),
                            ("not_reported", "Not reported"),
                        ],
                        default="blank",
                        max_length=16,
                        verbose_name="budget, state",
                    ),
                ),
                (
                    "spent_amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="spent"
                    ),
                ),
                (
                    "spent_state",
                    models.CharField(
                        choices=[
                            ("blank", "Blank"),
                            ("figure", "Figure"),
                            ("nil", "Nil"),
                            ("not_applicable", "Not applicable"),
                            ("not_reported", "Not reported"),
                        ],
                        default="blank",
                        max_length=16,
                        verbose_name="spent, state",
                    ),
                ),
                (
                    "forecast_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="forecast",
                    ),
                ),
                (
                    "forecast_state",
                    models.CharField(
                        choices=[
                            ("blank", "Blank"),
                            ("figure", "Figure"),
                            ("nil", "Nil"),
                            ("not_applicable", "Not applicable"),
                            ("not_reported", "Not reported"),
                        ],
                        default="blank",
                        max_length=16,
                        verbose_name="forecast, state",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                (
                    "raised_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        to="workstreams.item",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.person",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.programme",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical budget line",
                "verbose_name_plural": "historical budget lines",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Dependency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "import_key",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                (
                    "source_cell",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="came from"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, default="", max_length=20, verbose_name="printed number"
                    ),
                ),
                (
                    "owners_text",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="owner, as typed"
                    ),
                ),
                ("raised_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "close_reason",
                    models.TextField(blank=True, default="", verbose_name="why it was closed"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=500, verbose_name="what is needed")),
                (
                    "outside",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="programme outside"
                    ),
                ),
                ("met", models.BooleanField(default=False)),
                (
                    "needed_by_text",
                    models.TextField(blank=True, default="", verbose_name="needed by, as typed"),
                ),
                (
                    "needed_by_date",
                    models.DateField(blank=True, null=True, verbose_name="needed by"),
                ),
                (
                    "needed_by_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("part-month", "Part of a month"),
                            ("month", "Month"),
                            ("range", "Range"),
                            ("year", "Year"),
                            ("none", "No date"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="needed by, precision",
                    ),
                ),
                (
                    "needed_by_certainty",
                    models.CharField(
                        choices=[
                            ("firm", "Firm"),
                            ("approximate", "Approximate"),
                            ("tbc", "To be confirmed"),
                            ("ongoing", "Ongoing"),
                            ("waiting", "Waiting on a person"),
                            ("impossible", "Not a date of the calendar"),
                            ("unread", "Not read as a date"),
                            ("blank", "Blank"),
                        ],
                        default="blank",
                        max_length=12,
                        verbose_name="needed by, certainty",
                    ),
                ),
                (
                    "needed_by_waiting_on",
                    models.CharField(
                        blank=True, default="", max_length=120, verbose_name="needed by, waiting on"
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="%(class)s_rows",
                        to="workstreams.item",
                    ),
                ),
                (
                    "on_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needed_by",
                        to="workstreams.item",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="workstreams.person",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="workstreams.programme",
                    ),
                ),
                (
                    "on_workstream",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needed_by",
                        to="workstreams.workstream",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "dependencies",
                "ordering": ("programme", "number", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on_item__isnull", False),
                            ("on_workstream__isnull", False),
                            models.Q(("outside", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="dependency_is_on_something",
                        violation_error_message="Say what it waits for: an item, a workstream, or a plan outside.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("item__isnull", True),
                            ("on_item__isnull", True),
                            models.Q(("item", models.F("on_item")), _negated=True),
                            _connector="OR",
                        ),
                        name="dependency_not_on_itself",
                        violation_error_message="An item cannot wait for itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "import_key",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                (
                    "source_cell",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="came from"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, default="", max_length=20, verbose_name="printed number"
                    ),
                ),
                (
                    "owners_text",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="owner, as typed"
                    ),
                ),
                ("raised_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "close_reason",
                    models.TextField(blank=True, default="", verbose_name="why it was closed"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=500, verbose_name="what is asked")),
                (
                    "recommendation",
                    models.TextField(blank=True, default="", verbose_name="recommendation"),
                ),
                (
                    "consequence",
                    models.TextField(blank=True, default="", verbose_name="if it is not decided"),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("asked", "Asked, not answered"),
                            ("agreed", "Agreed"),
                            ("refused", "Refused"),
                            ("deferred", "Deferred"),
                            ("noted", "Noted"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                (
                    "outcome_text",
                    models.TextField(blank=True, default="", verbose_name="what was decided"),
                ),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("review_on", models.DateField(blank=True, null=True)),
                (
                    "due_text",
                    models.TextField(
                        blank=True, default="", verbose_name="to be done by, as typed"
                    ),
                ),
                ("due_date", models.DateField(blank=True, null=True, verbose_name="to be done by")),
                (
                    "due_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("part-month", "Part of a month"),
                            ("month", "Month"),
                            ("range", "Range"),
                            ("year", "Year"),
                            ("none", "No date"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="to be done by, precision",
                    ),
                ),
                (
                    "due_certainty",
                    models.CharField(
                        choices=[
                            ("firm", "Firm"),
                            ("approximate", "Approximate"),
                            ("tbc", "To be confirmed"),
                            ("ongoing", "Ongoing"),
                            ("waiting", "Waiting on a person"),
                            ("impossible", "Not a date of the calendar"),
                            ("unread", "Not read as a date"),
                            ("blank", "Blank"),
                        ],
                        default="blank",
                        max_length=12,
                        verbose_name="to be done by, certainty",
                    ),
                ),
                (
                    "due_waiting_on",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=120,
                        verbose_name="to be done by, waiting on",
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="workstreams.board",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="%(class)s_rows",
                        to="workstreams.item",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="workstreams.meeting",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="workstreams.person",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="workstreams.programme",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "ordering": ("board", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", "asked"), ("decided_on__isnull", False), _connector="OR"
                        ),
                        name="decision_answered_has_a_day",
                        violation_error_message="Give the day of the decision.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="decision_asks_something",
                        violation_error_message="Say what is asked.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField()),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="workstreams.item",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "ordering": ("written_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("item__isnull", True), ("workstream__isnull", True), _connector="XOR"
                        ),
                        name="comment_stands_beside_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="comment_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "import_key",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                (
                    "source_cell",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="came from"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, default="", max_length=20, verbose_name="printed number"
                    ),
                ),
                (
                    "owners_text",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="owner, as typed"
                    ),
                ),
                ("raised_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "close_reason",
                    models.TextField(blank=True, default="", verbose_name="why it was closed"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=300)),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        verbose_name="financial year begins in April of"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("core", "Core budget"),
                            ("grant", "Grant"),
                            ("capital", "Capital"),
                            ("reserve", "Reserve"),
                            ("joint", "Joint funding"),
                            ("unstated", "Not stated"),
                        ],
                        default="unstated",
                        max_length=10,
                    ),
                ),
                (
                    "typed",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="budget, as typed"
                    ),
                ),
                ("note", models.TextField(blank=True, default="", verbose_name="note")),
                (
                    "budget_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="budget",
                    ),
                ),
                (
                    "budget_state",
                    models.CharField(
                        choices=[
                            ("blank", "Blank"),
                            ("figure", "Figure"),
                            ("nil", "Nil"),
                            ("not_applicable", "Not applicable"),
                            ("not_reported", "Not reported"),
                        ],
                        default="blank",
                        max_length=16,
                        verbose_name="budget, state",
                    ),
                ),
                (
                    "spent_amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="spent"
                    ),
                ),
                (
                    "spent_state",
                    models.CharField(
                        choices=[
                            ("blank", "Blank"),
                            ("figure", "Figure"),
                            ("nil", "Nil"),
                            ("not_applicable", "Not applicable"),
                            ("not_reported", "Not reported"),
                        ],
                        default="blank",
                        max_length=16,
                        verbose_name="spent, state",
                    ),
                ),
                (
                    "forecast_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="forecast",
                    ),
                ),
                (
                    "forecast_state",
                    models.CharField(
                        choices=[
                            ("blank", "Blank"),
                            ("figure", "Figure"),
                            ("nil", "Nil"),
                            ("not_applicable", "Not applicable"),
                            ("not_reported", "Not reported"),
                        ],
                        default="blank",
                        max_length=16,
                        verbose_name="forecast, state",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="%(class)s_rows",
                        to="workstreams.item",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="workstreams.person",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="workstreams.programme",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "ordering": ("programme", "year", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("budget_amount__isnull", False), ("budget_state", "figure")),
                            models.Q(("budget_amount", 0), ("budget_state", "nil")),
                            models.Q(
                                ("budget_amount__isnull", True),
                                ("budget_state__in", ("blank", "not_applicable", "not_reported")),
                            ),
                            _connector="OR",
                        ),
                        name="budget_budget_says_what_it_is",
                        violation_error_message="Give a figure, or say nil, not applicable or not reported.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("spent_amount__isnull", False), ("spent_state", "figure")),
                            models.Q(("spent_amount", 0), ("spent_state", "nil")),
                            models.Q(
                                ("spent_amount__isnull", True),
                                ("spent_state__in", ("blank", "not_applicable", "not_reported")),
                            ),
                            _connector="OR",
                        ),
                        name="budget_spent_says_what_it_is",
                        violation_error_message="Give a figure, or say nil, not applicable or not reported.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("forecast_amount__isnull", False), ("forecast_state", "figure")
                            ),
                            models.Q(("forecast_amount", 0), ("forecast_state", "nil")),
                            models.Q(
                                ("forecast_amount__isnull", True),
                                ("forecast_state__in", ("blank", "not_applicable", "not_reported")),
                            ),
                            _connector="OR",
                        ),
                        name="budget_forecast_says_what_it_is",
                        violation_error_message="Give a figure, or say nil, not applicable or not reported.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalReading",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("period", models.DateField(verbose_name="period ends")),
                (
                    "declared_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="rating, declared",
                    ),
                ),
                ("note", models.TextField(blank=True, default="", verbose_name="note")),
                ("history_change_reason", models.TextField(blank=True, default="", null=True)),
                (
                    "value_amount",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="value"
                    ),
                ),
                (
                    "value_state",
                    models.CharField(
                        choices=[
                            ("blank", "Blank"),
                            ("figure", "Figure"),
                            ("nil", "Nil"),
                            ("not_applicable", "Not applicable"),
                            ("not_reported", "Not reported"),
                        ],
                        default="blank",
                        max_length=16,
                        verbose_name="value, state",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.measure",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical reading",
                "verbose_name_plural": "historical readings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", models.DateField(verbose_name="period ends")),
                (
                    "declared_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="rating, declared",
                    ),
                ),
                ("note", models.TextField(blank=True, default="", verbose_name="note")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "value_amount",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="value"
                    ),
                ),
                (
                    "value_state",
                    models.CharField(
                        choices=[
                            ("blank", "Blank"),
                            ("figure", "Figure"),
                            ("nil", "Nil"),
                            ("not_applicable", "Not applicable"),
                            ("not_reported", "Not reported"),
                        ],
                        default="blank",
                        max_length=16,
                        verbose_name="value, state",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="workstreams.measure",
                    ),
                ),
            ],
            options={
                "ordering": ("measure", "period"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("measure", "period"), name="reading_once_a_period"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("value_amount__isnull", False), ("value_state", "figure")),
                            models.Q(("value_amount", 0), ("value_state", "nil")),
                            models.Q(
                                ("value_amount__isnull", True),
                                ("value_state__in", ("blank", "not_applicable", "not_reported")),
                            ),
                            _connector="OR",
                        ),
                        name="reading_value_says_what_it_is",
                        violation_error_message="Give a figure, or say nil, not applicable or not reported.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSavingYear",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(2000)],
                        verbose_name="financial year begins in April of",
                    ),
                ),
                ("verified_at", models.DateTimeField(blank=True, null=True)),
                ("history_change_reason", models.TextField(blank=True, default="", null=True)),
                (
                    "target_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="target",
                    ),
                ),
                (
                    "target_state",
                    models.CharField(
                        choices=[
                            ("blank", "Blank"),
                            ("figure", "Figure"),
                            ("nil", "Nil"),
                            ("not_applicable", "Not applicable"),
                            ("not_reported", "Not reported"),
                        ],
                        default="blank",
                        max_length=16,
                        verbose_name="target, state",
                    ),
                ),
                (
                    "forecast_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="forecast",
                    ),
                ),
                (
                    "forecast_state",
                    models.CharField(
                        choices=[
                            ("blank", "Blank"),
                            ("figure", "Figure"),
                            ("nil", "Nil"),
                            ("not_applicable", "Not applicable"),
                            ("not_reported", "Not reported"),
                        ],
                        default="blank",
                        max_length=16,
                        verbose_name="forecast, state",
                    ),
                ),
                (
                    "claimed_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="claimed",
                    ),
                ),
                (
                    "claimed_state",
                    models.CharField(
                        choices=[
                            ("blank", "Blank"),
                            ("figure", "Figure"),
                            ("nil", "Nil"),
                            ("not_applicable", "Not applicable"),
                            ("not_reported", "Not reported"),
                        ],
                        default="blank",
                        max_length=16,
                        verbose_name="claimed, state",
                    ),
                ),
                (
                    "verified_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="verified by finance",
                    ),
                ),
                (
                    "verified_state",
                    models.CharField(
                        choices=[
                            ("blank", "Blank"),
                            ("figure", "Figure"),
                            ("nil", "Nil"),
                            ("not_applicable", "Not applicable"),
                            ("not_reported", "Not reported"),
                        ],
                        default="blank",
                        max_length=16,
                        verbose_name="verified by finance, state",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "saving",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.saving",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical saving year",
                "verbose_name_plural": "historical saving years",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="SavingYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(2000)],
                        verbose_name="financial year begins in April of",
                    ),
                ),
                ("verified_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "target_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="target",
                    ),
                ),
                (
                    "target_state",
                    models.CharField(
                        choices=[
                            ("blank", "Blank"),
                            ("figure", "Figure"),
                            ("nil", "Nil"),
                            ("not_applicable", "Not applicable"),
                            ("not_reported", "Not reported"),
                        ],
                        default="blank",
                        max_length=16,
                        verbose_name="target, state",
                    ),
                ),
                (
                    "forecast_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="forecast",
                    ),
                ),
                (
                    "forecast_state",
                    models.CharField(
                        choices=[
                            ("blank", "Blank"),
                            ("figure", "Figure"),
                            ("nil", "Nil"),
                            ("not_applicable", "Not applicable"),
                            ("not_reported", "Not reported"),
                        ],
                        default="blank",
                        max_length=16,
                        verbose_name="forecast, state",
                    ),
                ),
                (
                    "claimed_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="claimed",
                    ),
                ),
                (
                    "claimed_state",
                    models.CharField(
                        choices=[
                            ("blank", "Blank"),
                            ("figure", "Figure"),
                            ("nil", "Nil"),
                            ("not_applicable", "Not applicable"),
                            ("not_reported", "Not reported"),
                        ],
                        default="blank",
                        max_length=16,
                        verbose_name="claimed, state",
                    ),
                ),
                (
                    "verified_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="verified by finance",
                    ),
                ),
                (
                    "verified_state",
                    models.CharField(
                        choices=[
                            ("blank", "Blank"),
                            ("figure", "Figure"),
                            ("nil", "Nil"),
                            ("not_applicable", "Not applicable"),
                            ("not_reported", "Not reported"),
                        ],
                        default="blank",
                        max_length=16,
                        verbose_name="verified by finance, state",
                    ),
                ),
                (
                    "saving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="years",
                        to="workstreams.saving",
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("saving", "year"),
                "constraints": [
                    models.UniqueConstraint(fields=("saving", "year"), name="saving_year_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("target_amount__isnull", False), ("target_state", "figure")),
                            models.Q(("target_amount", 0), ("target_state", "nil")),
                            models.Q(
                                ("target_amount__isnull", True),
                                ("target_state__in", ("blank", "not_applicable", "not_reported")),
                            ),
                            _connector="OR",
                        ),
                        name="saving_target_says_what_it_is",
                        violation_error_message="Give a figure, or say nil, not applicable or not reported.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("forecast_amount__isnull", False), ("forecast_state", "figure")
                            ),
                            models.Q(("forecast_amount", 0), ("forecast_state", "nil")),
                            models.Q(
                                ("forecast_amount__isnull", True),
                                ("forecast_state__in", ("blank", "not_applicable", "not_reported")),
                            ),
                            _connector="OR",
                        ),
                        name="saving_forecast_says_what_it_is",
                        violation_error_message="Give a figure, or say nil, not applicable or not reported.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("claimed_amount__isnull", False), ("claimed_state", "figure")
                            ),
                            models.Q(("claimed_amount", 0), ("claimed_state", "nil")),
                            models.Q(
                                ("claimed_amount__isnull", True),
                                ("claimed_state__in", ("blank", "not_applicable", "not_reported")),
                            ),
                            _connector="OR",
                        ),
                        name="saving_claimed_says_what_it_is",
                        violation_error_message="Give a figure, or say nil, not applicable or not reported.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("verified_amount__isnull", False), ("verified_state", "figure")
                            ),
                            models.Q(("verified_amount", 0), ("verified_state", "nil")),
                            models.Q(
                                ("verified_amount__isnull", True),
                                ("verified_state__in", ("blank", "not_applicable", "not_reported")),
                            ),
                            _connector="OR",
                        ),
                        name="saving_verified_says_what_it_is",
                        violation_error_message="Give a figure, or say nil, not applicable or not reported.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSaving",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "import_key",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                (
                    "source_cell",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="came from"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, default="", max_length=20, verbose_name="printed number"
                    ),
                ),
                (
                    "owners_text",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="owner, as typed"
                    ),
                ),
                ("raised_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "close_reason",
                    models.TextField(blank=True, default="", verbose_name="why it was closed"),
                ),
                ("title", models.CharField(max_length=500)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cashable", "Cashable saving"),
                            ("avoidance", "Cost avoidance"),
                            ("unstated", "Not stated"),
                        ],
                        default="unstated",
                        max_length=10,
                    ),
                ),
                ("recurrent", models.BooleanField(blank=True, null=True)),
                (
                    "declared_rag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("blue", "Complete"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="savings rating, declared",
                    ),
                ),
                (
                    "typed",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="target, as typed"
                    ),
                ),
                ("note", models.TextField(blank=True, default="", verbose_name="note")),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        to="workstreams.item",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.person",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.programme",
                    ),
                ),
                (
                    "included_in",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Set where this figure is part of a larger one, so that it is not added twice.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.saving",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workstreams.workstream",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical saving",
                "verbose_name_plural": "historical savings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="item",
            name="owners",
            field=models.ManyToManyField(
                related_name="items", through="workstreams.ItemOwner", to="workstreams.person"
            ),
        ),
        migrations.AddField(
            model_name="workstream",
            name="owners",
            field=models.ManyToManyField(
                related_name="workstreams",
                through="workstreams.WorkstreamOwner",
                to="workstreams.person",
            ),
        ),
    ]
