"""Mapping files: what the columns of a kind of file mean, kept as YAML beside the file or in version control."""

from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from fluxion.domains.integration.shapes import RunChange


class BadMappingFile(ValueError):
    """The mapping file cannot be used; the text says where and why."""


class _Strict(yaml.SafeLoader):
    """YAML without executable tags, which refuses the same key twice instead of forgetting the first."""


def _mapping_once(loader: _Strict, node: yaml.MappingNode) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in found:
            raise BadMappingFile(f"line {key_node.start_mark.line + 1}: “{key}” is given twice")
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping_once)


def read_mapping(path: Path) -> RunChange:
    """The mapping that a YAML file holds; raises BadMappingFile naming the line or the field."""
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), Loader=_Strict)  # noqa: S506 - a safe loader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadMappingFile(str(error)) from error
    if not isinstance(found, dict):
        raise BadMappingFile("expected `columns:` with a column for each field")
    if "columns" in found:
        found["mapping"] = found.pop("columns")
    constants = found.get("constants")
    if isinstance(constants, dict):
        found["constants"] = {key: value if isinstance(value, str) else str(value) for key, value in constants.items()}
    try:
        return RunChange.model_validate(found)
    except ValidationError as error:
        raise BadMappingFile("; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())) from error
