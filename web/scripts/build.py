"""Builds the pages into the Python package, unless they were built from exactly these sources already.

Who comes while another builds waits and finds them built; who is served meanwhile has the pages of before until all new ones are there.
"""

import fcntl
import gzip
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from node import WEB, run

PAGES = WEB.parent / "src" / "fluxion" / "faces" / "http" / "pages"
BUILT = PAGES / ".built"
NEW, OLD = WEB / "dist" / "new", WEB / "dist" / "old"
INSTALLED = WEB / "node_modules" / ".installed"
LEFT_OUT = {"node_modules", "dist", "coverage", ".vite"}


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else builds meanwhile. The folder itself is what is locked: `npm ci` takes away whatever lies in node_modules."""
    handle = os.open(WEB, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def fingerprint(paths: list[Path]) -> str:
    """A digest of the names and contents of the files."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(WEB).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def sources() -> list[Path]:
    """Every file the pages are made of."""
    return sorted(p for p in WEB.rglob("*") if p.is_file() and not LEFT_OUT & set(p.relative_to(WEB).parts))


def install() -> None:
    """`npm ci`, once for each state of the lock."""
    lock = fingerprint([WEB / "package.json", WEB / "package-lock.json"])
    if INSTALLED.exists() and INSTALLED.read_text() == lock:
        return
    print("pages: installing the parts named in web/package-lock.json", flush=True)
    run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error")
    INSTALLED.write_text(lock)


def add_api_reference() -> None:
    """The page `/api/docs`: Swagger UI as its makers built it, with our two lines to start it."""
    reference = NEW / "api-docs"
    reference.mkdir(exist_ok=True)
    built = WEB / "node_modules" / "swagger-ui-dist"
    for file in (*(built / name for name in ("swagger-ui.css", "swagger-ui-bundle.js")), *sorted((WEB / "api-docs").iterdir())):
        copied = reference / file.name
        copied.write_bytes(file.read_bytes())
        copied.with_name(copied.name + ".gz").write_bytes(gzip.compress(file.read_bytes(), mtime=0))


def replace() -> None:
    """Put the new pages where the old ones are; what is interrupted midway is done again by the next build."""
    shutil.rmtree(OLD, ignore_errors=True)
    PAGES.parent.mkdir(parents=True, exist_ok=True)
    if PAGES.exists():
        PAGES.rename(OLD)
    NEW.rename(PAGES)
    shutil.rmtree(OLD, ignore_errors=True)


def main() -> None:
    with alone():
        wanted = fingerprint(sources())
        if BUILT.exists() and BUILT.read_text() == wanted:
            return
        install()
        print("pages: building", flush=True)
        shutil.rmtree(NEW, ignore_errors=True)
        run("npm", "run", "--silent", "build")
        add_api_reference()
        (NEW / BUILT.name).write_text(wanted)
        replace()


if __name__ == "__main__":
    main()
