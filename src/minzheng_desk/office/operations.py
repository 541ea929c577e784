"""Setting up the office, its divisions and settings; giving out numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.kernel.region import RegionCode, is_within, parse_region_code
from minzheng_desk.office.model import (
    NumberSeries,
    OfficeAlreadySetUp,
    Region,
    RegionNamedOtherwise,
    RegionOutsideOffice,
    SettingEmpty,
    Station,
    numbered,
    region,
)
from minzheng_desk.office.queries import find_station, regions, the_station
from minzheng_desk.store.tables import table
from minzheng_desk.store.transaction import Transaction


@operation("office.set_up", "设置单位", may=Permission.SET_UP, undoable=False)
def set_up_office(tx: Transaction, station: Station) -> Station:
    """Make the store that of one office.

    Not undoable, because everything the store will ever hold stands on it. Raises `OfficeAlreadySetUp`,
    `RegionCodeWrong` or `SettingEmpty`.
    """
    known = find_station(tx)
    if known is not None:
        raise OfficeAlreadySetUp(name=known.name)
    return tx.put(_settled(replace(station, region_code=parse_region_code(station.region_code))))


@operation("office.add_regions", "添加村（社区）", may=Permission.SET_UP)
def add_regions(tx: Transaction, divisions: Sequence[tuple[str, str]]) -> tuple[Region, ...]:
    """Add divisions given as code and name; those already known under the same name are left as they are.

    Returns what was added. Raises `RegionCodeWrong`, `RegionOutsideOffice` or `RegionNamedOtherwise`; then
    nothing is added.
    """
    station = the_station(tx)
    known = {found.code: found.name for found in regions(tx)}
    added = []
    for written, name in divisions:
        made = region(_inside(station, written, name), name.strip())
        if known.setdefault(made.code, made.name) != made.name:
            raise RegionNamedOtherwise(code=made.code, known=known[made.code], name=made.name)
        added.append(made)
    fresh = _without_known(tx, added)
    tx.put_all(fresh)
    return tuple(fresh)


@operation("office.revise_setting", "修改单位设置", may=Permission.SET_UP)
def revise_setting(
    tx: Transaction,
    *,
    name: str | None = None,
    policy_pack: str | None = None,
    mixed_household: str | None = None,
) -> Station:
    """Give the settings that are named other values; raises `SettingEmpty`."""
    station = the_station(tx)
    revised = replace(
        station,
        name=station.name if name is None else name,
        policy_pack=station.policy_pack if policy_pack is None else policy_pack,
        mixed_household=station.mixed_household if mixed_household is None else mixed_household,
    )
    return tx.put(_settled(revised))


@operation("store.upgraded", "升级数据库结构", may=Permission.SIGN_IN, undoable=False)
def note_upgraded(tx: Transaction, revision: str) -> None:
    """Note that a newer program brought the store from ``revision`` to its own shape.

    Not undoable: the older program could not read what is written from now on.
    """
    tx.note = f"自 {revision}"


@operation("store.restored", "恢复备份", may=Permission.SET_UP, undoable=False)
def note_restored(tx: Transaction, backup: str) -> None:
    """Note that the store was put back to what it was in ``backup``.

    Not undoable: the store that was there before lies in the quarantine.
    """
    tx.note = backup


@operation("store.backed_up", "备份", may=Permission.SIGN_IN, undoable=False)
def note_backed_up(tx: Transaction, backup: str) -> None:
    """Note that a proved copy of the store was made.

    Not undoable: it changes nothing, and the copy exists.
    """
    tx.note = backup


def mint_number(tx: Transaction, prefix: str) -> str:
    """The next number under ``prefix``; taken back with the operation it was given out in."""
    return mint_numbers(tx, prefix, 1)[0]


def mint_numbers(tx: Transaction, prefix: str, count: int) -> list[str]:
    """The next ``count`` numbers under ``prefix``, in order."""
    series = tx.first(NumberSeries, table(NumberSeries).c.prefix == prefix) or NumberSeries(prefix=prefix)
    tx.put(replace(series, last=series.last + count))
    return [numbered(prefix, number) for number in range(series.last + 1, series.last + count + 1)]


def _settled(station: Station) -> Station:
    """The station with its settings trimmed; raises `SettingEmpty` when one says nothing."""
    return replace(
        station,
        name=_filled("name", station.name),
        policy_pack=_filled("policy_pack", station.policy_pack),
        mixed_household=_filled("mixed_household", station.mixed_household),
    )


def _filled(name: str, value: str) -> str:
    if not value.strip():
        raise SettingEmpty(label=Station.declaration.field(name).label)
    return value.strip()


def _inside(station: Station, written: str, name: str) -> RegionCode:
    code = parse_region_code(written)
    if not is_within(code, RegionCode(station.region_code)):
        raise RegionOutsideOffice(name=name, code=code, office=station.region_code)
    return code


def _without_known(tx: Transaction, divisions: Sequence[Region]) -> list[Region]:
    known = {found.code for found in regions(tx)}
    return list({made.code: made for made in divisions if made.code not in known}.values())
