"""Checks the pages' sources (types, lint, words in three languages, units, bundle budget), unless these passed already."""

from build import fingerprint, install, sources
from node import WEB, run

CHECKED = WEB / "node_modules" / ".checked"


def main() -> None:
    install()
    wanted = fingerprint(sources())
    if CHECKED.exists() and CHECKED.read_text() == wanted:
        return
    run("npm", "run", "--silent", "check")
    run("npm", "run", "--silent", "budget")
    CHECKED.write_text(wanted)


if __name__ == "__main__":
    main()
