"""Fetch uv's wheel with nothing but the standard library, for a Python without pip and venv (bare Debian)."""

import hashlib
import io
import json
import os
import platform
import sys
import urllib.request
import zipfile
from pathlib import Path

INDEX = os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("PIP_INDEX_URL") or "https://pypi.org/simple"


def wheel() -> bytes:
    """The newest manylinux wheel of uv for this machine, its checksum verified."""
    ask = urllib.request.Request(f"{INDEX.rstrip('/')}/uv/", headers={"Accept": "application/vnd.pypi.simple.v1+json"})
    with urllib.request.urlopen(ask) as answer:
        files = json.load(answer)["files"]
    fitting = [f for f in files if f"manylinux_2_17_{platform.machine()}" in f["filename"] and not f.get("yanked")]
    if not fitting:
        sys.exit("No uv for this machine. Install Debian's python3-venv (apt-get install python3-venv) and run make again.")
    newest = max(fitting, key=lambda f: f.get("upload-time", ""))
    with urllib.request.urlopen(newest["url"]) as answer:
        data: bytes = answer.read()
    if hashlib.sha256(data).hexdigest() != newest["hashes"]["sha256"]:
        sys.exit("The download of uv is damaged. Run make again.")
    return data


def main(target: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(wheel())) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".data/scripts/uv"))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(archive.read(name))
    target.chmod(0o755)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
