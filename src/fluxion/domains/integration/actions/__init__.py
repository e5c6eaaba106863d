"""What people do with a file: bring it, say what its columns mean, have it checked, loaded, cancelled, undone."""

from fluxion.domains.integration.actions.steps import cancel_import, check_import, load_import, undo_import
from fluxion.domains.integration.actions.uploads import Received, edit_import, receive, upload_file

__all__ = ["Received", "cancel_import", "check_import", "edit_import", "load_import", "receive", "undo_import", "upload_file"]
