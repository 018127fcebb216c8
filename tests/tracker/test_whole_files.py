"""Files are stored whole: nobody sees half a one, and none takes another's place."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage

from tracker.whole_files import WholeFiles


@pytest.fixture
def store(tmp_path):
    return WholeFiles(location=tmp_path / "files")


def read(store, name) -> bytes:
    with store.open(name) as file:
        return file.read()


def there(store) -> list[str]:
    return sorted(name for _, _, names in os.walk(store.location) for name in names)


def test_the_product_stores_by_it():
    assert settings.FILES_BUCKET or isinstance(default_storage._wrapped, WholeFiles)


def test_a_file_has_its_name_when_all_of_it_is_on_the_disk(store, monkeypatch):
    seen = []
    monkeypatch.setattr(os, "fsync", lambda number: seen.append(there(store)))
    name = store.save("reports/1.pdf", ContentFile(b"whole"))
    assert (name, there(store)) == ("reports/1.pdf", ["1.pdf"])
    assert "1.pdf" not in seen[0], "it had its name before it was on the disk"
    assert seen[1] == ["1.pdf"]
    assert read(store, name) == b"whole"


def test_who_saves_the_same_name_at_once_gets_another(store, monkeypatch):
    monkeypatch.setattr(store, "get_available_name", lambda name, **_: name)
    store.save("reports/1.pdf", ContentFile(b"first"))
    monkeypatch.undo()
    second = WholeFiles(location=store.location)
    asked = iter(["reports/1.pdf", "reports/1_again.pdf"])
    monkeypatch.setattr(second, "get_available_name", lambda name, **_: next(asked))
    assert second.save("reports/1.pdf", ContentFile(b"second")) == "reports/1_again.pdf"
    assert read(store, "reports/1.pdf") == b"first"


def test_a_full_disk_leaves_nothing(store, monkeypatch):
    def full(number):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        store.save("reports/1.pdf", ContentFile(b"half"))
    assert there(store) == []


def test_a_disk_that_fills_while_it_is_written_leaves_nothing_either(store, monkeypatch):
    """As Django's own saving ends: half a file is there, and then an error."""

    def half(self, name, content):
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"ha")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", half)
    with pytest.raises(OSError, match="No space left"):
        store.save("reports/1.pdf", ContentFile(b"half"))
    assert there(store) == []
