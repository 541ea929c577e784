"""Which benefits go together: read from ``exclusions.toml`` of a pack, looked up for a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from minzheng_desk.policy.model import Pairing, Parameter, PolicyOn, Source
from minzheng_desk.policy.tomlfile import Key, TomlFile

RELATIONS: Mapping[str, str] = {
    "excluded": "不能同时享受",
    "top_up": "补差发放",
    "higher_of": "同类择高",
    "implied": "可随之享受",
    "allowed": "可以同时享受",
    "local": "由各地规定",
}
"""How two benefits may stand to each other, with what people call it."""

ASK = "ask"
"""The relation is the place's to say, and the place has not said it."""

_KEYS = frozenset({"of", "relation", "per", "keeps", "parameter", "source", "says"})
_TWO = 2


@dataclass(slots=True)
class Exclusions:
    """The pairs of the packs read so far, and the names that may stand in a pair."""

    names: dict[str, str] = field(default_factory=dict)
    pairings: dict[frozenset[str], Pairing] = field(default_factory=dict)


class Together(NamedTuple):
    """What a policy says on a day about holding two benefits."""

    relation: str
    """As in `Pairing`, or ``ask`` where the place has to say it first."""
    source: Source
    pairing: Pairing

    @property
    def label(self) -> str:
        """The relation in words."""
        return RELATIONS.get(self.relation, "口径待本单位确认")


def together(policy: PolicyOn, one: str, other: str) -> Together | None:
    """What the policy says on a day about holding both, in whatever order; None where it says nothing."""
    pairing = policy.policy.pairings.get(frozenset((one, other)))
    if pairing is None:
        return None
    if pairing.parameter is None:
        return Together(pairing.relation, pairing.source, pairing)
    dated = policy.find(pairing.parameter)
    if dated is None:
        return Together(ASK, pairing.source, pairing)
    return Together(str(dated.value), dated.source, pairing)


def read_exclusions(
    file: TomlFile,
    exclusions: Exclusions,
    parameters: Mapping[str, Parameter],
    source_of: Callable[[Mapping[str, Any], Key], Source],
) -> None:
    """Lay the pairs of one pack over those of the packs beneath; raises `PackBroken`."""
    tree = file.only(file.tree, {"names", "pair"})
    names = tree.get("names", {})
    if not isinstance(names, dict) or not all(isinstance(label, str) for label in names.values()):
        file.broken(("names",), '应为待遇的名称和中文名，例如 dibao = "最低生活保障"。')
    exclusions.names |= names
    seen: set[frozenset[str]] = set()
    for index, written in enumerate(file.tables_at(tree, "pair")):
        key: Key = ("pair", index)
        pairing = _pairing(file, file.only(written, _KEYS, key), key, exclusions.names, parameters, source_of)
        both = frozenset(pairing.names)
        if both in seen:
            file.broken((*key, "of"), f"“{'”和“'.join(pairing.labels)}”写了两次。")
        seen.add(both)
        exclusions.pairings[both] = pairing


def _pairing(
    file: TomlFile,
    table: Mapping[str, Any],
    key: Key,
    names: Mapping[str, str],
    parameters: Mapping[str, Parameter],
    source_of: Callable[[Mapping[str, Any], Key], Source],
) -> Pairing:
    of = file.texts_at(table, "of", key)
    if len(of) != _TWO or of[0] == of[1]:
        file.broken((*key, "of"), '应为两个不同的待遇，例如 ["dibao", "tekun"]。')
    for name in of:
        if name not in names:
            file.broken((*key, "of"), f"[names] 中没有“{name}”。")
    relation = _one_of(file, table, "relation", key, RELATIONS)
    keeps = file.text_at(table, "keeps", key) if "keeps" in table else None
    if keeps is not None and keeps not in of:
        file.broken((*key, "keeps"), f"只能写 {'、'.join(of)} 之一。")
    return Pairing(
        names=(of[0], of[1]),
        labels=(names[of[0]], names[of[1]]),
        relation=relation,
        per=_one_of(file, table, "per", key, {"person": "人", "household": "户"}),
        source=source_of(table, key),
        keeps=keeps,
        parameter=_parameter(file, table, key, relation, parameters),
        says=file.text_at(table, "says", key, default=""),
    )


def _one_of(file: TomlFile, table: Mapping[str, Any], name: str, key: Key, choices: Mapping[str, str]) -> str:
    written = file.text_at(table, name, key)
    if written not in choices:
        file.broken((*key, name), f"只能写 {'、'.join(choices)} 之一。")
    return written


def _parameter(
    file: TomlFile, table: Mapping[str, Any], key: Key, relation: str, parameters: Mapping[str, Parameter]
) -> str | None:
    """Return the parameter by which the place decides, which a local relation and only it must name."""
    if (relation == "local") != ("parameter" in table):
        file.broken((*key, "parameter"), "relation 为 local 时（且只在此时）须写明由哪个参数决定。")
    if relation != "local":
        return None
    name = file.text_at(table, "parameter", key)
    if name not in parameters:
        file.broken((*key, "parameter"), f"没有名为“{name}”的参数。")
    unknown = sorted(
        parameters[name].choices.keys() - RELATIONS.keys() | parameters[name].choices.keys() & {"local"}
    )
    if unknown:
        file.broken((*key, "parameter"), f"参数“{name}”的 choices 中“{unknown[0]}”不是一种关系。")
    return name
