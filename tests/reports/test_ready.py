"""What a process loads once for all its reports, and that it takes its fonts away as it ends."""

import os
import subprocess
import sys

from django.template.loader import engines

from reports import ready, render
from tests.reports import samples

TWO_REPORTS = """
import os, sys, tempfile
import django
django.setup()
from pathlib import Path
from reports import ready, render
ready.preload()
for _ in range(2):
    render.pdf_of("<html lang='en'><title>x</title><p>x <b>b</b></p></html>", ready.sheet(), seconds=60)
child = os.fork()
if child == 0:
    sys.exit(0)  # the orderly way: all that is to be done at the end of a process is done
os.waitpid(child, 0)
folders = [each.name for each in Path(tempfile.gettempdir()).glob("weasyprint-*")]
print(len(folders), sum(1 for each in folders for _ in Path(tempfile.gettempdir(), each).iterdir()))
"""

WORKER = """
import sys
import django
django.setup()
from celery.signals import worker_init
from reports import tasks
from workstreams.dates.bank_holidays import england
def told():
    print("weasyprint" in sys.modules, england.cache_info().currsize)
told()
worker_init.send(sender=None)
told()
"""


def test_two_reports_use_one_folder_of_fonts_which_goes_with_the_process(tmp_path):
    """Each report used to leave its unpacked fonts behind: its process ends without tidying up."""
    asked = {**os.environ, "TMPDIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tracker.settings"}
    told = subprocess.run(
        [sys.executable, "-c", TWO_REPORTS], env=asked, check=True, capture_output=True, text=True
    )
    assert told.stdout.split() == ["1", str(len(ready.FONTS))]
    assert list(tmp_path.glob("weasyprint-*")) == []


def test_templates_are_read_before_the_first_report():
    loader = engines["django"].engine.template_loaders[0]
    loader.reset()
    ready._templates.cache_clear()
    ready.preload()
    there = set(loader.get_template_cache)
    assert "reports/print.html" in there
    render.html(samples.document())
    assert set(loader.get_template_cache) == there


def test_a_worker_loads_it_all_before_it_has_processes_of_its_own():
    asked = {**os.environ, "DJANGO_SETTINGS_MODULE": "tracker.settings"}
    told = subprocess.run(
        [sys.executable, "-c", WORKER], env=asked, check=True, capture_output=True, text=True
    )
    assert told.stdout.split() == ["False", "0", "True", "1"]


def test_a_style_sheet_is_read_once():
    assert ready.styles(ready.sheet()) is ready.styles(ready.sheet())
