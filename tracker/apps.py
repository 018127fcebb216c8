from django.apps import AppConfig


class TrackerConfig(AppConfig):
    name = "tracker"
    verbose_name = "Programme tracker"

    def ready(self) -> None:
        from tracker import checks, database  # noqa: F401  checks register themselves

        database.begin()
