"""Passwords hashed with argon2id; bcrypt hashes brought from elsewhere are accepted and replaced at the first use."""

import threading
from functools import lru_cache

import bcrypt
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_AT_ONCE = threading.BoundedSemaphore(4)
BCRYPT_BYTES = 72
LONGEST_JUDGED = 72
LEAST_SCORE = 3


def hash_password(password: str) -> str:
    """The argon2id hash to store (t=2, m=19 MiB, p=1: the least that OWASP ASVS asks for)."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def password_matches(password: str, stored: str) -> bool:
    """Whether the password is the one the stored hash was made of."""
    with _AT_ONCE:
        if stored.startswith("$2"):
            return bcrypt.checkpw(password.encode()[:BCRYPT_BYTES], stored.encode())
        try:
            return _HASHER.verify(stored, password)
        except (Argon2Error, InvalidHashError):
            return False


def needs_upgrade(stored: str) -> bool:
    """Whether the hash is of an older kind or cheaper than today's."""
    return not stored.startswith("$argon2id$") or _HASHER.check_needs_rehash(stored)


@lru_cache(maxsize=1)
def decoy_hash() -> str:
    """A hash to compare with when the account does not exist, so that the answer takes as long."""
    return hash_password("nobody has this password")


def is_guessable(password: str, email: str) -> bool:
    """Whether a password would fall within some hundred million guesses: a common one, a sequence, the person's own name."""
    from zxcvbn import zxcvbn  # its word lists take a while to load, and only a new password needs them

    return int(zxcvbn(password[:LONGEST_JUDGED], user_inputs=[email, *email.split("@"), "fluxion"])["score"]) < LEAST_SCORE
