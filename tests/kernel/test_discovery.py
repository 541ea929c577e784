import minzheng_desk.kernel
from minzheng_desk.kernel import money
from minzheng_desk.kernel.discovery import modules_of


def test_modules_are_found_by_package_and_by_its_name_in_order():
    found = list(modules_of(minzheng_desk.kernel))
    assert money in found
    assert sorted(module.__name__ for module in found) == [module.__name__ for module in found]
    assert found == list(modules_of("minzheng_desk.kernel"))


def test_private_modules_are_left_out(tmp_path, monkeypatch):
    package = tmp_path / "shelf_of_rules"
    package.mkdir()
    for name in ("__init__", "_draft", "second", "first"):
        (package / f"{name}.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    assert ["shelf_of_rules.first", "shelf_of_rules.second"] == [
        module.__name__ for module in modules_of("shelf_of_rules")
    ]
