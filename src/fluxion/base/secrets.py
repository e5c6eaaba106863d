"""The installation's secret key (made on first need, readable by its owner only) and what is derived from it."""

import base64
import contextlib
import hashlib
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path

from fluxion.base.settings import Settings

KEY_BYTES = 32


def secret_key(settings: Settings, purpose: str) -> bytes:
    """A 32-byte key for one purpose; keys of different purposes tell nothing of each other."""
    return _derived(settings.key_file, purpose)


@lru_cache(maxsize=64)
def _derived(path: Path, purpose: str) -> bytes:
    return hmac.digest(_master(path), purpose.encode(), hashlib.sha256)


@lru_cache(maxsize=8)
def _master(path: Path) -> bytes:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        staged = path.with_suffix(f".{os.getpid()}.tmp")
        handle = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(staged, path)  # never overwrites: of two processes starting at once, the first one's key stays
        staged.unlink()
    key = base64.b64decode(path.read_bytes())
    if len(key) < KEY_BYTES:
        raise ValueError(f"{path} does not hold a key of {KEY_BYTES} bytes in base64")
    return key


def new_token() -> str:
    """An unguessable token for a link or a key."""
    return secrets.token_urlsafe(KEY_BYTES)


def token_digest(token: str) -> str:
    """What is stored of a token: enough to recognise it, useless to use it."""
    return hashlib.sha256(token.encode()).hexdigest()
