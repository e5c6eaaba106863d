"""Rights on every action, one place that commits, foreign keys that point down, SQL that is never pieced together from input."""

import ast
from importlib import import_module

from tests.house.source import DOMAINS, SRC, STOREYS, functions, python_files, short, tree

from fluxion.app import DOMAINS as COMPOSED
from fluxion.app import load_jobs
from fluxion.base.columns import Row
from fluxion.domains import access

OWN_MATTERS = {
    "accept_setup": "the one-time token is the right",
    "edit_own_profile": "everybody may edit their own name and language",
    "change_password": "everybody may change their own password",
    "revoke_api_key": "everybody may revoke their own key",
    "deactivate_user": "calls edit_user, which requires the right",
}


def test_every_domain_is_composed() -> None:
    assert sorted(COMPOSED) == DOMAINS


def test_nobody_but_the_edge_of_a_work_commits() -> None:
    committing = [
        short(path)
        for path in python_files(SRC)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit" and not node.args
    ]
    allowed = {"src/fluxion/base/work.py", "src/fluxion/migrations/env.py"}
    assert {path for path in committing if not path.startswith("src/fluxion/base/jobs/")} <= allowed


def test_foreign_keys_point_down() -> None:
    import_module("fluxion.migrations.every_table")
    owner = {}
    for mapper in Row.registry.mappers:
        parts = mapper.class_.__module__.split(".")
        owner[mapper.local_table.name] = parts[2] if parts[1] == "domains" else "base"
    upward = []
    for table in Row.metadata.tables.values():
        for key in table.foreign_keys:
            target, own = owner[key.column.table.name], owner[table.name]
            if own != target and STOREYS.get(target, 0) >= STOREYS.get(own, 0):
                upward.append(f"{table.name} → {key.column.table.name}")
    assert upward == []


def test_every_public_action_requires_a_right() -> None:
    open_actions = []
    for path in python_files(SRC / "domains"):
        parts = path.relative_to(SRC / "domains").parts
        if "actions" not in {part.removesuffix(".py") for part in parts[1:]}:
            continue
        for node in tree(path).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_") or not _takes_work(node):
                continue
            if node.name not in OWN_MATTERS and not _requires(node):
                open_actions.append(f"{short(path)}:{node.name}")
    assert open_actions == []


def _takes_work(node: ast.FunctionDef) -> bool:
    first = node.args.args[:1]
    return bool(first) and first[0].arg == "work"


def _requires(node: ast.FunctionDef) -> bool:
    return any(isinstance(each, ast.Attribute) and each.attr == "require" for each in ast.walk(node))


def required_rights() -> set[str]:
    """Every right that some code asks for by name."""
    found = set()
    for path in python_files(SRC / "domains", SRC / "faces"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("require", "may") and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    return found


def all_rights() -> set[str]:
    return {right for name in COMPOSED for right in getattr(import_module(f"fluxion.domains.{name}"), "RIGHTS", ())}


def test_every_right_that_is_asked_for_is_declared_at_a_door() -> None:
    assert required_rights() - all_rights() == set()


def test_rights_are_named_for_their_domain() -> None:
    for name in COMPOSED:
        for right in getattr(import_module(f"fluxion.domains.{name}"), "RIGHTS", ()):
            assert right.startswith(f"{name}."), right


def test_every_right_that_a_role_names_exists() -> None:
    known = all_rights()
    for role, rights in access.ROLES.items():
        for right in rights:
            domain, _, verb = right.partition(".")
            fits = right == "*" or any(
                r == right or (verb == "*" and r.startswith(f"{domain}.")) or (domain == "*" and r.endswith(f".{verb}")) for r in known
            )
            assert fits, (role, right)


def test_jobs_of_every_domain_are_registered() -> None:
    load_jobs()


def test_sql_text_is_never_formatted_inside_execute_with_request_input() -> None:
    """Pieces of SQL may be joined from constants and quoted names only; `text(f"…")` of SQLAlchemy never."""
    formatted = []
    for path in python_files(SRC):
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") == "text"
                and node.args
                and isinstance(node.args[0], ast.JoinedStr)
            ):
                formatted.append(f"{short(path)}:{node.lineno}")
    assert formatted == []


def test_functions_of_reads_do_not_write() -> None:
    writing = []
    for path in python_files(SRC / "domains"):
        if "reads" not in path.relative_to(SRC / "domains").as_posix():
            continue
        for node in functions(path):
            for each in ast.walk(node):
                if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) and each.func.attr in ("add", "add_all", "delete"):
                    target = each.func.value
                    if isinstance(target, ast.Attribute) and target.attr == "db":
                        writing.append(f"{short(path)}:{node.name}")
    assert writing == []
