"""Where every test starts: real files, and a small cast on request. Its home folder is made in `tests.home`."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.utils import translation
from hypothesis import settings as laws

from genba.commands.up import compile_messages
from genba.kit.codes import new_code
from genba.publishing import facing
from genba.settings import storage_at
from tests.cast import Cast, assemble
from tests.kept import Kept
from tests.storages import bucket, s3_server, storage

__all__ = ["bucket", "s3_server", "storage"]
laws.load_profile(
    "ci"
)  # the same examples in every run, and a busy machine breaks no law; others: --hypothesis-profile=default


def pytest_configure(config: pytest.Config) -> None:
    """Languages are compiled once, before any process reads them: on a new checkout a worker would keep the lack."""
    if not hasattr(config, "workerinput"):
        compile_messages()


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported stays until the end: looking through it for rubbish again and again takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


SHARED = Path(
    os.environ.get("GENBA_SHARED_DATA") or Path(__file__).resolve().parents[1] / ".." / "shared" / "data"
).resolve()


assembled = Kept(assemble)


@pytest.fixture
def cast(db: None) -> Cast:
    """The small named cast, made by the product's own actions."""
    return assembled()


@pytest.fixture
def sign_in(client: Any) -> Any:
    """Sign somebody in and give back the browserless client. The second factor counts as set up."""

    def enter(user: Any) -> Any:
        client.force_login(user)
        session = client.session
        session["second_factor_is_set"] = True
        session.save()
        return client

    return enter


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real files from outside. They are not part of the project: where they are absent, the test says so and skips."""
    if not SHARED.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"The real files are not at {SHARED}; in CI they must be.")
        pytest.skip(f"The real files from outside are not at {SHARED} (set GENBA_SHARED_DATA).")
    return SHARED


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Passwords are hashed in no time: a guess must be slow, a cast of ten need not be."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def own_facts(settings: Any) -> Iterator[None]:
    """Facts in columns are of one database, and every test has its own: a folder that is made when facts are."""
    settings.FACTS_FOLDER = settings.HOME / "facts-of-tests" / new_code()
    yield
    shutil.rmtree(settings.FACTS_FOLDER, ignore_errors=True)


@pytest.fixture(autouse=True)
def plain_static(settings: Any) -> Iterator[None]:
    """Static files by their plain names: tests need no collected manifest."""
    settings.STORAGES = {
        "default": storage_at(""),
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    yield


@pytest.fixture(autouse=True)
def our_own_face() -> Iterator[None]:
    """The face is asked for once a minute and kept by the process; each test begins with our own, kept, and ends so."""
    facing.keep(facing.OURS)
    caches["process"].clear()  # counts of guesses end with their test
    yield
    facing.keep(facing.OURS)


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """A page read in another language leaves that language active in its thread; the next test begins in English."""
    yield
    translation.activate("en")
