"""One call of the program: what was typed, where answers go, and the desk that is opened for it."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from minzheng_desk.cli.output import Output
from minzheng_desk.cli.progress import TerminalProgress
from minzheng_desk.kernel.errors import InputProblem, KeyProblem, NotAllowed
from minzheng_desk.kernel.permissions import Permission

if TYPE_CHECKING:
    from minzheng_desk.desk.desk import Desk
    from minzheng_desk.desk.local import LocalDesk
    from minzheng_desk.policy.model import Policy


class PassphraseNotGiven(KeyProblem):
    """Nobody sits at a terminal who could be asked."""

    text = "没有口令，命令没有执行。"
    remedy = "请用 --passphrase-file 指定口令文件，或设置环境变量 MINZHENG_DESK_PASSPHRASE。"


class PassphrasesDiffer(InputProblem):
    """A new passphrase is typed twice so that a slip of the finger locks nobody out."""

    text = "两次输入的口令不一样，没有保存。"
    remedy = "请重新执行命令，两次输入同一个口令。"


class UserNotNamed(InputProblem):
    """Several people can open the store."""

    text = "这个数据库有多个用户，没有说明由谁登录。"
    remedy = "请加上 --user，可用的用户名：{known}。"


class OnlyOnThisComputer(InputProblem):
    """Keys and copies of a server's store are the matter of its administrator."""

    text = "这个命令只用于本机数据库，不用于区县服务器。"
    remedy = "服务器的备份和口令请由数据库管理员办理。"


@dataclass(frozen=True, slots=True)
class Call:
    """What a command is given to work with."""

    given: Namespace
    out: Output
    progress: TerminalProgress
    told: TextIO
    """Where notices and questions go, apart from the answer."""
    so_far: dict[str, object] = field(default_factory=dict)
    """What a machine is told was done already when an error ends the command."""

    @property
    def place(self) -> str:
        """The folder of the store, or the address of a server."""
        from minzheng_desk.desk.home import store_place

        return store_place(self.given.store)

    @property
    def is_on_server(self) -> bool:
        """Whether the store is on a server of the district."""
        return is_server(self.place)

    @contextmanager
    def desk(self, may: Permission = Permission.SIGN_IN) -> Iterator[Desk]:
        """Open the store that was named and sign in; it is closed at the end, whatever happens.

        Raises `NotAllowed` when the person has not the permission that looking at the answer takes.
        """
        desk = self._server_desk() if self.is_on_server else self._local_desk()
        try:
            self._require(desk, may)
            yield desk
        finally:
            desk.close()

    @contextmanager
    def local_desk(self, passphrase: str | None = None) -> Iterator[LocalDesk]:
        """Open a store of this computer; raises `OnlyOnThisComputer` for a server's."""
        if self.is_on_server:
            raise OnlyOnThisComputer
        desk = self._local_desk(passphrase)
        try:
            yield desk
        finally:
            desk.close()

    def passphrase(self, prompt: str = "口令：") -> str:
        """The passphrase from a file, the environment or the terminal; raises `PassphraseNotGiven`."""
        from minzheng_desk.desk.opening import passphrase_from

        return passphrase_from(self.given.passphrase_file) or asked(prompt)

    def new_passphrase(self, file: Path | None) -> str:
        """A new passphrase from a file, or typed twice; raises `PassphrasesDiffer`."""
        from minzheng_desk.desk.opening import passphrase_from

        if file is not None and (found := passphrase_from(file)):
            return found
        first = asked("新口令：")
        if first != asked("再输入一次新口令："):
            raise PassphrasesDiffer
        return first

    def notice(self, text: str) -> None:
        """Say something beside the answer."""
        self.progress.clear()
        self.told.write(f"{text}\n")

    def _require(self, desk: Desk, may: Permission) -> None:
        if not desk.may(may):
            raise NotAllowed(person=desk.actor.display_name, operation=self.given.label, permission=may.value)

    def _local_desk(self, passphrase: str | None = None) -> LocalDesk:
        from minzheng_desk.desk.opening import open_store

        folder = Path(self.place)
        desk = open_store(folder, self.user(folder), passphrase or self.passphrase())
        for notice in desk.notices:
            self.notice(f"提示：{notice}")
        return desk

    def _server_desk(self) -> Desk:
        from urllib.parse import urlsplit

        from minzheng_desk.desk.opening import open_server

        user = self.given.user or urlsplit(self.place).username
        if not user:
            raise UserNotNamed(known="由服务器管理员告知")
        return open_server(self.place, user)

    def user(self, folder: Path) -> str:
        """Who signs in: the one that was named, or the only one there is; raises `UserNotNamed`."""
        from minzheng_desk.desk.home import key_holders

        if self.given.user:
            return str(self.given.user)
        known = key_holders(folder)
        if len(known) > 1:
            raise UserNotNamed(known="、".join(known))
        return known[0] if known else ""


def asked(prompt: str) -> str:
    """What the person types unseen; raises `PassphraseNotGiven` where nobody sits at a terminal."""
    import getpass

    if not sys.stdin or not sys.stdin.isatty():
        raise PassphraseNotGiven
    return getpass.getpass(prompt)


def is_server(place: str) -> bool:
    """Whether a place is the address of a server."""
    return place.startswith(("postgresql://", "postgresql+psycopg://", "postgres://"))


def policy_of(desk: Desk) -> Policy:
    """The policy that the office of this desk works by, with its own answers to open questions."""
    from minzheng_desk.policy.queries import office_policy

    return desk.ask(office_policy)
