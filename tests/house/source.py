"""Reads the project's own source for the rules of the house."""

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "fluxion"
DOMAINS = sorted(p.name for p in (SRC / "domains").iterdir() if (p / "__init__.py").exists())
STOREYS = {
    **dict.fromkeys(("integration", "insights", "upkeep"), 8),
    **dict.fromkeys(("planning",), 7),
    **dict.fromkeys(("history",), 6),
    **dict.fromkeys(("sales", "purchases"), 5),
    **dict.fromkeys(("prices",), 4),
    **dict.fromkeys(("stock",), 3),
    **dict.fromkeys(("catalog", "partners"), 2),
    **dict.fromkeys(("access",), 1),
}


def python_files(*folders: Path) -> list[Path]:
    """Every Python file of these folders that people wrote."""
    found = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    return [path for path in found if "migrations/versions" not in path.as_posix() and "__pycache__" not in path.parts]


@lru_cache(maxsize=2000)
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of the file, methods and inner ones too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def told_length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        length -= (first.end_lineno or first.lineno) - first.lineno + 1
    return length


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
