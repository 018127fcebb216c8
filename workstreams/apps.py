from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class WorkstreamsConfig(AppConfig):
    name = "workstreams"
    verbose_name = "Workstreams"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every saved row is noted in the act that it is part of, every change of a plan leaves its stamp."""
        from workstreams.actions import acts  # noqa: F401
        from workstreams.plan import kept

        connection_created.connect(kept.begin, dispatch_uid="kept.begin")
        pre_migrate.connect(kept.sleep, sender=self, dispatch_uid="kept.sleep")
        post_migrate.connect(kept.wake, sender=self, dispatch_uid="kept.wake")
