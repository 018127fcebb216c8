"""The broker of the embedded default: kombu's folder of files, where a message is there whole or not at all.

Kombu's own opens a message's file under its name and writes it then; a worker that looks in between takes an
empty file, stops with an error and has swallowed the message. Here it is written beside and given its name.
Kombu's own also remembers for the life of a process which queues it has told the control folder of. A folder
that was emptied since, or another folder, then swallows every message without a word. Here a connection asks
its folder.
"""

import os
import time
import uuid
from pathlib import Path
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem, virtual
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """Puts by renaming; all else is kombu's."""

    def _put(self, queue: str, message: Any, **_: Any) -> None:  # type: ignore[override]  # kombu names it both ways
        # what kombu looks for ends with the queue's name and .msg, oldest first by name
        name = f"{time.monotonic_ns():020}_{uuid.uuid4()}.{queue}.msg"
        whole = Path(self.data_folder_out, name)
        begun = whole.with_name(f"{name}.part")
        try:
            begun.write_text(dumps(message), encoding="utf-8")
            os.replace(begun, whole)
        except OSError as error:
            raise ChannelError(f"Cannot add {whole} to the queue's folder") from error


class Transport(filesystem.Transport):
    """`filesystem://`, as this product means it."""

    Channel = Channel

    def __init__(self, client: Any, **kwargs: Any) -> None:
        super().__init__(client, **kwargs)
        # what is bound is what this connection has seen in its folder, not what another one had in its own
        self.state = virtual.BrokerState()


def install() -> None:
    """From now on `filesystem://` means this one, in this process."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:{Transport.__name__}"
