"""The folder that is the broker where there is no Redis: a message is taken whole, once, oldest first."""

import threading
from queue import Empty

import pytest
from kombu import Connection

from tracker import queue_folder
from tracker.celery import app

MESSAGES = 300


def link_to(place):
    folders = {name: place / name for name in ("messages", "control", "processed")}
    for folder in folders.values():
        folder.mkdir(parents=True)
    options = {
        "data_folder_in": str(folders["messages"]), "data_folder_out": str(folders["messages"]),
        "control_folder": str(folders["control"]), "processed_folder": str(folders["processed"]),
        "polling_interval": 0.05,
    }  # fmt: skip
    return Connection("filesystem://", transport_options=options)


@pytest.fixture
def link(tmp_path):
    with link_to(tmp_path) as link:
        yield link


def test_the_product_means_this_one():
    with app.connection_for_write("filesystem://") as link:
        assert isinstance(link.transport, queue_folder.Transport)


def test_a_message_comes_back_as_it_was_put(link):
    queue = link.SimpleQueue("render")
    for number in (1, 2):
        queue.put({"edition": number, "of": "Calderbrook – SEND"})
    taken = [queue.get(timeout=30).payload for _ in range(2)]
    assert taken == [
        {"edition": 1, "of": "Calderbrook – SEND"},
        {"edition": 2, "of": "Calderbrook – SEND"},
    ]


def test_a_second_folder_gets_its_messages_too(link, tmp_path):
    """Kombu's own believes the second to be told of the queue, because the first was, and drops the message."""
    link.SimpleQueue("mail").put({"delivery": 1})
    with link_to(tmp_path / "another") as second:
        queue = second.SimpleQueue("mail")
        queue.put({"delivery": 2})
        assert queue.get(timeout=5).payload == {"delivery": 2}


def test_who_looks_while_messages_are_put_never_takes_half_a_one(link):
    putting, taking = link.channel(), link.channel()
    taken: list[int] = []

    def put() -> None:
        for number in range(MESSAGES):
            putting._put("render", {"edition": number, "padding": "x" * 5000})

    writer = threading.Thread(target=put)
    writer.start()
    while writer.is_alive() or len(taken) < MESSAGES:
        try:
            taken.append(
                taking._get("render")["edition"]
            )  # kombu's own stops here with half a file
        except Empty:
            continue
    writer.join()
    assert sorted(taken) == list(range(MESSAGES))


def test_a_folder_that_is_gone_is_an_error_of_the_broker(link, tmp_path):
    channel = link.channel()
    (tmp_path / "messages").rmdir()
    with pytest.raises(link.channel_errors):
        channel._put("render", {"edition": 1})
