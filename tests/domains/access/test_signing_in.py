"""Signing in, renewing, ending: sessions are short, tokens are refused when forged, strangers lock nobody out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import bcrypt
import jwt
import pytest
from sqlalchemy import func, select
from tests.makers import NOON, make_works

from fluxion.base.facts import FactRow
from fluxion.base.secrets import secret_key, token_digest
from fluxion.base.work import SYSTEM, Work, Works
from fluxion.domains import access
from fluxion.domains.access import signing_in
from fluxion.domains.access.errors import TooManyTries, Unauthenticated
from fluxion.domains.access.passwords import hash_password, password_matches
from fluxion.domains.access.reads import actor_of_token
from fluxion.domains.access.rules import SESSION_LIFE
from fluxion.domains.access.shapes import Credentials, UserDraft
from fluxion.domains.access.tables import RefreshToken, UserAccount, UserSession

PASSWORD = "cuatro palabras nada comunes"
HOME = signing_in.Device(user_agent="test", address="10.0.0.1")


def make_user(works: Works, email: str = "ana@empresa.com", roles: list[str] | None = None) -> int:
    with works.write(SYSTEM) as work:
        draft = UserDraft.model_validate({"email": email, "name": "Ana", "password": PASSWORD, "roles": roles or ["buyer"]})
        return access.create_user(work, draft).id


@contextmanager
def later(works: Works, **passed: float) -> Iterator[Work]:
    moved = replace(works, clock=lambda: NOON + timedelta(**passed))
    with moved.write(access.GUEST) as work:
        yield work


def open_session(works: Works, user_id: int) -> signing_in.Tokens:
    with works.write(access.GUEST) as work:
        return signing_in.open_session(work, user_id, HOME)


def test_the_right_password_opens_a_session_with_the_persons_rights(works: Works) -> None:
    user_id = make_user(works)
    with works.read(access.GUEST) as work:
        found = signing_in.check_credentials(work, Credentials(email="ANA@empresa.com ", password=PASSWORD))
    assert found is not None and found.id == user_id
    tokens = open_session(works, user_id)
    with works.read() as work:
        actor = actor_of_token(work, tokens.access_token)
    assert (actor.id, actor.name, actor.locations) == (user_id, "Ana", None)
    assert actor.may("planning.approve_suggestion") and not actor.may("access.edit_user")


@pytest.mark.parametrize("wrong", [PASSWORD + "x", PASSWORD[:-1], PASSWORD.upper(), ""])
def test_a_wrong_password_opens_nothing(works: Works, wrong: str) -> None:
    make_user(works)
    with works.read(access.GUEST) as work:
        assert signing_in.check_credentials(work, Credentials.model_construct(email="ana@empresa.com", password=wrong)) is None


@pytest.mark.parametrize("password", ["x" * 99 + "y", "ñ" * 40, "contraseña con espacios y 🔑"])
def test_long_passwords_of_any_characters_count_to_the_last_one(password: str) -> None:
    stored = hash_password(password)
    assert stored.startswith("$argon2id$")
    assert password_matches(password, stored)
    assert not password_matches(password[:-1] + "z", stored)


def test_a_bcrypt_hash_is_accepted_and_replaced_at_the_first_sign_in(works: Works) -> None:
    user_id = make_user(works)
    with works.write(SYSTEM) as work:
        row = work.db.get(UserAccount, user_id)
        assert row is not None
        row.password_hash = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
    with works.read(access.GUEST) as work:
        assert signing_in.check_credentials(work, Credentials(email="ana@empresa.com", password=PASSWORD)) is not None
    with works.write(access.GUEST) as work:
        signing_in.open_session(work, user_id, HOME, PASSWORD)
    with works.read() as work:
        assert work.db.scalar(select(UserAccount.password_hash)).startswith("$argon2id$")  # type: ignore[union-attr]


def test_a_bcrypt_password_of_more_than_72_bytes_does_not_crash() -> None:
    assert not password_matches("ñ" * 40, bcrypt.hashpw(b"another", bcrypt.gensalt(4)).decode())


def test_of_a_thousand_guesses_twenty_are_looked_at_and_the_owners_device_still_gets_in(works: Works) -> None:
    make_user(works)
    evaluated = 0
    for _ in range(60):
        try:
            with works.write(access.GUEST) as work:
                signing_in.count_try(work, "ana@empresa.com", HOME)
            evaluated += 1
        except TooManyTries:
            pass
    assert evaluated == 20
    known = signing_in.Device(known_as=token_digest("ana@empresa.com"))
    with works.write(access.GUEST) as work:
        signing_in.count_try(work, "ana@empresa.com", known)
    with later(works, hours=1) as work:
        signing_in.count_try(work, "ana@empresa.com", HOME)


def test_a_cookie_of_another_account_is_no_known_device(works: Works) -> None:
    for _ in range(20):
        with works.write(access.GUEST) as work:
            signing_in.count_try(work, "ana@empresa.com", HOME)
    other = signing_in.Device(known_as=token_digest("luis@empresa.com"))
    with pytest.raises(TooManyTries), works.write(access.GUEST) as work:
        signing_in.count_try(work, "ana@empresa.com", other)


def test_an_access_token_lasts_ten_minutes_and_no_longer_than_its_session(works: Works) -> None:
    tokens = open_session(works, make_user(works))
    assert tokens.expires_in == 600
    with later(works, minutes=9, seconds=59) as work:
        assert actor_of_token(work, tokens.access_token).name == "Ana"
    with pytest.raises(Unauthenticated), later(works, minutes=10) as work:
        actor_of_token(work, tokens.access_token)


def test_a_token_known_here_is_a_strangers_at_another_company(works: Works, tmp_path: Path) -> None:
    token = open_session(works, make_user(works)).access_token
    other = make_works(tmp_path / "other")
    open_session(other, make_user(other))
    for _ in range(2):
        with works.read() as work:
            assert actor_of_token(work, token).name == "Ana"
        with pytest.raises(Unauthenticated), other.read() as work:
            actor_of_token(work, token)
    other.database.close()


def test_signing_out_ends_the_access_token_at_once(works: Works) -> None:
    tokens = open_session(works, make_user(works))
    with works.write() as work:
        signing_in.end_session(work, tokens.session_id, "signed out")
    with pytest.raises(Unauthenticated), works.read() as work:
        actor_of_token(work, tokens.access_token)
    with pytest.raises(Unauthenticated), works.write(access.GUEST) as work:
        signing_in.renew(work, tokens.refresh_token or "")


def test_a_session_is_renewed_while_used_but_ends_after_eight_hours(works: Works) -> None:
    tokens = open_session(works, make_user(works))
    refresh = tokens.refresh_token or ""
    for minute in range(20, int(SESSION_LIFE.total_seconds() // 60), 20):
        with later(works, minutes=minute) as work:
            refresh = signing_in.renew(work, refresh).refresh_token or ""
    with pytest.raises(Unauthenticated), later(works, hours=8) as work:
        signing_in.renew(work, refresh)


def test_a_session_ends_after_thirty_idle_minutes(works: Works) -> None:
    tokens = open_session(works, make_user(works))
    with pytest.raises(Unauthenticated), later(works, minutes=31) as work:
        signing_in.renew(work, tokens.refresh_token or "")


def test_a_refresh_token_works_once_with_grace_for_two_tabs_and_its_theft_ends_the_session(works: Works) -> None:
    tokens = open_session(works, make_user(works))
    first = tokens.refresh_token or ""
    with later(works, minutes=5) as work:
        assert signing_in.renew(work, first).refresh_token
    with later(works, minutes=5, seconds=8) as work:
        assert signing_in.was_stolen(work, first) is None
        assert signing_in.renew(work, first).refresh_token is None
    with later(works, minutes=6) as work:
        assert signing_in.was_stolen(work, first) == tokens.session_id


def test_no_token_or_password_is_stored_as_it_is(works: Works) -> None:
    tokens = open_session(works, make_user(works))
    with works.read() as work:
        stored = [*work.db.scalars(select(RefreshToken.digest)), *work.db.scalars(select(UserAccount.password_hash))]
        facts = " ".join(str(data) for data in work.db.scalars(select(FactRow.data)))
    assert tokens.refresh_token not in stored and PASSWORD not in stored
    assert PASSWORD not in facts and (tokens.refresh_token or "-") not in facts


def forged(works: Works, sid: str) -> dict[str, str]:
    """Tokens that look right and are not."""
    key = secret_key(works.settings, "access-token")
    good = {"iss": "fluxion", "aud": "fluxion-api", "sub": "1", "sid": sid, "iat": 1, "exp": 4_000_000_000}
    typed = {"typ": "at+jwt"}
    sign = jwt.encode(good, key, algorithm="HS256", headers=typed)
    head, body, mac = sign.split(".")
    return {
        "other key": jwt.encode(good, b"x" * 32, algorithm="HS256", headers=typed),
        "no signature": f"{head}.{body}.",
        "alg none": jwt.encode(good, None, algorithm="none", headers=typed),
        "other algorithm": jwt.encode(good, key, algorithm="HS512", headers=typed),
        "other type": jwt.encode(good, key, algorithm="HS256"),
        "other audience": jwt.encode(good | {"aud": "x"}, key, algorithm="HS256", headers=typed),
        "other issuer": jwt.encode(good | {"iss": "x"}, key, algorithm="HS256", headers=typed),
        "expired": jwt.encode(good | {"exp": 5}, key, algorithm="HS256", headers=typed),
        "not yet": jwt.encode(good | {"nbf": 4_000_000_000}, key, algorithm="HS256", headers=typed),
        "no session": jwt.encode({k: v for k, v in good.items() if k != "sid"}, key, algorithm="HS256", headers=typed),
        "unknown session": jwt.encode(good | {"sid": "nobody"}, key, algorithm="HS256", headers=typed),
        "unknown critical header": jwt.encode(good, key, algorithm="HS256", headers=typed | {"crit": ["x"], "x": 1}),
        "changed body": f"{head}.{body[:-4]}AAAA.{mac}",
        "junk": "a.b.c",
        "empty": "",
        "deep header": "eyJ" + "W" * 3000 + "." + body + "." + mac,
        "giant": "x" * 5000,
        "word": "bearer",
        "exp as text": jwt.encode(good | {"exp": "soon"}, key, algorithm="HS256", headers=typed),
        "api key of nobody": "flx_live_000000_" + "a" * 43,
    }


def test_twenty_forged_tokens_are_refused_and_none_crashes(works: Works) -> None:
    tokens = open_session(works, make_user(works))
    made = forged(works, tokens.session_id)
    assert len(made) == 20
    for name, token in made.items():
        with pytest.raises(Unauthenticated), works.read() as work:
            actor_of_token(work, token)
            pytest.fail(name)


def test_each_sign_in_is_on_record(works: Works) -> None:
    open_session(works, make_user(works))
    with works.write(access.GUEST) as work:
        signing_in.refuse_sign_in(work, "ana@empresa.com", HOME)
    with works.read() as work:
        kinds = list(work.db.scalars(select(FactRow.kind).order_by(FactRow.id)))
        assert work.db.scalar(select(func.count()).select_from(UserSession)) == 1
    assert kinds == ["access.user_created", "access.signed_in", "access.sign_in_refused"]
