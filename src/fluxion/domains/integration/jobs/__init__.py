"""The jobs of integration: the dry run, the load, the undoing, and forgetting old files."""

from fluxion.domains.integration.jobs.checking import check
from fluxion.domains.integration.jobs.loading import load
from fluxion.domains.integration.jobs.sweeping import sweep
from fluxion.domains.integration.jobs.undoing import undo

__all__ = ["check", "load", "sweep", "undo"]
