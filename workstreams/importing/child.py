"""The process that opens workbooks: small, limited, expendable. Plain Python, standard library only.

It reads the file from standard input and prints one JSON record a line; a refusal is a record too. If it is killed for
asking too much memory or time, the web process has lost nothing but the answer.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

from workstreams.importing import texts
from workstreams.importing.archive import Archive
from workstreams.importing.sheet_xml import rows_of
from workstreams.importing.sniff import MAX_BYTES, TOO_LARGE, Refused
from workstreams.importing.spreadsheetml import open_book

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 10


def limit() -> None:
    """Hard limits on memory, processor time, files and core dumps, for this process and for good."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def say(record: dict[str, Any]) -> None:
    """One line of JSON. Lone surrogates cannot occur: `clean` took them out."""
    sys.stdout.write(json.dumps(record, ensure_ascii=True, separators=(",", ":")) + "\n")


def _records(data: bytes) -> Iterator[dict[str, Any]]:
    if not data.startswith(b"PK"):
        yield from texts.of_csv(data)
        return
    archive = Archive(data)
    if archive.is_document:
        yield from texts.of_document(archive)
        return
    book = open_book(archive)
    yield {"notices": book.notices}
    for sheet in book.sheets:
        yield {"sheet": sheet.name, "state": sheet.state}
        yield from rows_of(archive, book, sheet)


def main() -> None:
    """Standard input to standard output; never a traceback."""
    limit()
    try:
        for record in _records(sys.stdin.buffer.read(MAX_BYTES + 1)):
            say(record)
    except Refused as refused:
        say({"refused": refused.sentence})
    except (MemoryError, RecursionError, OverflowError):
        say({"refused": TOO_LARGE})
    say({"end": True})


if __name__ == "__main__":
    main()
