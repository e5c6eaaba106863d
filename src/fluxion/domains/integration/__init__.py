"""Integration takes files in: looks at them, maps their columns, shows what they would change, loads and undoes them.

Faces call its rooms; nothing stands above it. Rows of other parts are written through those parts' doors.
"""

import fluxion.domains.integration.rules.fact_words  # noqa: F401 (puts facts into words)
from fluxion.domains.integration.actions import check_import, edit_import, load_import, receive, undo_import, upload_file
from fluxion.domains.integration.reads import import_run, imports

RIGHTS: tuple[str, ...] = ("integration.read", "integration.upload", "integration.check", "integration.load", "integration.undo")

__all__ = [
    "RIGHTS",
    "check_import",
    "edit_import",
    "import_run",
    "imports",
    "load_import",
    "receive",
    "undo_import",
    "upload_file",
]
