"""The faults of the matrix that one machine allows, each with some of its freedom left to chance.

A scenario takes a `Story` that has its world and says what goes wrong: injuries at points, rules of
the mail server, events while the run goes on. It may leave words in `story.expects` for the oracle.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.faults.points import LAST_RELEASE

EDITION_POINTS = (
    "claim.after", "freeze.collected", "freeze.after", "render.before", "render.after",
    "file.kept", "finish.before", "make.after",
)  # fmt: skip
MAIL_BEFORE_DATA = ("mail.claimed", "mail.composed", "smtp.before", "smtp.connected")
MAIL_IN_DOUBT = ("smtp.begun", "smtp.answered", "mail.concluded")
CHASE_POINTS = (
    "ask.before", "ask.after", "digest.claimed", "digest.composed", "digest.concluded",
    "smtp.before", "smtp.connected", "doorbell.before", "sweep.before",
)  # fmt: skip
EVERYWHERE = (
    *EDITION_POINTS, *MAIL_BEFORE_DATA, *MAIL_IN_DOUBT, "tick.before", "tick.after",
    "sweep.before", "sweep.hold", "doorbell.before", "issue.after", "settle.before", "release.before",
)  # fmt: skip

SCENARIOS: dict[str, tuple[str, Callable[[Any], None]]] = {}


def scenario(number: str, words: str) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    def keep(function: Callable[[Any], None]) -> Callable[[Any], None]:
        SCENARIOS[number] = (words, function)
        return function

    return keep


@scenario("F1", "a job's process is killed at any point of a report")
def child_killed(story: Any) -> None:
    story.injure(story.chance.choice(EDITION_POINTS), "kill", times=story.chance.randint(1, 2))


@scenario("F2", "a whole worker is killed at any point of a report")
def worker_killed(story: Any) -> None:
    story.injure(story.chance.choice(EDITION_POINTS), "kill-group")
    story.real = story.chance.random() < 0.3


@scenario("F4", "a worker is told to stop in the middle (a deploy)")
def deploy(story: Any) -> None:
    for _ in range(2):
        story.after(story.chance.uniform(0.2, 2), lambda: story.stop_a_worker(signal.SIGTERM))


@scenario("F5", "killed after the file is stored, before the row says so")
def killed_after_file(story: Any) -> None:
    story.injure("file.kept", story.chance.choice(["kill", "kill-group"]), times=2)


@scenario("F6", "killed after a row is written, before what follows from it")
def killed_before_doorbell(story: Any) -> None:
    where = story.chance.choice(["doorbell.before", "settle.before", "issue.after"])
    story.injure(where, "kill", times=2, skip=story.chance.randint(0, 3))


@scenario("F7", "killed before the first byte of a message")
def killed_before_data(story: Any) -> None:
    where = story.chance.choice(MAIL_BEFORE_DATA)
    story.injure(where, "kill", times=2, skip=story.chance.randint(0, 2))
    story.expects.add("nothing unknown")


@scenario("F8", "killed while a message is handed over")
def killed_in_doubt(story: Any) -> None:
    where = story.chance.choice(MAIL_IN_DOUBT)
    story.injure(where, "kill", times=story.chance.randint(1, 3), skip=story.chance.randint(0, 2))


@scenario("F9", "the mail server is away for a second")
def mail_server_away(story: Any) -> None:
    story.mail_server(False)
    story.after(story.chance.uniform(1, 2.5), lambda: story.mail_server(True))
    story.expects.add("nothing unknown")


@scenario("F10", "the mail server takes a message and never answers")
def mail_server_hangs(story: Any) -> None:
    for address in story.some_addresses(2):
        story.sink.rules[address] = ["hang"]


@scenario("F11", "bad addresses among good ones")
def bad_addresses(story: Any) -> None:
    for address in story.some_addresses(3):
        story.sink.rules[address] = ["550"]
        story.refused.add(address)


@scenario("F12", "not now, and a line closed between two mails")
def not_now(story: Any) -> None:
    for address in story.some_addresses(4):
        story.sink.rules[address] = [story.chance.choice(["451", "421"]), "accept"]
    story.expects.add("nothing unknown")


@scenario("F14", "a message too large for the relay")
def too_large(story: Any) -> None:
    for address in story.some_addresses(2):
        story.sink.rules[address] = ["552"]
        story.refused.add(address)


@scenario("F15", "the broker is killed and comes back empty")
def broker_empty(story: Any) -> None:
    for _ in range(story.chance.randint(1, 2)):
        story.after(story.chance.uniform(0.2, 2), story.restart_redis)


@scenario("F16", "the broker is down for seconds; people go on approving")
def broker_down(story: Any) -> None:
    story.after(story.chance.uniform(0.3, 1.5), story.redis.kill)
    story.after(story.chance.uniform(3, 4.5), story.redis.start)


@scenario("F17", "the broker has no room: it refuses, or throws messages away")
def broker_full(story: Any) -> None:
    policy = story.chance.choice(["noeviction", "allkeys-random"])
    room = story.chance.choice([0, 2000, 8000])
    story.after(story.chance.uniform(0.2, 1.5), lambda: story.redis.limit(room, policy))
    story.after(story.chance.uniform(3, 4.5), lambda: story.redis.limit(None))


@scenario("F18", "the database is killed and restarted")
def database_killed(story: Any) -> None:
    for _ in range(story.chance.randint(1, 2)):
        story.after(story.chance.uniform(0.3, 2.5), story.restart_database)


@scenario("F19", "the database can only be read for a while (its disk is full)")
def database_read_only(story: Any) -> None:
    story.after(story.chance.uniform(0.3, 1.5), lambda: story.postgresql.read_only(True))
    story.after(story.chance.uniform(2.5, 3.5), lambda: story.postgresql.read_only(False))


@scenario("F20", "deadlocks at any point")
def deadlocks(story: Any) -> None:
    where = [name for name in EVERYWHERE if name not in MAIL_IN_DOUBT]
    story.injure(story.chance.choice(where), "database", times=2)


@scenario("F21", "two schedulers")
def two_beats(story: Any) -> None:
    story.beats = 2
    story.storm = 20


@scenario("F22", "no scheduler over three month ends")
def silent_months(story: Any) -> None:
    story.months = 3
    story.boards, story.readers = min(story.boards, 2), min(story.readers, 3)


@scenario("F23", "one job for many workers, and one that wakes up too late")
def same_job(story: Any) -> None:
    story.storm, story.workers = 20, 2
    where = story.chance.choice(["render.after", "finish.before", "mail.claimed", "smtp.connected"])
    story.injure(where, "sleep", seconds=4)


@scenario("F24", "a worker's clock is an hour wrong")
def wrong_clock(story: Any) -> None:
    story.skew = story.chance.choice([-3600, 3600, -90, 90])
    story.workers = 2


@scenario("F28", "the store is full, once or twice")
def full_disk(story: Any) -> None:
    story.injure("disk", "full", times=story.chance.randint(1, 2))


@scenario("F29", "the file is gone before it is mailed")
def file_gone(story: Any) -> None:
    story.lose_finals = True


@scenario("F30", "one board's report cannot be made")
def broken_board(story: Any) -> None:
    story.broken = "Board 1"
    story.boards = max(story.boards, 3)


@scenario("F31", "one board's report kills its worker each time")
def poison_board(story: Any) -> None:
    story.poison = "Board 1"
    story.boards = max(story.boards, 3)


@scenario("F32", "replaced by a second version, from two tabs, while it is being sent")
def replaced(story: Any) -> None:
    story.replace = True


@scenario("F33", "the plan is edited while its facts are frozen")
def late_edits(story: Any) -> None:
    story.edits = True
    story.injure("freeze.collected", "sleep", seconds=0.5)


@scenario("F34", "people join and leave between the draft and the issue")
def joiners(story: Any) -> None:
    story.leavers = True


@scenario("F35", "a board with a report on its way is deleted")
def board_deleted(story: Any) -> None:
    story.delete_board = True


@scenario("F36", "the last release froze the facts and died in the deploy; this one renders")
def deployed_between(story: Any) -> None:
    story.boards, story.readers = min(story.boards, 3), min(story.readers, 3)
    story.injure(LAST_RELEASE, "freezes")
    story.injure("freeze.after", story.chance.choice(["kill", "kill-group"]))
    story.real = story.chance.random() < 0.3


@scenario("F37", "the disk of the logs is full")
def no_logs(story: Any) -> None:
    story.crew.log = Path("/dev/full")
    story.workers = 2
    where = story.chance.choice([*EDITION_POINTS, *MAIL_BEFORE_DATA])
    story.injure(where, story.chance.choice(["kill", "database"]))


@scenario("F38", "a table is locked for seconds; statements are stopped")
def slow_database(story: Any) -> None:
    tables = story.chance.sample(
        ["reports_edition", "reports_delivery", "reports_transition", "reports_snapshot"], 2
    )
    for table in tables:
        seconds = story.chance.uniform(1.5, 3)
        story.after(
            story.chance.uniform(0.3, 3), lambda t=table, s=seconds: story.postgresql.hold(t, s)
        )


@scenario("F39", "one worker with one process for everything, and every report takes long")
def all_busy(story: Any) -> None:
    story.workers, story.alone = 1, True
    story.boards, story.readers = 4, min(story.readers, 2)
    story.injure("render.before", "sleep", seconds=0.8, times=100)
    story.expects |= {"mails among reports", "nothing unknown"}


@scenario("F40", "a power cut: everything dies at once")
def power_cut(story: Any) -> None:
    story.after(story.chance.uniform(0.3, 2.5), story.power_cut)


@scenario("chase", "people are asked for returns by two schedulers while workers die")
def chase(story: Any) -> None:
    story.leads, story.owners = story.chance.randint(1, 4), story.chance.randint(0, 3)
    story.boards, story.readers, story.workers = 1, 2, 2
    for _ in range(story.chance.randint(1, 3)):
        story.injure(
            story.chance.choice(CHASE_POINTS),
            story.chance.choice(["kill", "kill-group"]),
            skip=story.chance.randint(0, 4),
        )
    if story.chance.random() < 0.3:
        story.after(story.chance.uniform(0.5, 2.5), story.restart_redis)


@scenario("chase-in-doubt", "workers die while they hand a mail of the chase over")
def chase_in_doubt(story: Any) -> None:
    story.leads, story.owners = story.chance.randint(2, 4), 1
    story.boards, story.readers = 1, 1
    where = story.chance.choice(["smtp.begun", "smtp.answered", "digest.concluded"])
    story.injure(where, "kill", times=story.chance.randint(1, 2), skip=story.chance.randint(0, 3))


@scenario("any", "three injuries anywhere, two of everything")
def anything(story: Any) -> None:
    story.workers, story.beats = 2, 2
    for _ in range(3):
        story.injure(
            story.chance.choice(EVERYWHERE),
            story.chance.choice(["kill", "kill-group", "sleep"]),
            seconds=3,
            skip=story.chance.randint(0, 4),
        )
