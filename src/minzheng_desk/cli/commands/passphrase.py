"""One's own passphrase, and the recovery key."""

from __future__ import annotations

from pathlib import Path

from minzheng_desk.cli.arguments import Parser, path
from minzheng_desk.cli.call import Call, OnlyOnThisComputer, asked
from minzheng_desk.cli.command import Command


def _new_passphrase_argument(parser: Parser) -> None:
    parser.add_argument(
        "--new-passphrase-file", metavar="文件", type=path, help="新口令文件，第一行是新口令；不写则询问"
    )


def _recover_arguments(parser: Parser) -> None:
    _new_passphrase_argument(parser)
    parser.add_argument(
        "--recovery-key-file", metavar="文件", type=path, help="写有恢复密钥的文件，密钥单独一行；不写则询问"
    )


def _change(call: Call) -> None:
    from minzheng_desk.desk.people import change_passphrase

    old = call.passphrase("现在的口令：")
    with call.local_desk(old) as desk:
        change_passphrase(desk, old, call.new_passphrase(call.given.new_passphrase_file))
        user = desk.actor.name
    call.out.answer({"user": user, "changed": True})
    call.out.line("口令已修改，下次登录请用新口令。")


def _recover(call: Call) -> None:
    """Let somebody in who forgot the passphrase and holds the paper."""
    from minzheng_desk.desk.opening import open_with_recovery_key

    if call.is_on_server:
        raise OnlyOnThisComputer
    folder = Path(call.place)
    user = call.user(folder)
    key = _recovery_key(call.given.recovery_key_file)
    desk = open_with_recovery_key(folder, user, key, call.new_passphrase(call.given.new_passphrase_file))
    desk.close()
    call.out.answer({"user": user, "changed": True})
    call.out.line("已用恢复密钥打开，新口令已生效。恢复密钥仍然有效，请放回原处锁好。")


def _recovery_key(file: Path | None) -> str:
    """What is written on the paper; the file that `new` writes has a title above the key."""
    from minzheng_desk.documents.files import FileNotReadable

    if file is None:
        return asked("恢复密钥：")
    try:
        lines = file.read_text("utf-8-sig").split()
    except (OSError, UnicodeDecodeError):
        raise FileNotReadable(name=file.name, reason="文件不存在，或不是 UTF-8 文本") from None
    return next((line for line in reversed(lines) if line.isascii()), "")


def _renew(call: Call) -> None:
    from minzheng_desk.desk.people import renew_recovery_key

    with call.local_desk() as desk:
        printed = renew_recovery_key(desk).printed
    call.out.answer({"recovery_key": printed})
    call.out.line("新的恢复密钥只显示这一次，请抄写或打印两份，分开锁好；原来的已经作废：")
    call.out.line(f"    {printed}")


COMMAND = Command(
    "passphrase",
    "口令和恢复密钥",
    parts=(
        Command("change", "修改本人口令", _change, _new_passphrase_argument),
        Command("recover", "忘记口令时用恢复密钥打开，并设新口令", _recover, _recover_arguments),
        Command("renew-key", "更换恢复密钥，原来的作废", _renew),
    ),
    order=94,
)
