"""Files by their content, in a folder and in a bucket of an S3 server: the same words for both."""

import hashlib
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from genba.kit import kept
from genba.settings import storage_at
from tests.storages import files

NAME = hashlib.sha256(b"hello").hexdigest()


def test_the_same_file_twice_is_kept_once(storage: str) -> None:
    assert kept.keep(b"hello", "papers", "pdf") == kept.keep(b"hello", "papers", "pdf") == NAME

    assert files() == [kept.place_of("papers", NAME, "pdf")]
    assert kept.read(files()[0]) == b"hello"


def test_what_a_server_left_half_written_is_written_anew(storage: str) -> None:
    default_storage.save(kept.place_of("papers", NAME, "pdf"), ContentFile(b"hel"))

    kept.keep(b"hello", "papers", "pdf")

    assert [kept.read(file) for file in files()] == [b"hello"]


def test_a_file_is_written_in_its_very_place_and_gone_when_it_is_gone(storage: str) -> None:
    kept.put("coming/A/0", b"one")
    kept.put("coming/A/0", b"another")
    assert files() == ["coming/A/0"] and kept.read("coming/A/0") == b"another"

    default_storage.delete("coming/A/0")
    default_storage.delete("coming/A/0")
    with pytest.raises(FileNotFoundError):
        kept.read("coming/A/0")


def test_an_address_names_the_storage() -> None:
    assert storage_at("")["BACKEND"].endswith("FileSystemStorage")

    made: dict[str, Any] = storage_at("https://AKIA:a%2Fb%2Bc@s3.example.org:9000/factories?region=eu-west-3")["OPTIONS"]
    assert (made["endpoint_url"], made["bucket_name"]) == ("https://s3.example.org:9000", "factories")
    assert (made["access_key"], made["secret_key"], made["region_name"]) == ("AKIA", "a/b+c", "eu-west-3")
    assert storage_at("https://s3.amazonaws.com/factories")["OPTIONS"]["access_key"] is None


@pytest.mark.parametrize("wrong", ["s3://bucket", "https://host", "https://host/a/b", "bucket"])
def test_an_address_that_names_no_bucket_stops_the_start(wrong: str) -> None:
    with pytest.raises(SystemExit, match="GENBA_STORAGE_URL"):
        storage_at(wrong)
