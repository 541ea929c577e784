from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from minzheng_desk.kernel.ids import change_ids, new_id, new_ids


def test_an_id_is_a_uuid_of_version_7():
    made = UUID(new_id())
    assert 7 == made.version
    assert "specified in RFC 4122" == made.variant


def test_ids_ascend_across_calls_and_batches():
    made = [new_id(), *new_ids(10_000), new_id()]
    assert sorted(set(made)) == made


def test_a_batch_larger_than_a_millisecond_holds_borrows_the_next_ones():
    made = new_ids(9_000)
    assert 9_000 == len(made)
    assert len({one[:12] for one in made}) >= 3
    assert {32} == {len(one) for one in made}


def test_no_ids_are_made_when_none_are_asked_for():
    assert [] == new_ids(0)
    assert [] == change_ids(0)


def test_threads_never_get_the_same_id():
    with ThreadPoolExecutor(4) as pool:
        batches = list(pool.map(new_ids, [2_000] * 8))
    assert 16_000 == len({one for batch in batches for one in batch})


def test_change_ids_ascend_within_a_batch():
    made = change_ids(1_000)
    assert sorted(set(made)) == made
    assert {16} == {len(one) for one in made}
