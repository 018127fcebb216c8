"""What the broker is, as far as it is asked: does it throw messages away when it is full (reliability F17)?"""

import logging
from typing import Any

from celery import current_app

logger = logging.getLogger(__name__)
SAFE = "noeviction"


def evicting() -> str:
    """Redis's maxmemory-policy when it may throw away messages, else "". "" too for a broker that is not
    Redis, is away, or does not let itself be asked (hosted ones often do not): then nobody can know."""
    if not str(current_app.conf.broker_url).startswith("redis"):
        return ""
    try:
        with current_app.connection_for_read() as link:
            redis: Any = link.default_channel
            found = redis.client.config_get("maxmemory-policy")
    except Exception as error:  # whatever the broker's client raises: asked again in a minute
        logger.info("Redis was not asked how it evicts: %s", error)
        return ""
    policy = str(found.get("maxmemory-policy", SAFE))
    if policy == SAFE:
        return ""
    logger.error("Redis evicts (maxmemory-policy %s): set it to %s.", policy, SAFE)
    return policy
