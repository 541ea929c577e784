"""测算说明 as a paper to look at before it is printed; also in large type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from minzheng_desk.documents.pdf.lettering import render_letter
from minzheng_desk.documents.pdf.rendering import Rendered
from minzheng_desk.eligibility.documents.explanation import explanation, large_explanation
from minzheng_desk.ui.paper import Asked, PaperOption, PreparedPaper

_LARGE = "large"


def explanation_paper(words: Mapping[str, Any], number: str) -> PreparedPaper:
    """The explanation of one assessment of the household with this number."""

    def draw(asked: Asked) -> Rendered:
        return render_letter(large_explanation(words) if _LARGE in asked.ticked else explanation(words))

    return PreparedPaper(
        f"测算说明　{words['label']}　{words['name']}",
        f"households:{number}/{words['programme']}",
        draw,
        chip=words["on"],
        options=(PaperOption(_LARGE, "大字说明", "给本人看的，字大、话短"),),
        file_name=f"测算说明-{words['label']}-{number}.pdf",
    )
