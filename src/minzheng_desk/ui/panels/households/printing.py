"""Papers about a household, to look at before printing: its file, and 测算说明, also in large type."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from minzheng_desk.benefits.household_paper import household_letter
from minzheng_desk.documents.pdf.lettering import render_letter
from minzheng_desk.documents.pdf.rendering import Rendered
from minzheng_desk.eligibility.documents.explanation import explanation, large_explanation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.ui.panels.households.asked import Opened
from minzheng_desk.ui.paper import FULL_NUMBERS, Asked, PaperOption, PreparedPaper

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


def household_paper(shown: Opened, on: date) -> PreparedPaper:
    """The file of a household; whole numbers only where they are ticked, which is noted."""

    def draw(asked: Asked) -> Rendered:
        return render_letter(
            household_letter(
                shown.file,
                shown.held,
                shown.visits,
                shown.labels,
                office=shown.office,
                on=on,
                full_numbers=asked.full_numbers,
            )
        )

    number = shown.household.number
    whole = PaperOption(FULL_NUMBERS, "印完整身份证号和账号", "勾选会留记录", may=Permission.REVEAL)
    return PreparedPaper(
        f"家庭档案　{shown.file.head.name} 户",
        f"households:{number}",
        draw,
        options=(whole,),
        file_name=f"家庭档案-{number}.pdf",
    )
