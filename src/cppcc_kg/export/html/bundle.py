"""The page's own files: scripts joined into one, and the policy that lets these and nothing else run."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

ASSETS = Path(__file__).resolve().parent / "assets"
LIBRARY = "vendor/vis-network-10.1.5.standalone.umd.min.js"
ENTRY = "app.js"

#: Style sheets that vis-network 10.1.5 adds to the document when it loads (assets/README.md tells how to list
#: them). Naming each keeps 'unsafe-inline' out of the policy.
LIBRARY_STYLES = (
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",  # empty: filled after it is added
    "'sha256-OutIf5hnp68ctx4ThtV5J02g5HTJ5bbu/hkNfqVXWWo='",
    "'sha256-4cgFR0//m8/eHo2G/esYsuZetUHlzCUWYM59sfgE9zY='",
    "'sha256-uepMTym1NwItBa/XV6ef6fQobLL0A0CNVDM5km5L+nQ='",
    "'sha256-gGUn/VMBXCeWm86qX/pOf+4ZDSbe0JcaXXb4rJjw1mA='",
    "'sha256-QuPewnJYr+SnQiTnCNHFBw99ExTsz9f8w5320PimEPw='",
    "'sha256-IY7YKNHjbzQ1NfAKrBZvBZohgXMtxrqB9PaqhAaT3vg='",
    "'sha256-QE7TOEDW7YIlMzvUUnm8boDWeNBN7PBbaaYJjnp34WI='",
)

#: The only forms of import and export that our modules may use (tests hold them to it).
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([a-z]+\.js)";\n', re.M)
_EXPORT = re.compile(r"^export (?=const |let |function |async function |class )", re.M)


def read(name: str) -> str:
    """An asset as it will stand between its tags. HTML reads CRLF as LF, which would break the hash."""
    text = (ASSETS / name).read_text(encoding="utf-8").replace("\r\n", "\n")
    return text.replace("//# sourceMappingURL=vis-network.min.js.map", "")


def module_order() -> list[str]:
    """Our modules, each after those that it imports."""
    order: list[str] = []

    def visit(name: str) -> None:
        for needed in _IMPORT.findall(read(f"js/{name}")):
            if needed not in order:
                visit(needed)
        order.append(name)

    visit(ENTRY)
    return order


def script() -> str:
    """All modules in one scope: imports dropped, as what they name stands above; names are unlike in all modules."""
    parts = [_EXPORT.sub("", _IMPORT.sub("", read(f"js/{name}"))) for name in module_order()]
    return '"use strict";\n' + "\n".join(parts)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def policy(scripts: list[str], style: str) -> str:
    """The content security policy: these scripts, this style, the library's own styles, nothing from anywhere."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(_hash(script) for script in scripts),
            "style-src " + " ".join((_hash(style), *LIBRARY_STYLES)),
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
