"""How often links may be asked for: from one place, and for one address. Counted in the cache."""

from __future__ import annotations

import hashlib

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest

HOUR = 3600
#: Asked from one place in an hour, and for one address.
PLACE, ADDRESS = 30, 3


def counted(word: str, value: str) -> int:
    """How many times this happened in the hour since it first did, this time included."""
    key = f"asked:{word}:{hashlib.sha256(value.encode()).hexdigest()[:32]}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # its hour ended between the two
        cache.set(key, 1, HOUR)
        return 1


def too_often(request: HttpRequest) -> bool:
    """Whether links are asked for too often from one place."""
    return counted("from", get_client_ip_address(request) or "") > PLACE


def enough_for(email: str) -> bool:
    """Whether one address has been sent enough links for now. Asked of unknown ones, too."""
    return counted("for", email.strip().lower()) > ADDRESS
