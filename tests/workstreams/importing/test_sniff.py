"""Every file that is no workbook gets one sentence that says what it is, and costs the web process nothing."""

from __future__ import annotations

import resource

import pytest

from tests import bad_files, workbooks
from workstreams.importing import columns, workbook
from workstreams.importing.sniff import MAX_BYTES, Refused, kind_of

REFUSED = [
    (bad_files.empty, "The file is empty"),
    (bad_files.truncated, "damaged or incomplete"),
    (bad_files.old_xls, "old Excel 97-2003 workbook (.xls)"),
    (bad_files.protected, "protected with a password"),
    (bad_files.labelled, "sensitivity label"),
    (bad_files.macros, "contains macros"),
    (bad_files.xlsb, "binary workbook (.xlsb)"),
    (bad_files.ods, "OpenDocument spreadsheet (.ods)"),
    (bad_files.numbers, "Apple Numbers"),
    (bad_files.pdf, "This is a PDF"),
    (bad_files.docx, "This is a Word document"),
    (bad_files.html, "This is a web page"),
    (bad_files.xml_2003, "XML Spreadsheet 2003"),
    (bad_files.plain_zip, "zip archive, not a workbook"),
    (bad_files.nested_zips, "zip archive, not a workbook"),
    (bad_files.image, "not a workbook that can be read"),
    (bad_files.text_that_is_no_plan, "text file, such as CSV"),
    (bad_files.bomb, "too large or damaged"),
    (bad_files.forged_sizes, "damaged or incomplete"),
    (bad_files.overlapping, "too large or damaged"),
    (bad_files.many_parts, "65,001 parts"),
    (bad_files.unsafe_name, "unsafe name"),
    (bad_files.same_name_twice, "two parts with the same name"),
    (bad_files.too_big, "the limit is 10 MB"),
    (bad_files.billion_laughs, "document type declaration"),
    (bad_files.quadratic_blow_up, "document type declaration"),
    (bad_files.external_entity, "document type declaration"),
    (bad_files.external_dtd, "document type declaration"),
]


@pytest.mark.parametrize(("made", "words"), REFUSED, ids=lambda each: getattr(each, "__name__", ""))
def test_a_bad_file_is_refused_with_its_sentence(made, words):
    with pytest.raises(Refused) as refused:
        columns.read(workbook.read(made()))
    assert words in refused.value.sentence
    assert refused.value.sentence.endswith(".")
    assert "Traceback" not in refused.value.sentence
    assert "/" not in refused.value.sentence.replace("97-2003", "")


def test_a_file_at_the_limit_is_looked_into_and_one_byte_more_is_not():
    at_the_limit = b"PK\x03\x04".ljust(MAX_BYTES, b"\x00")
    assert kind_of(at_the_limit) == "xlsx"
    with pytest.raises(Refused, match="10,485,761 bytes"):
        kind_of(at_the_limit + b"\x00")


def test_a_bomb_leaves_the_web_process_as_it_was():
    data = bad_files.bomb(95)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refused):
        workbook.read(data)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 32 * 1024  # KiB


@pytest.mark.parametrize(
    "child",
    [
        "import resource, sys; sys.path.insert(0, sys.argv[1]); from workstreams.importing.child import limit; limit();"
        " held = bytearray(2_000_000_000)",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "print('not json')",
        "pass",
    ],
    ids=["asks for too much memory", "killed", "talks nonsense", "says nothing"],
)
def test_a_child_that_dies_is_told_as_too_large_or_damaged(monkeypatch, child):
    monkeypatch.setattr(workbook, "_CHILD", child)
    with pytest.raises(Refused, match="too large or damaged"):
        workbook.read(workbooks.plan())


def test_a_child_that_does_not_answer_is_stopped(monkeypatch):
    monkeypatch.setattr(workbook, "_CHILD", "import time; time.sleep(60)")
    monkeypatch.setattr(workbook, "SECONDS", 0.5)
    with pytest.raises(Refused, match="too large or damaged"):
        workbook.read(workbooks.plan())


def test_the_child_has_hard_limits(monkeypatch):
    told = (
        "import json, resource, sys; sys.path.insert(0, sys.argv[1]);"
        "from workstreams.importing.child import limit; limit();"
        "limits = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE);"
        "hard = [resource.getrlimit(each)[1] for each in limits];"
        "print(json.dumps({'refused': str(hard)})); print(json.dumps({'end': True}))"
    )
    monkeypatch.setattr(workbook, "_CHILD", told)
    with pytest.raises(Refused) as limits:
        workbook.read(workbooks.plan())
    assert limits.value.sentence == str([512 * 1024 * 1024, 10, 0])
