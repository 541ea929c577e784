"""Reading policy packs: folders of TOML, laid one over the other (docs/formats/policy-pack.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from minzheng_desk.kernel.codes import codes
from minzheng_desk.policy.exclusions import Exclusions, read_exclusions
from minzheng_desk.policy.model import Dated, Document, Parameter, Policy, Programme, Source
from minzheng_desk.policy.quantities import UNITS, NotAQuantity, Value, read_value
from minzheng_desk.policy.tomlfile import Key, TomlFile, read_toml

if TYPE_CHECKING:
    from pathlib import Path

SPLITS = (
    "hukou_kind",
    "self_care",
    "income_kind",
    "care_arrangement",
    "ability_degree",
    "hardship",
    "study_stage",
    "disability_grade",
)
"""Code lists that a parameter may be split by: each code is the ending of a part's name."""

_PARAMETER_KEYS = frozenset({"label", "unit", "of", "split", "product", "choices", "optional", "values"})
_VALUE_KEYS = frozenset({"since", "published", "value", "source"})
_MANIFEST_KEYS = frozenset({"name", "label", "region", "version", "extends", "serves", "remarks"})
_DOCUMENT_KEYS = frozenset({"title", "number", "articles", "sections", "open", "since", "until", "mark"})
_PROGRAMME_KEYS = frozenset(
    {"name", "label", "unit", "subject", "rules", "calculation", "start", "death", "otherwise"}
    | {"requires", "remarks"}
)
_CASE_SOURCE = Document("case", "案例设定", is_open=True)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a pack says about itself."""

    name: str
    label: str
    region: str
    version: str
    extends: str | None
    folder: Path
    serves: tuple[str, ...] = ()
    """Programmes for which the pack claims to say everything that is needed."""
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class _Pile:
    """Packs laid one over the other so far."""

    parameters: dict[str, Parameter] = field(default_factory=dict)
    splits: dict[str, str] = field(default_factory=dict)
    programmes: dict[str, Programme] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    exclusions: Exclusions = field(default_factory=Exclusions)


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of the pack in ``folder``; raises `PackBroken`."""
    file = read_toml(folder / "manifest.toml")
    tree = file.only(file.tree, _MANIFEST_KEYS)
    name = file.text_at(tree, "name")
    if name != folder.name:
        file.broken(("name",), f"应与文件夹同名（{folder.name}）。")
    return Manifest(
        name=name,
        label=file.text_at(tree, "label"),
        region=file.text_at(tree, "region", default=""),
        version=file.text_at(tree, "version"),
        extends=file.text_at(tree, "extends") if "extends" in tree else None,
        folder=folder,
        serves=file.texts_at(tree, "serves"),
        remarks=file.texts_at(tree, "remarks"),
    )


def read_packs(manifests: Iterable[Manifest]) -> Policy:
    """Read packs, the most general first, into one policy; raises `PackBroken`."""
    pile, read = _Pile(), list(manifests)
    for manifest in read:
        _lay(pile, manifest)
    top = read[-1]
    return Policy(
        pack=top.name,
        version="+".join(f"{manifest.name}@{manifest.version}" for manifest in read),
        label=top.label,
        region=top.region,
        packs=tuple(manifest.name for manifest in read),
        serves=top.serves,
        labels={manifest.name: manifest.label for manifest in read},
        parameters=pile.parameters,
        programmes=pile.programmes,
        documents=pile.documents,
        pairings=pile.exclusions.pairings,
    )


def _lay(pile: _Pile, manifest: Manifest) -> None:
    sources = manifest.folder / "sources.toml"
    if sources.exists():
        pile.documents |= _documents(read_toml(sources))
    for path in sorted(manifest.folder.glob("parameters/*.toml")):
        file = read_toml(path)
        _lay_parameters(pile, file, file.tree, ())
    for path in sorted(manifest.folder.glob("programmes/*/programme.toml")):
        programme = _programme(read_toml(path), pile)
        pile.programmes[programme.name] = replace(programme, pack=manifest.name)
    exclusions = manifest.folder / "exclusions.toml"
    if exclusions.exists():
        file = read_toml(exclusions)
        read_exclusions(file, pile.exclusions, pile.parameters, partial(read_source, file, pile.documents))


def _documents(file: TomlFile) -> dict[str, Document]:
    found = {}
    for key, written in file.tree.items():
        table = file.only(written, _DOCUMENT_KEYS, (key,))
        articles = table.get("articles", [])
        if not isinstance(articles, list) or not all(isinstance(article, int) for article in articles):
            file.broken((key, "articles"), "应为条号列表，例如 [4, 13]。")
        found[key] = Document(
            key=key,
            title=file.text_at(table, "title", (key,)),
            number=file.text_at(table, "number", (key,), default=""),
            articles=frozenset(articles),
            sections=frozenset(file.texts_at(table, "sections", (key,))),
            is_open=table.get("open", False) is True,
            since=file.day_at(table, "since", (key,)) if "since" in table else None,
            until=file.day_at(table, "until", (key,)) if "until" in table else None,
        )
    return found


def _lay_parameters(pile: _Pile, file: TomlFile, table: Mapping[str, Any], key: Key) -> None:
    for name, node in table.items():
        way = (*key, name)
        if not isinstance(node, dict):
            file.broken(way, f"没有名为“{name}”的项；参数应有 label、unit，数值写在 [[….values]] 中。")
        if _PARAMETER_KEYS & node.keys() or ".".join(map(str, way)) in pile.splits:
            _lay_parameter(pile, file, node, way)
        else:
            _lay_parameters(pile, file, node, way)


def _lay_parameter(pile: _Pile, file: TomlFile, node: Mapping[str, Any], way: Key) -> None:
    file.only(node, _PARAMETER_KEYS, way)
    name = ".".join(map(str, way))
    if name not in pile.splits:
        _declare(pile, file, node, way)
    elif node.keys() - {"values"}:
        extra = sorted(node.keys() - {"values"})[0]
        file.broken((*way, extra), "该参数已由上级政策包声明，这里只能写 [[….values]]。")
    for name_of_part, dated in read_values(
        file, node, way, pile.parameters, pile.splits, pile.documents
    ).items():
        pile.parameters[name_of_part] = pile.parameters[name_of_part].overlaid(dated)


def _declare(pile: _Pile, file: TomlFile, node: Mapping[str, Any], way: Key) -> None:
    name = ".".join(map(str, way))
    unit, split = file.text_at(node, "unit", way), file.text_at(node, "split", way, default="")
    label, choices = file.text_at(node, "label", way), node.get("choices", {})
    if unit not in UNITS:
        file.broken((*way, "unit"), f"没有单位“{unit}”；可以写 {'、'.join(UNITS)}。")
    if split and split not in SPLITS:
        file.broken((*way, "split"), f"只能写 {'、'.join(SPLITS)}。")
    if (unit == "word") != bool(choices) or not isinstance(choices, dict):
        file.broken((*way, "choices"), "单位为 word 的参数（且只有它）须列出 choices。")
    choices = choices or _labels(file, node, unit, way)
    pile.splits[name] = split
    factors = file.texts_at(node, "product", way)
    for ending, part in (codes(split).labels if split else {"": ""}).items():
        full = f"{name}.{ending}" if ending else name
        product = tuple(f"{factor}.{ending}" if pile.splits.get(factor) else factor for factor in factors)
        for factor in product:
            if factor not in pile.parameters:
                file.broken((*way, "product"), f"没有名为“{factor}”的参数（须先声明）。")
        pile.parameters[full] = Parameter(
            full,
            f"{label}（{part}）" if part else label,
            unit,
            product=product,
            choices=choices,
            optional=node.get("optional", False) is True,
        )


def _labels(file: TomlFile, node: Mapping[str, Any], unit: str, way: Key) -> Mapping[str, str]:
    """Return the labels of the code list that a parameter takes its codes from, if it names one."""
    if "of" not in node:
        return {}
    if unit != "codes":
        file.broken((*way, "of"), "只有单位为 codes 的参数才写 of（代码表名称）。")
    return codes(file.text_at(node, "of", way)).labels


def read_values(
    file: TomlFile,
    node: Mapping[str, Any],
    way: Key,
    parameters: Mapping[str, Parameter],
    splits: Mapping[str, str],
    documents: Mapping[str, Document],
) -> dict[str, list[Dated]]:
    """Return the dated values written under one parameter, by the full name of the part they belong to."""
    name, found = ".".join(str(part) for part in way if isinstance(part, str)), dict[str, list[Dated]]()
    for index, block in enumerate(file.tables_at(node, "values", way)):
        here = (*way, "values", index)
        file.only(block, _VALUE_KEYS, here)
        if "value" not in block:
            file.broken((*here, "value"), "缺少“value”。")
        for ending, written in _parts(file, block["value"], splits[name], here):
            full = f"{name}.{ending}" if ending else name
            part = (ending,) if ending else ()
            dated = _dated(file, block, written, parameters[full], documents, (*here, "value", *part))
            if any(dated.since == other.since for other in found.get(full, [])):
                file.broken((*here, "since"), "同一起始日写了两个数值。")
            found.setdefault(full, []).append(dated)
    return found


def _dated(
    file: TomlFile,
    block: Mapping[str, Any],
    written: Any,
    parameter: Parameter,
    documents: Mapping[str, Document],
    key: Key,
) -> Dated:
    here = key[: key.index("value")]
    return Dated(
        since=file.day_at(block, "since", here),
        value=_value(file, written, parameter, key),
        source=read_source(file, documents, block, here),
        published=file.day_at(block, "published", here) if "published" in block else None,
        written=str(written),
    )


def _parts(file: TomlFile, written: Any, split: str, here: Key) -> Iterable[tuple[str, Any]]:
    if not split:
        return [("", written)]
    table: Mapping[str, Any] = file.only(written, codes(split).labels.keys(), (*here, "value"))
    return table.items()


def _value(file: TomlFile, written: Any, parameter: Parameter, key: Key) -> Value:
    try:
        return read_value(written, parameter.unit, parameter.choices)
    except NotAQuantity as mistake:
        file.broken(key, str(mistake))


def read_source(
    file: TomlFile, documents: Mapping[str, Document], block: Mapping[str, Any], here: Key
) -> Source:
    """Return the document and clause that a block names as its source; raises `PackBroken`."""
    way = (*here, "source")
    if "source" not in block:
        if "case" in documents:
            return Source(documents["case"])
        file.broken(way, "每个数值须写明依据 source = { document = …, clause = … }。")
    table = file.only(block["source"], {"document", "clause"}, way)
    named, clause = file.text_at(table, "document", way), file.text_at(table, "clause", way, default="")
    if named not in documents:
        file.broken(way, f"sources.toml 中没有文件“{named}”。")
    if not documents[named].has(clause):
        file.broken(way, f"{documents[named]}没有列出条款“{clause}”。")
    return Source(documents[named], clause)


def _programme(file: TomlFile, pile: _Pile) -> Programme:
    tree = file.only(file.tree, _PROGRAMME_KEYS)
    name, unit = file.text_at(tree, "name"), file.text_at(tree, "unit")
    if name != file.path.parent.name:
        file.broken(("name",), f"应与文件夹同名（{file.path.parent.name}）。")
    if unit not in {"household", "person"}:
        file.broken(("unit",), "只能写 household（按户）或 person（按人）。")
    return Programme(
        name=name,
        label=file.text_at(tree, "label"),
        unit=unit,
        subject=file.text_at(tree, "subject") if unit == "person" else None,
        rules=file.texts_at(tree, "rules"),
        calculation=file.text_at(tree, "calculation") if "calculation" in tree else None,
        start=_named(file, tree, "start", pile),
        death=_named(file, tree, "death", pile),
        otherwise=file.texts_at(tree, "otherwise"),
        requires=_required(file, tree, pile),
    )


def _named(file: TomlFile, tree: Mapping[str, Any], key: str, pile: _Pile) -> str | None:
    """Return the parameter that a programme names under a key, if it does."""
    name = file.text_at(tree, key) if key in tree else None
    if name is not None and name not in pile.parameters:
        file.broken((key,), f"没有名为“{name}”的参数。")
    return name


def _required(file: TomlFile, tree: Mapping[str, Any], pile: _Pile) -> tuple[str, ...]:
    names = file.texts_at(tree, "requires")
    for name in names:
        if name not in pile.parameters and name not in pile.splits:
            file.broken(("requires",), f"没有名为“{name}”的参数。")
    return names


def overlay(file: TomlFile, blocks: Iterable[Mapping[str, Any]], way: Key, policy: Policy) -> Policy:
    """Return ``policy`` with the values that a file of cases writes inline; raises `PackBroken`.

    Each block names its parameter by ``name``, whole or by part; its source may be left out.
    """
    documents = {**policy.documents, "case": _CASE_SOURCE}
    values: dict[str, list[Dated]] = {}
    for index, block in enumerate(blocks):
        here = (*way, index)
        file.only(block, _VALUE_KEYS | {"name"}, here)
        name = file.text_at(block, "name", here)
        for part, written in _parts_named(file, name, block.get("value"), here, policy):
            dated = _dated(file, block, written, policy.parameters[part], documents, (*here, "value"))
            values.setdefault(part, []).append(dated)
    return policy.with_values(values)


def _parts_named(
    file: TomlFile, name: str, written: Any, here: Key, policy: Policy
) -> Iterable[tuple[str, Any]]:
    """Return the parameter named, or its parts where the value is a table of them."""
    if name in policy.parameters:
        return [(name, written)]
    parts = [known.removeprefix(f"{name}.") for known in policy.parameters if known.startswith(f"{name}.")]
    if not parts:
        file.broken((*here, "name"), f"政策包中没有名为“{name}”的参数。")
    table = file.only(written, parts, (*here, "value"))
    return [(f"{name}.{part}", value) for part, value in table.items()]
