"""Accounts, the set-up link, API keys and the audit trail: who may, and what a refusal leaves untouched."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from pydantic import ValidationError
from sqlalchemy import func, select
from tests.makers import NOON
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from fluxion.base.facts import FactRow
from fluxion.base.paging import Ask
from fluxion.base.work import SYSTEM, Actor, Works
from fluxion.domains import access
from fluxion.domains.access import actions, reads, signing_in
from fluxion.domains.access.errors import LastAdministrator, SetupLinkDead, Unauthenticated, WrongCredentials
from fluxion.domains.access.passwords import is_guessable
from fluxion.domains.access.rules import password_errors
from fluxion.domains.access.shapes import ApiKeyDraft, OwnProfile, PasswordForm, SetupForm, UserChange, UserDraft
from fluxion.domains.access.tables import UserAccount
from fluxion.values.errors import BadInput, Forbidden, NotFound, Stale, Taken

PASSWORD = "cuatro palabras nada comunes"


def draft(email: str, **fields: object) -> UserDraft:
    return UserDraft.model_validate({"email": email, "name": "Ana", "password": PASSWORD, "roles": ["admin"]} | fields)


def make_user(works: Works, email: str = "ana@empresa.com", **fields: object) -> int:
    with works.write(SYSTEM) as work:
        return access.create_user(work, draft(email, **fields)).id


def acting(works: Works, user_id: int) -> Actor:
    with works.read(SYSTEM) as work:
        return access.actor_of_user(reads.account(work, user_id))


def form(token: str) -> SetupForm:
    return SetupForm(token=token, name="Ana", email="ana@empresa.com", password=PASSWORD)


def test_the_set_up_link_makes_the_first_administrator_once(works: Works) -> None:
    with works.write(SYSTEM) as work:
        token = access.issue_setup_token(work)
    with works.write(access.GUEST) as work:
        made = access.accept_setup(work, form(token))
    assert made.roles == ["admin"] and made.location_ids is None
    with pytest.raises(SetupLinkDead), works.write(access.GUEST) as work:
        access.accept_setup(work, SetupForm(token=token, name="Eva", email="eva@empresa.com", password=PASSWORD))
    with works.read(SYSTEM) as work:
        assert list(work.db.scalars(select(UserAccount.email))) == ["ana@empresa.com"]


def test_the_set_up_link_dies_after_an_hour(works: Works) -> None:
    with works.write(SYSTEM) as work:
        token = access.issue_setup_token(work)
    late = replace(works, clock=lambda: NOON + timedelta(minutes=61))
    with pytest.raises(SetupLinkDead), late.write(access.GUEST) as work:
        access.accept_setup(work, form(token))


def test_no_link_is_given_once_there_is_an_account(works: Works) -> None:
    make_user(works)
    with pytest.raises(SetupLinkDead), works.write(SYSTEM) as work:
        access.issue_setup_token(work)


def test_a_refused_set_up_leaves_the_link_alive(works: Works) -> None:
    with works.write(SYSTEM) as work:
        token = access.issue_setup_token(work)
    with pytest.raises(BadInput), works.write(access.GUEST) as work:
        access.accept_setup(work, SetupForm(token=token, name="Ana", email="ana@empresa.com", password="corta"))
    with works.write(access.GUEST) as work:
        access.accept_setup(work, form(token))


def judged(password: str) -> list[str]:
    return [each.code for each in password_errors(password, partial(is_guessable, email="ana@empresa.com"))]


def test_the_three_thousand_longest_of_the_common_passwords_are_refused() -> None:
    common = sorted(FREQUENCY_LISTS["passwords"], key=len)[-3000:]
    assert [word for word in common if not judged(word)] == []


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("corta", "password_too_short"),
        ("a" * 300, "password_too_long"),
        ("aaaaaaaaaaaaaa", "password_common"),
        ("123456789012", "password_common"),
        ("qwertyuiopasdf", "password_common"),
        ("ana@empresa.com", "password_common"),
    ],
)
def test_weak_passwords_are_refused_with_the_reason(password: str, code: str) -> None:
    assert judged(password) == [code]


@pytest.mark.parametrize("password", [PASSWORD, "ñandú verde sobre el techo", "xK9$vQ2!mB7z"])
def test_phrases_and_random_words_are_taken(password: str) -> None:
    assert judged(password) == []


def test_an_email_belongs_to_one_account_however_it_is_written(works: Works) -> None:
    make_user(works)
    with pytest.raises(Taken), works.write(SYSTEM) as work:
        access.create_user(work, draft("ANA@Empresa.com"))
    with works.read(SYSTEM) as work:
        assert work.db.scalar(select(func.count()).select_from(UserAccount)) == 1


@pytest.mark.parametrize("address", ["ana", "ana@", "@empresa.com", "ana@empresa.com\nBcc: x@y.com", "a" * 250 + "@x.com"])
def test_addresses_that_are_none_are_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        draft(address)


def test_only_who_may_creates_accounts_and_a_refusal_writes_nothing(works: Works) -> None:
    buyer = acting(works, make_user(works, roles=["buyer"]))
    with pytest.raises(Forbidden), works.write(buyer) as work:
        access.create_user(work, draft("otro@empresa.com"))
    with works.read(SYSTEM) as work:
        assert work.db.scalar(select(func.count()).select_from(UserAccount)) == 1
        assert work.db.scalar(select(func.count()).select_from(FactRow)) == 1


def test_a_changed_role_ends_the_sessions_at_once(works: Works) -> None:
    make_user(works)
    user_id = make_user(works, "luis@empresa.com", roles=["buyer"])
    with works.write(access.GUEST) as work:
        tokens = signing_in.open_session(work, user_id, signing_in.Device())
    with works.write(SYSTEM) as work:
        actions.edit_user(work, user_id, UserChange(roles=["viewer"]), version=1)
    with pytest.raises(Unauthenticated), works.read() as work:
        reads.actor_of_token(work, tokens.access_token)


def test_an_account_changed_by_another_meanwhile_is_not_overwritten(works: Works) -> None:
    make_user(works)
    user_id = make_user(works, "luis@empresa.com")
    with works.write(SYSTEM) as work:
        assert actions.edit_user(work, user_id, UserChange(name="Luis A."), version=1).version == 2
    with pytest.raises(Stale), works.write(SYSTEM) as work:
        actions.edit_user(work, user_id, UserChange(name="Luis B."), version=1)
    with works.read(SYSTEM) as work:
        assert reads.user(work, user_id).name == "Luis A."


@pytest.mark.parametrize("change", [{"active": False}, {"roles": ["viewer"]}, {"location_ids": [1]}])
def test_the_last_administrator_cannot_be_taken_away(works: Works, change: dict[str, object]) -> None:
    user_id = make_user(works)
    with pytest.raises(LastAdministrator), works.write(SYSTEM) as work:
        actions.edit_user(work, user_id, UserChange.model_validate(change))
    make_user(works, "luis@empresa.com")
    with works.write(SYSTEM) as work:
        actions.edit_user(work, user_id, UserChange.model_validate(change))


def test_a_deactivated_person_is_out_at_once_and_cannot_come_back(works: Works) -> None:
    make_user(works)
    user_id = make_user(works, "luis@empresa.com")
    with works.write(access.GUEST) as work:
        tokens = signing_in.open_session(work, user_id, signing_in.Device())
    with works.write(SYSTEM) as work:
        actions.deactivate_user(work, user_id)
    with pytest.raises(Unauthenticated), works.read() as work:
        reads.actor_of_token(work, tokens.access_token)
    with pytest.raises(WrongCredentials), works.write(access.GUEST) as work:
        signing_in.open_session(work, user_id, signing_in.Device())


def test_changing_the_password_needs_the_present_one_and_ends_other_sessions(works: Works) -> None:
    me = acting(works, make_user(works))
    with works.write(access.GUEST) as work:
        here = signing_in.open_session(work, me.id or 0, signing_in.Device())
        there = signing_in.open_session(work, me.id or 0, signing_in.Device())
    with pytest.raises(WrongCredentials), works.write(me) as work:
        actions.change_password(work, PasswordForm(current="no es esta", new="otra frase bien distinta"), here.session_id)
    with works.write(me) as work:
        actions.change_password(work, PasswordForm(current=PASSWORD, new="otra frase bien distinta"), here.session_id)
    with works.read() as work:
        assert reads.actor_of_token(work, here.access_token).id == me.id
    with pytest.raises(Unauthenticated), works.read() as work:
        reads.actor_of_token(work, there.access_token)


def test_an_api_key_acts_for_its_maker_until_revoked_or_expired(works: Works) -> None:
    me = acting(works, make_user(works))
    with works.write(me) as work:
        key = actions.create_api_key(work, ApiKeyDraft(name="ERP", expires_in_days=1))
    assert key.secret and key.secret.startswith(key.prefix)
    with works.read() as work:
        assert reads.actor_of_token(work, key.secret).id == me.id
        assert [each.secret for each in reads.api_keys(replace(work, actor=me))] == [None]
    late = replace(works, clock=lambda: NOON + timedelta(days=1))
    with pytest.raises(Unauthenticated), late.read() as work:
        reads.actor_of_token(work, key.secret)
    with works.write(me) as work:
        actions.revoke_api_key(work, key.id)
    with pytest.raises(Unauthenticated), works.read() as work:
        reads.actor_of_token(work, key.secret)


def test_nobody_revokes_a_strangers_key(works: Works) -> None:
    owner = acting(works, make_user(works))
    other = acting(works, make_user(works, "luis@empresa.com", roles=["buyer"]))
    with works.write(owner) as work:
        key = actions.create_api_key(work, ApiKeyDraft(name="ERP"))
    with pytest.raises(NotFound), works.write(other) as work:
        actions.revoke_api_key(work, key.id)
    with works.read() as work:
        assert reads.actor_of_token(work, key.secret or "").id == owner.id


def test_the_trail_tells_who_changed_what_in_the_readers_language(works: Works) -> None:
    admin = acting(works, make_user(works))
    user_id = make_user(works, "luis@empresa.com", roles=["buyer"])
    with works.write(admin) as work:
        actions.edit_user(work, user_id, UserChange(roles=["viewer"]))
    with works.read(admin, lang="en") as work:
        line = reads.audit(work, Ask(limit=1)).items[0]
    assert (line.actor_name, line.kind, line.subject_id) == ("Ana", "access.user_edited", str(user_id))
    assert line.title == "Account luis@empresa.com was changed"
    assert line.data["before"] == {"roles": ["buyer"]} and line.data["after"] == {"roles": ["viewer"]}


def test_the_trail_is_read_page_by_page_without_gaps(works: Works) -> None:
    for number in range(7):
        make_user(works, f"u{number}@empresa.com")
    seen, cursor = [], None
    with works.read(SYSTEM) as work:
        while True:
            page = reads.audit(work, Ask(limit=3, cursor=cursor))
            seen += [line.data["email"] for line in page.items]
            if (cursor := page.next_cursor) is None:
                break
    assert seen == [f"u{number}@empresa.com" for number in reversed(range(7))]


def test_the_trail_needs_its_right_and_shows_confined_people_their_places_only(works: Works) -> None:
    make_user(works)
    with pytest.raises(Forbidden), works.read(access.actor_with(frozenset({"stock.read"}))) as work:
        reads.audit(work, Ask())
    confined = replace(access.actor_with(frozenset({"access.read_audit"})), locations=frozenset({5}))
    with works.read(confined) as work:
        assert reads.audit(work, Ask()).items == []


def test_everybody_may_change_their_own_name_and_language(works: Works) -> None:
    me = acting(works, make_user(works, roles=["viewer"]))
    with works.write(me) as work:
        actions.edit_own_profile(work, OwnProfile(lang="pt"))
    assert acting(works, me.id or 0).lang == "pt"
