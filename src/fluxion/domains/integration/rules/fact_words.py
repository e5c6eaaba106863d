"""How facts of integration are put into words: what a file holds, by the name it has on the page."""

from fluxion.base.facts import of_codes, shown_as
from fluxion.domains.integration.events import FileUploaded
from fluxion.domains.integration.rules import ENTITIES

shown_as(FileUploaded, entity=of_codes({name: spec.label for name, spec in ENTITIES.items()}))
