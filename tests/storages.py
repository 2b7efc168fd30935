"""Both places where files may lie, for tests that must hold on each: a folder, and a bucket of a real S3 server."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from genba.settings import storage_at


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """Host and port of an S3 server on this machine, in a thread of its own."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # not a line for each file
    host, port = server.get_host_and_port()
    yield f"{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_server: str) -> str:
    """The address of an empty bucket, as GENBA_STORAGE_URL wants it."""
    import boto3

    name = f"genba-{uuid4().hex[:12]}"
    client = boto3.client("s3", endpoint_url=f"http://{s3_server}", aws_access_key_id="key", aws_secret_access_key="secret",
                          region_name="eu-central-1")  # fmt: skip
    client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    return f"http://key:s%2Fcret@{s3_server}/{name}?region=eu-central-1"


@pytest.fixture(params=["disk", "s3"])
def storage(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> str:
    """An empty storage of either kind; gives back which."""
    if request.param == "disk":
        settings.MEDIA_ROOT = tmp_path
    else:
        settings.STORAGES = settings.STORAGES | {"default": storage_at(request.getfixturevalue("bucket"))}
    return str(request.param)


def files(folder: str = "") -> list[str]:
    """Every file that the storage has, below a folder."""
    from django.core.files.storage import default_storage

    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return []
    own = [f"{folder}/{name}".lstrip("/") for name in names]
    return sorted([*own, *(file for one in folders for file in files(f"{folder}/{one}".lstrip("/")))])
