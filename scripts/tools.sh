#!/usr/bin/env bash
# Make sure of what the tests need beside Python: a browser, Chinese fonts, a PostgreSQL server.
set -euo pipefail

missing=()
command -v chromium >/dev/null || missing+=(chromium)
compgen -G "/usr/share/fonts/opentype/noto/NotoSansCJK*" >/dev/null || missing+=(fonts-noto-cjk)
compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || command -v initdb >/dev/null ||
    missing+=(postgresql)
# Playwright's own Node.js needs it; it comes with a compiler, which a small Debian lacks.
/sbin/ldconfig -p | grep -q 'libatomic\.so\.1' || missing+=(libatomic1)

if [ ${#missing[@]} -eq 0 ]; then
    exit 0
fi

install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends)
if [ "$(id -u)" = 0 ]; then
    apt-get update -q
    "${install[@]}" "${missing[@]}"
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    sudo -n apt-get update -q
    sudo -n "${install[@]}" "${missing[@]}"
else
    echo "The tests need more. Run this once as root: apt-get install ${missing[*]}" >&2
    exit 1
fi
