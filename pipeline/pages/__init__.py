"""The pages of a release: no server, no CDN, Chinese and English; all text of documents is escaped."""

from typing import Any

import jinja2

_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.PackageLoader("pipeline", "pages"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
)


def fill(template: str, **content: Any) -> str:
    """A page from its template."""
    return _ENVIRONMENT.get_template(template).render(**content)
