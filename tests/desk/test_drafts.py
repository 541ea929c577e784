"""What somebody was entering survives a power cut, sealed, and is nobody else's to read."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.stores import CLOCK, PASSPHRASE
from minzheng_desk.desk.desk import Actor, Desk
from minzheng_desk.desk.drafts import FOLDER, KeyErased, SealedDrafts, drafts_of, unfinished
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.desk.opening import open_store
from minzheng_desk.kernel.clock import FixedClock
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.store.engine import open_sqlite
from minzheng_desk.vault.keys import DataKey

NAME = "households/member:LX-03-0217"
VALUES = {"name": "何长林", "id_number": "990000 19650218 121", "remark": "第一行\n第二行"}
KEY = bytes(range(32))


@pytest.fixture
def sealed(tmp_path: Path) -> SealedDrafts:
    return SealedDrafts(tmp_path / "drafts", DataKey(KEY), "zhou", CLOCK)


@pytest.fixture
def server_desk(tmp_path: Path) -> Iterator[Desk]:
    engine = open_sqlite(tmp_path / "stands_for_a_server.db", None)
    yield Desk(engine, Actor("zhou", "周敏", frozenset(Permission)), clock=CLOCK)
    engine.dispose()


def by_another_key(drafts: SealedDrafts) -> SealedDrafts:
    return SealedDrafts(drafts._folder, DataKey(KEY[::-1]), "zhou", CLOCK)


def only_file(drafts: SealedDrafts) -> Path:
    (path,) = drafts._folder.iterdir()
    return path


def test_a_draft_is_there_when_the_store_is_opened_again(folder: Path) -> None:
    desk = open_store(folder, "zhou", PASSPHRASE, clock=CLOCK)
    drafts_of(desk).keep(NAME, "何长林 登记成员", VALUES)
    desk.close()
    again = open_store(folder, "zhou", PASSPHRASE, clock=CLOCK)
    (draft,) = unfinished(again).drafts
    again.close()
    assert (NAME, "何长林 登记成员", VALUES) == (draft.name, draft.title, draft.values)
    assert CLOCK.now() == draft.kept_at


def test_a_draft_survives_the_program_being_killed_right_after_it_was_kept(tmp_path: Path) -> None:
    program = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from datetime import date\n"
        "from minzheng_desk.desk.drafts import SealedDrafts\n"
        "from minzheng_desk.kernel.clock import FixedClock\n"
        "from minzheng_desk.vault.keys import DataKey\n"
        "drafts = SealedDrafts(Path(sys.argv[1]), DataKey(bytes(range(32))), 'zhou',"
        " FixedClock(date(2026, 11, 21)))\n"
        "for turn in range(20):\n"
        "    drafts.keep('form', '标题', {'name': str(turn)})\n"
        "os.kill(os.getpid(), 9)\n"
    )
    killed = subprocess.run([sys.executable, "-c", program, str(tmp_path / "drafts")], check=False)
    assert 0 != killed.returncode
    found = SealedDrafts(tmp_path / "drafts", DataKey(KEY), "zhou", CLOCK).found()
    assert [{"name": "19"}] == [draft.values for draft in found.drafts]


def test_nothing_of_a_person_lies_in_clear_on_the_disk(local_desk: LocalDesk) -> None:
    drafts_of(local_desk).keep(NAME, "何长林 登记成员", VALUES)
    lying = b"".join(
        path.name.encode() + path.read_bytes() for path in (local_desk.folder / FOLDER).iterdir()
    )
    clear = ("何长林", "zhou", "19650218", "households", "LX-03-0217", "第一行", "登记成员", "id_number")
    assert [] == [word for word in clear if word.encode() in lying or ascii(word)[1:-1].encode() in lying]


def test_the_newest_draft_comes_first_and_a_later_one_of_a_form_replaces_the_earlier(tmp_path: Path) -> None:
    for day, name, text in ((19, "a", "1"), (20, "b", "2"), (21, "a", "3")):
        clock = FixedClock(date(2026, 11, day))
        SealedDrafts(tmp_path, DataKey(KEY), "zhou", clock).keep(name, "", {"x": text})
    found = SealedDrafts(tmp_path, DataKey(KEY), "zhou", CLOCK).found()
    assert [("a", "3"), ("b", "2")] == [(draft.name, draft.values["x"]) for draft in found.drafts]


def test_a_draft_that_was_saved_is_forgotten_and_forgetting_twice_is_no_matter(sealed: SealedDrafts) -> None:
    sealed.keep(NAME, "", VALUES)
    sealed.forget(NAME)
    sealed.forget(NAME)
    assert () == sealed.found().drafts
    assert [] == list(sealed._folder.iterdir())


def test_where_nothing_was_ever_kept_there_is_nothing_to_find_or_forget(sealed: SealedDrafts) -> None:
    assert () == sealed.found().drafts
    sealed.forget(NAME)
    assert 0 == sealed.clear_unreadable()


def test_colleagues_do_not_see_each_others_drafts(sealed: SealedDrafts) -> None:
    sealed.keep(NAME, "", VALUES)
    colleague = SealedDrafts(sealed._folder, DataKey(KEY), "li", CLOCK)
    assert (0, ()) == (colleague.found().unreadable, colleague.found().drafts)
    assert 0 == colleague.clear_unreadable()
    assert 1 == len(sealed.found().drafts)


def test_drafts_of_another_key_are_told_of_and_left_alone_until_given_up(sealed: SealedDrafts) -> None:
    sealed.keep(NAME, "", VALUES)
    stranger = by_another_key(sealed)
    found = stranger.found()
    assert ((), 1) == (found.drafts, found.unreadable)
    assert found.notice.startswith("有 1 张草稿已损坏")
    assert 1 == len(sealed.found().drafts)
    assert 1 == stranger.clear_unreadable()
    assert "" == stranger.found().notice


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_draft_is_told_of_and_never_believed(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    drafts = SealedDrafts(tmp_path_factory.mktemp("drafts"), DataKey(KEY), "zhou", CLOCK)
    drafts.keep(NAME, "", VALUES)
    path = only_file(drafts)
    content = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content[: data.draw(st.sampled_from((len(content), place)))])
    assert ((), 1) == (drafts.found().drafts, drafts.found().unreadable)


def test_a_draft_renamed_to_another_form_opens_nothing(sealed: SealedDrafts) -> None:
    sealed.keep(NAME, "", VALUES)
    path = only_file(sealed)
    path.rename(path.with_name(path.name[:16] + "0" * 32 + ".draft"))
    assert 1 == sealed.found().unreadable


def test_a_folder_in_the_place_of_a_draft_is_told_of(sealed: SealedDrafts) -> None:
    sealed.keep(NAME, "", VALUES)
    (sealed._folder / "x.draft").mkdir()
    assert (1, 1) == (len(sealed.found().drafts), sealed.found().unreadable)


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=40), max_size=6), st.text(max_size=30))
@settings(max_examples=60, deadline=None)
def test_whatever_was_typed_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, str], title: str
) -> None:
    drafts = SealedDrafts(tmp_path_factory.mktemp("drafts"), DataKey(KEY), "zhou", CLOCK)
    drafts.keep("form", title, values)
    (draft,) = drafts.found().drafts
    assert (values, title) == (draft.values, draft.title)


def test_half_a_character_left_by_an_input_method_is_no_obstacle(sealed: SealedDrafts) -> None:
    sealed.keep("form", "", {"name": "\ud840"})
    assert "\ud840" == sealed.found().drafts[0].values["name"]


def test_nothing_is_sealed_with_the_key_of_a_closed_store(folder: Path) -> None:
    desk = open_store(folder, "zhou", PASSPHRASE, clock=CLOCK)
    drafts = drafts_of(desk)
    desk.close()
    with pytest.raises(KeyErased):
        drafts_of(desk)
    drafts.keep(NAME, "", VALUES)
    again = open_store(folder, "zhou", PASSPHRASE, clock=CLOCK)
    assert 1 == len(unfinished(again).drafts)
    again.close()


def test_drafts_at_a_server_stay_in_memory_and_say_so(server_desk: Desk) -> None:
    drafts = drafts_of(server_desk)
    assert not drafts.lasting
    drafts.keep(NAME, "何长林 登记成员", VALUES)
    assert [NAME] == [draft.name for draft in unfinished(server_desk).drafts]
    colleague = dataclasses.replace(server_desk, actor=Actor("li", "李四", frozenset()))
    assert () == unfinished(colleague).drafts
    drafts.forget(NAME)
    assert (0, ()) == (drafts.clear_unreadable(), unfinished(server_desk).drafts)
