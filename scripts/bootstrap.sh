#!/usr/bin/env bash
# Make .venv and install exactly what the lock file says. Usage: scripts/bootstrap.sh LOCK
set -euo pipefail
cd "$(dirname "$0")/.."

UV_VERSION=0.13.9
lock=$1

python=""
for candidate in python3.11 python3.12 python3.13 python3; do
    if command -v "$candidate" >/dev/null &&
        "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info)'; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Python 3.11 or newer is needed: apt-get install python3" >&2
    exit 1
fi

# Run a command as root, where that needs no questions.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

if [ ! -x .venv/bin/python ]; then
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        # Debian leaves ensurepip out of its python3 package.
        if ! { as_root apt-get update -q && as_root apt-get install -y -q python3-venv; }; then
            echo "Run this once as root, then again make: apt-get install python3-venv" >&2
            exit 1
        fi
    fi
    echo "Making .venv"
    "$python" -m venv .venv
fi

if [ "$(.venv/bin/uv --version 2>/dev/null | cut -d' ' -f2)" != "$UV_VERSION" ]; then
    .venv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$UV_VERSION"
fi

# Trust what this machine trusts: an index is often reached through a company's own authority.
if [ -e /etc/ssl/certs/ca-certificates.crt ]; then
    export UV_SYSTEM_CERTS=1
fi

echo "Installing $lock"
UV_PYTHON_DOWNLOADS=never .venv/bin/uv pip install --quiet --python .venv/bin/python \
    --require-hashes -r "$lock"
