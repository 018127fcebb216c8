"""What import-linter cannot see: keys between the apps, web modules in verbs, the clock in rules."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
RULES = ["workstreams/rag", "workstreams/when", "workstreams/timeline.py",
         *(f"workstreams/dates/{name}.py" for name in ("workdays", "bank_holidays", "flags")),
         *(f"workstreams/gantt/{name}.py" for name in ("window", "span", "draw", "pens", "strip")),
         "workstreams/periods.py", "workstreams/month/calendar.py",
         "reports/periods.py", "reports/snapshot.py", "reports/changes.py"]  # fmt: skip


LOCAL = {"localtime", "localdate"}


def modules(place: str) -> Iterator[Path]:
    path = ROOT / place
    found = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    assert found and all(one.exists() for one in found), place
    yield from found


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


def test_workstreams_know_nothing_of_reports():
    for model in apps.get_app_config("workstreams").get_models():
        for field in model._meta.get_fields():
            if field.concrete and field.is_relation and field.related_model:
                assert field.related_model._meta.app_label != "reports", field


@pytest.mark.parametrize("path", list(modules("workstreams/actions")), ids=lambda path: path.stem)
def test_verbs_know_no_web(path):
    web = {
        name
        for name in imports(path)
        if name.startswith(("django.http", "django.forms", "django.shortcuts"))
    }
    assert web == set()


def reads_of_the_clock(path: Path) -> list[str]:
    """Calls such as date.today(), datetime.now(), timezone.now(), localdate(), time.time()."""
    names = {"today", "now", "utcnow", "localdate", "localtime", "time", "monotonic"}
    owners = {"date", "datetime", "timezone", "time"}
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute) and node.func.attr in LOCAL and node.args:
            continue  # puts a moment that it was given into London's time
        if isinstance(node.func, ast.Attribute) and node.func.attr in names:
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id in owners:
                found.append(f"{path.name}:{node.lineno} {owner.id}.{node.func.attr}()")
        elif isinstance(node.func, ast.Name) and node.func.id in {"localdate", "now"}:
            found.append(f"{path.name}:{node.lineno} {node.func.id}()")
    return found


@pytest.mark.parametrize("place", [*RULES, "workstreams/actions"])
def test_rules_and_verbs_are_told_the_day(place):
    assert [line for path in modules(place) for line in reads_of_the_clock(path)] == []


def test_the_reader_of_clocks_finds_one(tmp_path):
    (tmp_path / "late.py").write_text(
        "from datetime import date\ndef late(due): return due < date.today()\n"
    )
    assert reads_of_the_clock(tmp_path / "late.py") == ["late.py:2 date.today()"]


def test_no_registry_is_written_into_a_lock_file():
    for name in (
        "package-lock.json",
        *(str(p.relative_to(ROOT)) for p in (ROOT / "requirements").glob("*.txt")),
    ):
        text = (ROOT / name).read_text("utf-8")
        assert '"resolved"' not in text, name
        assert "index-url" not in text, name
