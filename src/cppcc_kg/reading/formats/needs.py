"""Libraries that only some formats need."""

from __future__ import annotations

import importlib
from typing import Any

from cppcc_kg.errors import InputError, Where


def needs(module: str, where: Where) -> Any:
    """The module, or an InputError that says how to get it."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise InputError(
            f"needs {module.partition('.')[0]} to be read", where=where, hint="pip install '.[inputs]' in the checkout"
        ) from error
