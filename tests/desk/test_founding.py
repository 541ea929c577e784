from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desk.stores import CHEAP, CLOCK, OFFICE, PASSPHRASE, PERSON
from minzheng_desk.desk.founding import (
    Colleague,
    FirstPerson,
    Office,
    StoreExists,
    create_store,
    require_colleague,
)
from minzheng_desk.desk.home import STORE_FILE
from minzheng_desk.desk.opening import open_store, open_with_recovery_key
from minzheng_desk.desk.place import StoreInSyncedFolder
from minzheng_desk.desk.recovery_sheet import drawn_recovery_key
from minzheng_desk.kernel.errors import Cancelled
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.kernel.region import RegionCodeWrong
from minzheng_desk.office.queries import regions, the_station
from minzheng_desk.security.model import RoleMissing, RoleUnknown, SignInNameTaken, SignInNameWrong
from minzheng_desk.store.migrate import Standing, standing
from minzheng_desk.store.verify import verify
from minzheng_desk.vault.keys import PassphraseTooShort
from minzheng_desk.vault.recovery import parse_recovery_key

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_desk.desk.local import LocalDesk


def test_a_founded_store_is_current_sound_and_that_of_its_office(local_desk: LocalDesk) -> None:
    assert Standing.CURRENT is standing(local_desk.engine)
    assert ("清水镇民政办", "990000001000") == (
        (station := local_desk.ask(the_station)).name,
        station.region_code,
    )
    assert 2 == len(local_desk.ask(regions))
    with local_desk.engine.connect() as connection:
        assert verify(connection).sound


def test_founding_leaves_the_store_its_keys_and_nothing_else(tmp_path: Path) -> None:
    founded = create_store(tmp_path / "data", OFFICE, PERSON, PASSPHRASE, cost=CHEAP, clock=CLOCK)
    founded.desk.close()
    assert {"minzheng.db", "minzheng.lock", "vault.json", "vault.copy.json"} == {
        path.name for path in (tmp_path / "data").iterdir()
    }
    assert founded.recovery_key.secret == parse_recovery_key(founded.recovery_key.printed).secret


def test_a_store_is_never_written_over(folder: Path) -> None:
    before = (folder / STORE_FILE).read_bytes()
    with pytest.raises(StoreExists):
        create_store(folder, OFFICE, PERSON, PASSPHRASE, cost=CHEAP)
    assert before == (folder / STORE_FILE).read_bytes()


def test_keys_without_their_store_are_never_written_over(folder: Path) -> None:
    (folder / STORE_FILE).unlink()
    with pytest.raises(StoreExists):
        create_store(folder, OFFICE, PERSON, PASSPHRASE, cost=CHEAP)


@pytest.mark.parametrize(
    ("office", "passphrase", "problem"),
    [
        (OFFICE, "short", PassphraseTooShort),
        (Office("清水镇民政办", "no code", "demo-county"), PASSPHRASE, RegionCodeWrong),
    ],
)
def test_a_failed_founding_leaves_nothing_behind(
    tmp_path: Path, office: Office, passphrase: str, problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        create_store(tmp_path, office, PERSON, passphrase, cost=CHEAP)
    assert ["minzheng.lock"] == [path.name for path in tmp_path.iterdir()]
    create_store(tmp_path, OFFICE, PERSON, PASSPHRASE, cost=CHEAP).desk.close()


def test_a_name_typed_full_width_is_the_same_person(tmp_path: Path) -> None:
    person = FirstPerson(" ｚｈｏｕ ", "周敏")
    desk = create_store(tmp_path, OFFICE, person, PASSPHRASE, cost=CHEAP).desk
    assert "zhou" == desk.actor.name
    desk.close()


def test_no_store_is_founded_in_a_synchronised_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreInSyncedFolder):
        create_store(tmp_path / "坚果云" / "data", OFFICE, PERSON, PASSPHRASE, cost=CHEAP)
    assert [] == list(tmp_path.iterdir())


def test_colleagues_work_here_from_the_first_day(tmp_path: Path) -> None:
    chen = Colleague(FirstPerson("ｃｈｅｎ", "陈敏", ("approver",)), "a passphrase of my own")
    founded = create_store(tmp_path, OFFICE, PERSON, PASSPHRASE, colleagues=[chen], cost=CHEAP, clock=CLOCK)
    assert "zhou" == founded.desk.actor.name
    founded.desk.close()
    desk = open_store(tmp_path, "chen", "a passphrase of my own", clock=CLOCK)
    assert "陈敏" == desk.actor.display_name
    assert desk.may(Permission.LOCK_ROSTER)
    assert not desk.may(Permission.MANAGE_PEOPLE)
    desk.close()


@pytest.mark.parametrize(
    ("colleague", "problem"),
    [
        (Colleague(FirstPerson("zhou", "另一位"), PASSPHRASE), SignInNameTaken),
        (Colleague(FirstPerson("chen", "陈敏"), "short"), PassphraseTooShort),
        (Colleague(FirstPerson("chen", "陈敏", ()), PASSPHRASE), RoleMissing),
    ],
)
def test_a_colleague_who_cannot_be_let_in_leaves_no_store(
    tmp_path: Path, colleague: Colleague, problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        create_store(tmp_path, OFFICE, PERSON, PASSPHRASE, colleagues=[colleague], cost=CHEAP)
    assert ["minzheng.lock"] == [path.name for path in tmp_path.iterdir()]


def test_a_recovery_key_printed_before_the_founding_opens_the_store(tmp_path: Path) -> None:
    printed = drawn_recovery_key()
    founded = create_store(
        tmp_path, OFFICE, PERSON, PASSPHRASE, recovery_key=printed, cost=CHEAP, clock=CLOCK
    )
    founded.desk.close()
    assert printed.secret == founded.recovery_key.secret
    desk = open_with_recovery_key(
        tmp_path, "zhou", printed.printed, "the new one of mine", cost=CHEAP, clock=CLOCK
    )
    desk.close()


def test_a_founding_that_is_cancelled_leaves_nothing(tmp_path: Path) -> None:
    class Stopping:
        def report(self, done: int, total: int, text: str) -> None:
            if done == total - 1:
                raise Cancelled

    with pytest.raises(Cancelled):
        create_store(tmp_path, OFFICE, PERSON, PASSPHRASE, cost=CHEAP, progress=Stopping())
    assert ["minzheng.lock"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("colleague", "problem"),
    [
        (Colleague(FirstPerson("chen min", "陈敏"), PASSPHRASE), SignInNameWrong),
        (Colleague(FirstPerson("chen", "陈敏", ("mayor",)), PASSPHRASE), RoleUnknown),
        (Colleague(FirstPerson("chen", "陈敏"), "short"), PassphraseTooShort),
    ],
)
def test_who_cannot_be_let_in_is_told_before_anything_is_founded(
    colleague: Colleague, problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        require_colleague(colleague)
    require_colleague(Colleague(FirstPerson("chen", "陈敏"), PASSPHRASE))
