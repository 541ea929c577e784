from __future__ import annotations

from dataclasses import replace

import pytest

from desk.stores import CLOCK, OFFICE, PERSON
from minzheng_desk.desk.founding import StoreExists, create_server_store
from minzheng_desk.desk.opening import open_server
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.kernel.region import RegionCodeWrong
from minzheng_desk.office.queries import regions
from minzheng_desk.security.model import NoSuchUser, UserInactive
from minzheng_desk.security.operations import add_user, deactivate_user
from minzheng_desk.store.engine import StoreUnreachable
from minzheng_desk.store.migrate import StoreOutOfDate, StoreTooNew
from servers import run_sql


def test_a_server_that_was_founded_opens_for_its_people(url: str) -> None:
    create_server_store(url, OFFICE, PERSON, clock=CLOCK)
    desk = open_server(url, " ｚｈｏｕ ", clock=CLOCK)
    assert "周敏" == desk.actor.display_name
    assert desk.may(Permission.SET_UP)
    assert ["清水镇", "上湾村"] == [region.name for region in desk.ask(regions)]
    desk.close()


def test_a_server_is_founded_once(url: str) -> None:
    create_server_store(url, OFFICE, PERSON, clock=CLOCK)
    with pytest.raises(StoreExists):
        create_server_store(url, OFFICE, PERSON, clock=CLOCK)


def test_a_founding_that_fails_can_be_tried_again(url: str) -> None:
    with pytest.raises(RegionCodeWrong):
        create_server_store(url, replace(OFFICE, region_code="no code"), PERSON, clock=CLOCK)
    create_server_store(url, OFFICE, PERSON, clock=CLOCK)


def test_an_empty_or_newer_server_is_refused_and_left_alone(url: str) -> None:
    with pytest.raises(StoreOutOfDate):
        open_server(url, "zhou")
    create_server_store(url, OFFICE, PERSON, clock=CLOCK)
    run_sql(url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreTooNew, match="9999"):
        open_server(url, "zhou")


def test_a_server_lets_nobody_in_who_does_not_work_there(url: str) -> None:
    create_server_store(url, OFFICE, PERSON, clock=CLOCK)
    with pytest.raises(NoSuchUser):
        open_server(url, "nobody")
    desk = open_server(url, "zhou", clock=CLOCK)
    desk.run(add_user, "wang", "王敏", ["administrator"], CLOCK.today())
    desk.run(deactivate_user, "zhou")
    desk.close()
    with pytest.raises(UserInactive):
        open_server(url, "zhou")


def test_a_server_that_does_not_answer_is_said_to_be_unreachable() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreUnreachable):
        open_server("postgresql+psycopg://nobody@127.0.0.1:1/nothing?connect_timeout=2", "zhou")
