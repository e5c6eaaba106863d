"""Questions about imports: the list, one of them with its report, its error file, the kinds of file."""

from fluxion.domains.integration.reads.entities import entities
from fluxion.domains.integration.reads.error_file import error_file
from fluxion.domains.integration.reads.runs import import_run, imports, is_working, problems_path, visible_run

__all__ = ["entities", "error_file", "import_run", "imports", "is_working", "problems_path", "visible_run"]
