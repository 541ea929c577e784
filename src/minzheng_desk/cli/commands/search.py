"""Finding people and households."""

from __future__ import annotations

from minzheng_desk.cli.arguments import Parser, count
from minzheng_desk.cli.call import Call
from minzheng_desk.cli.command import Command
from minzheng_desk.kernel.permissions import Permission

_FOUND_BY = {
    "n": "姓名",
    "f": "拼音",
    "i": "首字母",
    "d": "身份证号",
    "t": "证号尾号",
    "p": "电话",
    "q": "电话尾号",
    "a": "账号尾号",
    "h": "户编号",
    "P": "村（社区）",
}


def _arguments(parser: Parser) -> None:
    parser.add_argument(
        "text",
        metavar="内容",
        nargs="+",
        help="姓名或其中一部分、拼音或首字母、身份证号前几位或后四位、电话、账号后几位、村名、户编号",
    )
    parser.add_argument("--limit", metavar="条数", type=count, default=50, help="最多列出多少人，默认 50")


def _run(call: Call) -> None:
    from minzheng_desk.cli.masks import id_shown
    from minzheng_desk.households.queries import find_people, region_names

    query = " ".join(call.given.text)
    with call.desk(Permission.READ) as desk:
        found = desk.ask(find_people, query, call.given.limit)
        villages = desk.ask(region_names)
    call.out.answer(
        {
            "query": query,
            "count": len(found),
            "people": [
                {
                    "person_id": row.person_id,
                    "name": row.name,
                    "id_number_masked": id_shown(row.id_number),
                    "household_id": row.household_id,
                    "household_number": row.household_number,
                    "village": villages.get(row.region_code or "", ""),
                    "found_by": row.by,
                }
                for row in found
            ],
        }
    )
    if not found:
        call.out.line(f"没有找到“{query}”。可以试试姓名的首字母、身份证号后四位或户编号。")
        return
    call.out.table(
        ["姓名", "身份证号", "户编号", "村（社区）", "匹配"],
        [
            [
                row.name,
                id_shown(row.id_number),
                row.household_number or "",
                villages.get(row.region_code or "", ""),
                _FOUND_BY.get(row.by, row.by),
            ]
            for row in found
        ],
    )
    more = "只列出前" if len(found) == call.given.limit else "共"
    call.out.line(f"{more} {len(found)} 人。查看一户：minzheng-desk show 户编号")


COMMAND = Command("search", "查人、查户", _run, _arguments, order=30)
