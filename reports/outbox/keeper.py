"""Keeps a claim while DATA is under way, so that a dead worker is known from a slow mail server in seconds.

The server may take a minute to answer (RFC 5321 allows it ten); a worker that was killed must be seen
sooner. So a claim whose DATA has begun holds for half a minute only, and the worker renews it.
"""

import logging
import threading
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, connection

logger = logging.getLogger(__name__)


class Keeper:
    """Calls ``renew`` every so many seconds in a thread of its own, from `start` to `stop`.

    ``renew`` answers whether the claim is still ours; after a no it is not called again. A database that
    goes away is asked again the next time. The thread opens no connection before the first renewal, so
    that an ordinary mail, which takes less, costs none.
    """

    def __init__(self, renew: Callable[[], bool], *, every: float) -> None:
        self.renew, self.every = renew, every
        self.done = threading.Event()
        self.thread: threading.Thread | None = None

    def start(self) -> None:
        """From now on."""
        self.thread = threading.Thread(target=self._keep, name="keeper", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """No more; when this returns the thread has ended and its connection is closed."""
        self.done.set()
        if self.thread is not None:
            self.thread.join()

    def _keep(self) -> None:
        opened = False
        try:
            while not self.done.wait(self.every):
                opened = True
                try:
                    if not self.renew():
                        return
                except (DatabaseError, InterfaceError) as error:
                    logger.warning("A claim could not be renewed, again soon: %s", error)
                    connection.close()
        finally:
            if opened:
                connection.close()
