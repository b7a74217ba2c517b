"""Data files: from the repository when run from a checkout, from the wheel otherwise; and how ours are read quickly."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent


@cache
def data_dir(name: str) -> Path:
    """The folder ``name`` (``corpus`` or ``ontology``) of the checkout, or the copy inside the wheel."""
    packaged = _PACKAGE / "_data" / name
    return packaged if packaged.is_dir() else _PACKAGE.parents[1] / name


def quick_loader() -> Any:
    """What reads YAML ten times as quickly, where PyYAML was built with libYAML.

    For files of the package alone: it has no bound on how deep a file goes, and tells less of what is wrong with one.
    """
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def packaged_yaml(text: str) -> Any:
    """What a YAML file of the package holds: plain lists, mappings, numbers and text."""
    loader = quick_loader()(text)
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()
