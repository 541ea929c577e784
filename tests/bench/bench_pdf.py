"""A roster of 12,000 lines and 14 columns on 480 pages: ours beside plain libraries with the same rows.

Every candidate runs in a process of its own, so that its time and its memory are its own. The peers draw with
one face that has every name; opening it is not counted against them. fpdf2 takes part where it is installed.
"""

from __future__ import annotations

import importlib.util
import io
import multiprocessing
import random
import sys
from collections.abc import Callable, Sequence

from figures import Figure, best, peak_megabytes, report

from minzheng_desk.documents.fonts import installed_typefaces
from minzheng_desk.documents.layout import CellKind, Column, Fact, Paper, Row, Sheet, Total, cell_text
from minzheng_desk.documents.pdf.rendering import render

LINES, PAGE_ROWS = 12_000, 25
NUMBER, MONEY = CellKind.NUMBER, CellKind.MONEY
COLUMNS = (
    Column("index", "序号", CellKind.INDEX, width_mm=11),
    Column("household", "户编号", width_mm=20),
    Column("name", "户主姓名", width_mm=18),
    Column("id", "居民身份证号码", width_mm=35),
    Column("village", "村（社区）", width_mm=18),
    Column("category", "类别", width_mm=12),
    Column("people", "人数", NUMBER, width_mm=10, total=Total.SUM),
    Column("standard", "月保障金", MONEY, width_mm=18, total=Total.SUM),
    Column("change", "补发扣回", MONEY, width_mm=17, total=Total.SUM),
    Column("paid", "实发金额", MONEY, width_mm=18, total=Total.SUM),
    Column("bank", "开户银行", width_mm=20),
    Column("account", "银行账号", width_mm=36),
    Column("sign", "领取人签字", CellKind.SIGNATURE, width_mm=25),
    Column("note", "备注", width_mm=16),
)
MONEY_COLUMNS = (7, 8, 9)


def lines() -> list[Row]:
    """Return invented lines, every hundredth with a name beyond the basic plane."""
    chance = random.Random(7)
    rows: list[Row] = []
    for at in range(LINES):
        usual = chance.choice("秀桂建志玉春文海国永") + chance.choice("英兰华强凤明军平芳云")
        given = usual if at % 100 else "𬱖"
        standard, change = chance.randrange(20_000, 120_000), chance.choice([None] * 8 + [12_000, -6_000])
        rows.append(
            (
                at + 1,
                f"H{at:08d}",
                chance.choice("王李张刘陈杨赵黄周吴") + given,
                f"990000{chance.randrange(19300101, 20201231)}{chance.randrange(10_000):04d}",
                f"{chance.choice('杨柳石高马')}家湾村",
                chance.choice("ABC"),
                chance.randint(1, 6),
                standard,
                change,
                standard + (change or 0),
                "柳溪农商行",
                f"6217{chance.randrange(10**15):015d}",
                None,
                "补发9月" if change else None,
            )
        )
    return rows


def texts(rows: Sequence[Row]) -> list[list[str]]:
    """Return what stands in the cells, for those who draw text only."""
    return [[cell_text(column.kind, cell) for column, cell in zip(COLUMNS, row, strict=True)] for row in rows]


def page_sums(rows: Sequence[Row]) -> str:
    """Return a line with the sums of a page, as the peers write it."""
    return "本页小计 " + " ".join(cell_text(MONEY, sum(row[at] or 0 for row in rows)) for at in MONEY_COLUMNS)


def ours(rows: Sequence[Row]) -> bytes:
    """Draw the roster as the program does."""
    paper = Paper(rows_per_page=PAGE_ROWS)
    heading = (Fact("编制单位", "柳溪镇人民政府"), Fact("单位", "元"))
    sheet = Sheet(
        title="农村低保金发放花名册",
        columns=COLUMNS,
        rows=rows,
        heading=heading,
        in_words="paid",
        footer=(Fact("打印", "李敏"), Fact("校验码", "7F3A")),
        paper=paper,
    )
    rendered = render(sheet)
    assert rendered.pages in {480, 481}  # totals that do not fit take two rows along to a page of their own
    return rendered.content


def registered_font() -> None:
    """Make the face known to reportlab."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 - each candidate loads only what it uses
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    pdfmetrics.registerFont(TTFont("face", str(one_face())))


def one_face() -> str:
    """Return the file of the face with the rarest name."""
    glyph = installed_typefaces().text.glyph("𬱖")
    assert glyph
    return str(glyph.face.path)


def platypus(rows: Sequence[Row]) -> bytes:
    """Draw it with reportlab's tables, one a page."""
    from reportlab.lib.pagesizes import A4, landscape  # noqa: PLC0415
    from reportlab.platypus import PageBreak, SimpleDocTemplate, Table  # noqa: PLC0415

    out, story = io.BytesIO(), list[object]()
    style = [
        ("FONT", (0, 0), (-1, -1), "face", 7),
        ("GRID", (0, 0), (-1, -1), 0.5, "black"),
        ("ALIGN", (6, 0), (9, -1), "RIGHT"),
    ]
    header = [column.label for column in COLUMNS]
    for first in range(0, len(rows), PAGE_ROWS):
        part = rows[first : first + PAGE_ROWS]
        body = [header, *texts(part), [page_sums(part), *[""] * 13]]
        story += [Table(body, [column.width_mm * 2.8 for column in COLUMNS], 18, style=style), PageBreak()]
    SimpleDocTemplate(out, pagesize=landscape(A4), topMargin=30, bottomMargin=20).build(story)
    return out.getvalue()


def draw_string(rows: Sequence[Row]) -> bytes:
    """Draw it with reportlab's canvas, a call for every cell and every line."""
    from reportlab.lib.pagesizes import A4, landscape  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=landscape(A4))
    edges = [28.0]
    for column in COLUMNS:
        edges.append(edges[-1] + column.width_mm * 2.85)
    header = [column.label for column in COLUMNS]
    for first in range(0, len(rows), PAGE_ROWS):
        canvas.setFont("face", 8)
        part = rows[first : first + PAGE_ROWS]
        for line, row in enumerate([header, *texts(part)]):
            y = 540 - line * 18
            for at, cell in enumerate(row):
                if 6 <= at <= 9:
                    canvas.drawRightString(edges[at + 1] - 3, y, cell)
                elif cell:
                    canvas.drawString(edges[at] + 3, y, cell)
        canvas.drawString(40, 60, page_sums(part))
        canvas.grid(edges, [553 - 18 * line for line in range(PAGE_ROWS + 2)])
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def fpdf2(rows: Sequence[Row]) -> bytes:
    """Draw it with fpdf2, a bordered cell at a time."""
    import fpdf  # noqa: PLC0415

    pdf = fpdf.FPDF(orientation="L")
    pdf.set_auto_page_break(auto=False)
    pdf.add_font("face", fname=one_face())
    header = [column.label for column in COLUMNS]
    for first in range(0, len(rows), PAGE_ROWS):
        pdf.add_page()
        pdf.set_font("face", size=8)
        part = rows[first : first + PAGE_ROWS]
        for row in [header, *texts(part)]:
            for column, cell in zip(COLUMNS, row, strict=True):
                pdf.cell(column.width_mm, 6, cell, border=1, align="R" if column.total else "L")
            pdf.ln()
        pdf.cell(0, 6, page_sums(part))
    return bytes(pdf.output())


def measured(draw: Callable[[Sequence[Row]], bytes], repeats: int) -> tuple[float, float, float]:
    """Return time, megabytes of memory and megabytes of the file of one candidate, alone in this process."""
    rows = lines()
    if draw in (platypus, draw_string):
        registered_font()
    before = peak_megabytes()
    seconds, content = best(lambda: draw(rows), repeats)
    return seconds, peak_megabytes() - before, len(content) / 1e6


def first_page(rows: Sequence[Row]) -> bytes:
    """Draw what a preview shows first: one page."""
    return render(Sheet(title="花名册", columns=COLUMNS, rows=rows[:PAGE_ROWS], in_words="paid")).content


def main() -> int:
    """Measure ours and the peers, each alone, and print all of it."""
    alone = multiprocessing.get_context("spawn")
    peers: dict[Callable[[Sequence[Row]], bytes], int] = {platypus: 2, draw_string: 3}
    if importlib.util.find_spec("fpdf"):
        peers[fpdf2] = 1
    found: dict[str, tuple[float, float, float]] = {}
    for draw, repeats in {ours: 5, first_page: 1, **peers}.items():
        with alone.Pool(1) as pool:
            found[draw.__name__] = pool.apply(measured, (draw, repeats))
            seconds, memory, size = found[draw.__name__]
            print(f"  {draw.__name__:<12} {seconds:7.3f} s {memory:7.1f} MB memory {size:6.2f} MB file")
    seconds, memory, _ = found.pop("ours")
    preview, _, _ = found.pop("first_page")
    fastest = min(found, key=lambda name: found[name][0])
    return report(
        "Roster as PDF, 12,000 lines × 14 columns, 480 pages",
        [
            Figure("time", seconds, "s", found[fastest][0], fastest, at_most=1.0, ratio_at_most=1.2),
            Figure("first page of a preview, fonts not yet opened", preview, "s", at_most=0.5),
            Figure("memory growth", memory, "MB", found[fastest][1], fastest, at_most=200),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
