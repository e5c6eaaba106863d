"""The kinds of file there are, in the person's language."""

from fluxion.base.work import Work
from fluxion.domains.integration.rules import ENTITIES, EntitySpec
from fluxion.domains.integration.shapes import EntityView, FieldView
from fluxion.values.errors import say


def entities(work: Work) -> list[EntityView]:
    """Every kind of file with its fields and the words by which their columns are recognised."""
    work.require("integration.read")
    return [EntityView(name=spec.name, label=say(spec.label, work.lang), fields=field_views(spec, work.lang)) for spec in ENTITIES.values()]


def field_views(spec: EntitySpec, lang: str) -> list[FieldView]:
    """The fields of a kind of file, in the language asked for."""
    return [
        FieldView(
            name=field.name,
            label=say(field.label, lang),
            required=field.required,
            type=field.type.kind.value,
            synonyms=list(field.words),
        )
        for field in spec.fields
    ]
