"""The doorbell: rung after the commit, to the right queue, and never a fault of the page that rings."""

from __future__ import annotations

import socket
import threading
import time

import pytest
from celery import Celery, current_app
from django.conf import settings
from django.db import transaction

from reports import doorbell
from tracker.env import Environment

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rung(monkeypatch):
    heard = []
    monkeypatch.setattr(
        current_app, "send_task", lambda name, args, **_: heard.append((name, *args))
    )
    return heard


def test_it_rings_after_the_commit_only(rung):
    with transaction.atomic():
        doorbell.ring("render_edition", 7)
        assert rung == []
    assert rung == [("reports.tasks.render_edition", 7)]


def test_what_is_rolled_back_is_not_rung(rung):
    def fail():
        with transaction.atomic():
            doorbell.ring("render_edition", 7)
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011  our own, just above
        fail()
    assert rung == []


@pytest.fixture
def broker_at(monkeypatch, tmp_path):
    """Rings at a Redis on this port of this machine, with the time limits of production."""

    def pointing(port: int) -> None:
        broker = Environment({"REDIS_URL": f"redis://127.0.0.1:{port}/0"}).broker(tmp_path)
        app = Celery("elsewhere", broker=broker["url"], set_as_current=False)
        app.conf.broker_transport_options = broker["options"]
        app.conf.broker_connection_timeout = settings.CELERY_BROKER_CONNECTION_TIMEOUT
        monkeypatch.setattr(doorbell, "current_app", app)

    return pointing


def test_a_broker_that_is_down_costs_no_error(broker_at, caplog):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        broker_at(nobody.getsockname()[1])  # bound and not listening: refused
        began = time.monotonic()
        doorbell.ring("render_edition", 7)
    assert time.monotonic() - began < 6
    assert "did not take" in caplog.text


def test_a_broker_that_is_silent_does_not_hang_the_page(broker_at, caplog):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()  # takes the connection and says nothing
        broker_at(silent.getsockname()[1])
        began = time.monotonic()
        doorbell.ring("render_edition", 7)
    assert time.monotonic() - began < 10
    assert "did not take" in caplog.text


class TestACrowd:
    """Rows that wait are rung again each minute: not behind hundreds of rings that nobody heard yet."""

    @pytest.fixture(autouse=True)
    def broker(self, monkeypatch):
        app = Celery("elsewhere", broker="memory://", set_as_current=False)
        app.conf.task_routes = settings.CELERY_TASK_ROUTES
        app.conf.task_default_queue = settings.CELERY_TASK_DEFAULT_QUEUE
        monkeypatch.setattr(doorbell, "current_app", app)
        monkeypatch.setattr(doorbell, "CROWD", 3)
        yield app
        with app.connection_for_write() as link:
            link.default_channel.queue_delete("mail")

    def test_of_rings_in_the_same_queue(self):
        for number in (1, 2, 3):
            assert not doorbell.crowded("send_delivery")
            doorbell.ring("send_delivery", number)
        assert doorbell.crowded("send_delivery")
        assert not doorbell.crowded("render_edition")

    def test_a_broker_that_does_not_say_is_not_crowded(self, monkeypatch):
        def down(*_, **__):
            raise OSError("connection refused")

        monkeypatch.setattr(Celery, "connection_or_acquire", down)
        assert not doorbell.crowded("send_delivery")


def test_each_kind_of_work_has_its_queue():
    router = current_app.amqp.router
    current_app.loader.import_default_modules()
    for name in current_app.tasks:
        if name.startswith("reports.tasks."):
            queue = router.route({}, name)["queue"].name
            kind = name.removeprefix("reports.tasks.").split("_")[0]
            assert queue == {"render": "render", "send": "mail", "deliver": "mail"}.get(
                kind, "default"
            ), name
    assert settings.CELERY_TASK_DEFAULT_QUEUE == "default"


def test_a_requests_thread_rings_at_our_broker():
    """gunicorn answers in threads; there too the app is ours and not Celery's own default."""
    seen = []

    def in_a_thread() -> None:
        seen.append((current_app.main, current_app.conf.task_default_queue))

    thread = threading.Thread(target=in_a_thread)
    thread.start()
    thread.join()
    assert seen == [("tracker", "default")]
