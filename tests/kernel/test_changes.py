"""A change can be inverted, and two of them merge field by field."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.kernel.changes import REMOVED, Change, FieldConflict, merge

VALUES = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2), max_size=4)


def test_the_inverse_of_the_inverse_is_the_change() -> None:
    change = Change("person", "1", {"a": 1}, None)
    assert Change("person", "1", None, {"a": 1}) == change.inverse()
    assert change == change.inverse().inverse()


def test_a_change_names_the_fields_it_sets() -> None:
    assert (REMOVED,) == Change("person", "1", {"a": 1}, None).fields
    assert ("a",) == Change("person", "1", None, {"a": 1}).fields
    assert ("a", "b") == Change("person", "1", {"a": 1}, {"b": 2}).fields


@given(VALUES, VALUES)
def test_merging_what_only_one_side_changed_takes_that_side(
    base: dict[str, int], edited: dict[str, int]
) -> None:
    assert (edited, ()) == merge(base, base, edited)
    assert (edited, ()) == merge(base, edited, base)
    assert (edited, ()) == merge(base, edited, edited)


@given(VALUES, VALUES, VALUES)
def test_every_field_is_merged_or_reported(
    base: dict[str, int], ours: dict[str, int], theirs: dict[str, int]
) -> None:
    merged, conflicts = merge(base, ours, theirs)
    reported = {conflict.name for conflict in conflicts}
    for name in {*base, *ours, *theirs}:
        was, our_value, their_value = base.get(name), ours.get(name), theirs.get(name)
        both = was not in (our_value, their_value) and our_value != their_value
        assert both == (name in reported)
        assert merged.get(name) == (our_value if both or our_value != was else their_value)


def test_a_conflict_keeps_ours_and_shows_both() -> None:
    assert ({"a": 2}, (FieldConflict("a", 1, 2, None),)) == merge({"a": 1}, {"a": 2}, {})
