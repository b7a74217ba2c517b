"""What a browser may do with a page: nothing from elsewhere, nothing inline."""

from __future__ import annotations


def policy(*styles: str) -> str:
    """The content security policy; ``styles`` are further sources of style sheets."""
    allowed = " ".join(("'self'", *styles))
    return (
        f"default-src 'none'; script-src 'self'; style-src {allowed}; img-src 'self' data:; "
        "font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
