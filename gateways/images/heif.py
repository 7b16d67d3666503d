"""HEIC photos, where the optional decoder (the extra ``heic``) is installed."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Final

INSTALLED: Final = find_spec("pi_heif") is not None

if INSTALLED:
    # One thread: the confined process may start no other.
    import_module("pi_heif").register_heif_opener(decode_threads=1)
