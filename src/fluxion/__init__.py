"""Fluxion: the commercial operating system of a wholesale distributor.

Read `AGENTS.md` for the map; `app.py` is the one file that knows every part.
"""

__version__ = "0.1.0"
