"""Back and forward, as in a browser."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.ui.frame.history import RECENT, History
from minzheng_desk.ui.screen import Address

ADDRESSES = st.builds(
    Address, st.sampled_from(["home", "households", "payroll"]), st.sampled_from(["", "1", "2"])
)


def test_going_back_and_forward_ends_where_it_began() -> None:
    history = History()
    for text in ("home", "households:1", "households:2"):
        history.visit(Address.parse(text))
    assert Address("households", "1") == history.travel(-1)
    assert Address("home") == history.travel(-1)
    assert history.travel(-1) is None
    assert Address("households", "1") == history.travel(1)


def test_a_new_way_forgets_what_lay_ahead() -> None:
    history = History()
    for text in ("home", "households:1"):
        history.visit(Address.parse(text))
    history.travel(-1)
    history.visit(Address("payroll"))
    assert history.travel(1) is None
    assert Address("home") == history.travel(-1)


@given(st.lists(ADDRESSES, max_size=30))
def test_recent_objects_are_objects_each_once_and_never_the_one_we_are_at(visits: list[Address]) -> None:
    history = History()
    for address in visits:
        history.visit(address)
    recent = history.recent_objects()
    assert len(recent) == len(set(recent)) <= RECENT
    assert all(address.key and address != history.here for address in recent)


@given(ADDRESSES)
def test_an_address_is_read_as_it_was_written(address: Address) -> None:
    assert address == Address.parse(str(address))
