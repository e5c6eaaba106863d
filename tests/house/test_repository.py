"""What is committed names no address of a registry, no path of one machine, and the map of the house is complete."""

import re
import subprocess

import pytest
from tests.house.source import DOMAINS, ROOT, SRC


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return listed.stdout.splitlines()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "web/package-lock.json", "web/.npmrc"])
def test_locks_hold_no_addresses(name: str) -> None:
    found = re.findall(r"https?://[^\s\"]+", (ROOT / name).read_text(encoding="utf-8"))
    assert [address for address in found if re.search(r"registry|pypi|files\.python|\.tgz|\.whl", address)] == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_part_is_pinned_with_hashes(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"^(?!\s|#|--)[^=\n]+$", text, re.MULTILINE) == []
    assert "--hash=sha256:" in text


def test_no_path_of_one_machine() -> None:
    pattern = re.compile(r"(?<![\w.-])/(work|root|home)/[A-Za-z.]")
    found = []
    for name in tracked():
        path = ROOT / name
        if path.suffix in {".py", ".ts", ".tsx", ".md", ".toml", ".yaml", ".yml", ".json", ".css", ".html", ""} and path.is_file():
            text = path.read_text(encoding="utf-8", errors="ignore")
            found += [name for _ in pattern.finditer(text)]
    assert [name for name in found if name != "tests/house/test_repository.py"] == []


def test_the_map_names_every_part() -> None:
    map_ = (ROOT / "docs" / "where-things-live.md").read_text(encoding="utf-8")
    kernels = sorted(p.name for p in (SRC / "kernels").iterdir() if (p / "__init__.py").exists())
    assert [name for name in (*DOMAINS, *kernels) if f"`{name}" not in map_] == []


def test_agents_page_is_short() -> None:
    assert len((ROOT / "AGENTS.md").read_text(encoding="utf-8").splitlines()) <= 80


def test_every_decision_is_numbered_and_fits_a_page() -> None:
    names = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert [name[:4] for name in names] == [f"{n:04d}" for n in range(1, len(names) + 1)]
    assert {name: n for name in names if (n := len((ROOT / "docs/decisions" / name).read_text().splitlines())) > 60} == {}
