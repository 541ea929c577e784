"""Every field has a label, its name tells its kind, and one Chinese term is one identifier everywhere."""

import tomllib
from collections import Counter
from collections.abc import Iterator

from house.tree import TOP, modules
from minzheng_desk.kernel.records import Field, Kind, RecordType, declared

GLOSSARY = tomllib.loads((TOP / "docs" / "glossary.toml").read_text(encoding="utf-8"))["terms"]


def record_types() -> list[RecordType]:
    modules()
    return [kind for kind in declared().values() if kind.cls.__module__.startswith("minzheng_desk.")]


def fields() -> Iterator[tuple[str, Field]]:
    for kind in record_types():
        for field in kind.fields:
            yield f"{kind.name}.{field.name}", field


def test_every_record_and_field_has_a_chinese_label() -> None:
    assert [] == [kind.name for kind in record_types() if kind.label.isascii()]
    assert [] == [name for name, field in fields() if field.label.isascii()]


def test_no_record_has_two_fields_with_one_label() -> None:
    for kind in record_types():
        counts = Counter(field.label for field in kind.fields)
        assert [] == [f"{kind.name}: {label}" for label, n in counts.items() if n > 1]


def test_a_reference_names_a_record_that_exists() -> None:
    known = declared()
    assert [] == [name for name, field in fields() if field.refers_to and field.refers_to not in known]


def test_a_code_field_names_a_code_list_that_exists() -> None:
    lists = {path.stem for path in (TOP / "resources" / "codes").glob("*.toml")}
    assert [] == [
        f"{name}: {field.codes}" for name, field in fields() if field.codes and field.codes not in lists
    ]


def test_the_name_of_a_field_tells_its_kind() -> None:
    endings = {Kind.DAY: ("_on", "_of", "_since", "_until"), Kind.INSTANT: ("_at",), Kind.REF: ("_id",)}
    wrong = [name for name, f in fields() if f.kind in endings and not f"_{f.name}".endswith(endings[f.kind])]
    assert [] == wrong
    assert [] == [name for name, f in fields() if f.name.endswith("_on") and f.kind is not Kind.DAY]
    assert [] == [name for name, f in fields() if f.name.endswith("_at") and f.kind is not Kind.INSTANT]


def test_one_term_has_one_identifier_and_one_identifier_one_term() -> None:
    assert {} == {t: n for t, n in Counter(entry["term"] for entry in GLOSSARY).items() if n > 1}
    assert {} == {i: n for i, n in Counter(entry["identifier"] for entry in GLOSSARY).items() if n > 1}


def plain_reference(field: Field) -> bool:
    return field.kind is Kind.REF and field.name == f"{field.refers_to}_id"


def test_a_label_in_the_glossary_is_called_there_as_here() -> None:
    identifiers = {entry["term"]: entry["identifier"] for entry in GLOSSARY}
    labelled = [(kind.name, kind.label, kind.name) for kind in record_types()]
    # A reference named after the record it points to may be labelled by the part this record plays.
    labelled += [
        (name, f.label, f.name.removesuffix("_id")) for name, f in fields() if not plain_reference(f)
    ]
    strangers = [
        f"{name} is called {label}, in the glossary {identifiers[label]}"
        for name, label, here in labelled
        # the record may say the rest: disability_certificate.grade is a disability_grade
        if label in identifiers and not f"_{identifiers[label]}".endswith(f"_{here.removesuffix('s')}")
    ]
    assert [] == strangers


def test_an_identifier_of_the_glossary_is_labelled_with_its_term() -> None:
    terms = {entry["identifier"]: {entry["term"], *entry.get("also", [])} for entry in GLOSSARY}
    strangers = [
        f"{kind.name} is labelled {kind.label}"
        for kind in record_types()
        if kind.name in terms and kind.label not in terms[kind.name]
    ]
    strangers += [
        f"{name} is labelled {f.label}"
        for name, f in fields()
        if f.name in terms and f.label not in terms[f.name]
    ]
    assert [] == strangers
