"""Do PostgreSQL and Redis answer? Makes the database that the suite connects to first. Usage: services.py DB REDIS"""

import sys
from urllib.parse import urlsplit

import psycopg2
import redis


def main(database: str, broker: str) -> None:
    parts = urlsplit(database)
    name = parts.path.removeprefix("/")
    try:
        server = psycopg2.connect(parts._replace(path="/postgres").geturl(), connect_timeout=5)
    except psycopg2.OperationalError as error:
        where = f"{parts.hostname}:{parts.port}"
        sys.exit(
            f"PostgreSQL does not answer at {where}: start it, or set TEST_DATABASE_URL. ({error})"
        )
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f'CREATE DATABASE "{name}"')
    server.close()
    try:
        redis.Redis.from_url(broker, socket_connect_timeout=5).ping()
    except redis.RedisError as error:
        sys.exit(f"Redis does not answer at {broker}: start it, or set TEST_REDIS_URL. ({error})")


if __name__ == "__main__":
    main(*sys.argv[1:])
