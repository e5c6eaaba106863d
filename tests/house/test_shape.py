"""Files and functions stay small, names say what they are, doors are narrow."""

import ast
import inspect
import re
from importlib import import_module

import pytest
from tests.house.source import DOMAINS, ROOT, SRC, STOREYS, functions, python_files, short, told_length, tree

LONGEST_FILE, LONGEST_FUNCTION, WIDEST_DOOR = 400, 40, 12
EMPTY_NAMES = re.compile(r"(^|_)(utils?|helpers?|common|managers?|misc)(_|$)")
ROOMS = {
    "__init__", "jobs", "actions", "reads", "rules", "tables", "ports", "events", "shapes", "errors",
    "signing_in", "passwords",
}  # fmt: skip
"""`signing_in` and `passwords` are rooms of access alone: sessions are neither a read nor an action on rows people own."""


def test_no_file_is_longer_than_400_lines() -> None:
    files = python_files(SRC, ROOT / "tests", ROOT / "benchmarks")
    long = {short(path): n for path in files if (n := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE}
    assert long == {}


def test_no_function_is_longer_than_40_lines() -> None:
    files = python_files(SRC, ROOT / "benchmarks")
    long = {f"{short(path)}:{node.name}": n for path in files for node in functions(path) if (n := told_length(node)) > LONGEST_FUNCTION}
    assert long == {}


def test_no_module_has_an_empty_name() -> None:
    assert [short(path) for path in python_files(SRC, ROOT / "tests") if EMPTY_NAMES.search(path.stem)] == []


def test_every_module_says_what_it_is() -> None:
    assert [short(path) for path in python_files(SRC) if not ast.get_docstring(tree(path))] == []


def test_every_public_function_says_what_the_caller_gets() -> None:
    silent = []
    for path in python_files(SRC / "values", SRC / "base", SRC / "kernels", SRC / "domains"):
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node) and len(node.body) > 3:
                silent.append(f"{short(path)}:{node.name}")
    assert silent == []


@pytest.mark.parametrize("name", DOMAINS)
def test_every_domain_stands_on_a_storey_and_has_known_rooms(name: str) -> None:
    assert name in STOREYS
    rooms = {path.stem if path.suffix == ".py" else path.name for path in (SRC / "domains" / name).iterdir() if path.name != "__pycache__"}
    assert rooms <= ROOMS


@pytest.mark.parametrize("name", DOMAINS)
def test_a_door_has_a_paragraph_and_at_most_twelve_names_to_call(name: str) -> None:
    door = import_module(f"fluxion.domains.{name}")
    assert door.__doc__
    callables = [each for each in door.__all__ if inspect.isfunction(getattr(door, each))]
    assert len(callables) <= WIDEST_DOOR, callables


def test_domains_use_each_other_by_their_doors_only() -> None:
    around = []
    for path in python_files(SRC / "domains"):
        own = path.relative_to(SRC / "domains").parts[0]
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("fluxion.domains."):
                parts = node.module.split(".")
                if parts[2] != own and len(parts) > 3:
                    around.append(f"{short(path)}: {node.module}")
    assert around == []
