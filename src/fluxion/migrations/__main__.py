"""`python -m fluxion.migrations "why"` writes the next migration: the difference between the history and the tables."""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from fluxion.base.db import alembic_config, migrate
from fluxion.base.settings import Settings


def main(why: str) -> None:
    """Compare an empty company, brought to the newest version, with the tables as declared."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        migrate(settings)
        config = alembic_config(settings)
        known = len(list(ScriptDirectory.from_config(config).walk_revisions()))
        command.revision(config, message=why, autogenerate=True, rev_id=f"{known + 1:04d}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 and sys.argv[1] else "change")
