"""Access: trusts people. Accounts, roles and rights, confinement to locations, sessions, API keys, the audit trail.

The lowest domain: every other one may ask it who somebody is; it knows nothing of goods.
"""

from fluxion.domains.access.actions import accept_setup, create_user, issue_setup_token
from fluxion.domains.access.errors import Unauthenticated
from fluxion.domains.access.reads import actor_of_token, actor_of_user, is_set_up
from fluxion.domains.access.rules import GUEST, RIGHTS, ROLES, actor_with

__all__ = [
    "GUEST",
    "RIGHTS",
    "ROLES",
    "Unauthenticated",
    "accept_setup",
    "actor_of_token",
    "actor_of_user",
    "actor_with",
    "create_user",
    "is_set_up",
    "issue_setup_token",
]
