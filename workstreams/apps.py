from django.apps import AppConfig


class WorkstreamsConfig(AppConfig):
    name = "workstreams"
    verbose_name = "Workstreams"
    default_auto_field = "django.db.models.BigAutoField"
