#!/usr/bin/env bash
# Makes .venv from uv.lock. Finds uv, or fetches it with what a bare Python has: pip in a virtual environment where
# Debian's python3-venv is there, else the wheel itself over HTTPS, checked against the index's own checksum.
set -euo pipefail
cd "$(dirname "$0")/.."
export UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy

python=${PYTHON:-python3}
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "genba needs Python 3.11 or newer as python3. On Debian 12: apt-get install python3" >&2
  exit 1
fi
uv=$(command -v uv || true)
[ -n "$uv" ] || uv=.uv/bin/uv
if ! [ -x "$uv" ]; then
  echo "Fetching uv, which installs the rest …"
  if "$python" -c 'import ensurepip' 2>/dev/null; then
    "$python" -m venv .uv && .uv/bin/python -m pip install --quiet --disable-pip-version-check uv
  else
    "$python" scripts/fetch_uv.py .uv/bin/uv
  fi
fi
# Compiled now, once: a start that compiles takes twice as long, and some places forbid Python to keep what it compiled.
"$uv" sync --frozen --quiet --compile-bytecode --python "$python" "$@"
.venv/bin/python -m compileall -q genba
