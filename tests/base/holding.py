"""Takes the turn to write in a process of its own and keeps it until it is killed, with something uncommitted.

python -m tests.base.holding FOLDER
"""

import sys
import time
from pathlib import Path

from tests.makers import NOON, make_works

from fluxion.base.mart import GenerationRow


def main(folder: str) -> None:
    works = make_works(Path(folder))
    with works.write() as work:
        work.db.add(GenerationRow(id=1, file="never", state="retired", built_at=NOON, lake_version={}, size_bytes=0))
        work.db.flush()
        print("held", flush=True)
        time.sleep(600)


if __name__ == "__main__":
    main(*sys.argv[1:])
