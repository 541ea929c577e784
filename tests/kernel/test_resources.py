import sys
import sysconfig

import pytest

from minzheng_desk.kernel import resources
from minzheng_desk.kernel.resources import ResourceMissing, migrations_dir, resource, resource_dir


def test_the_checkout_brings_its_own_resources():
    assert (resource_dir() / "codes" / "sex.toml").is_file()
    assert resource("codes", "sex.toml") == resource_dir() / "codes" / "sex.toml"


def test_the_environment_comes_first(tmp_path, monkeypatch):
    monkeypatch.setenv("MINZHENG_DESK_RESOURCES", str(tmp_path))
    monkeypatch.setenv("MINZHENG_DESK_MIGRATIONS", str(tmp_path))
    assert tmp_path == resource_dir()
    assert tmp_path == migrations_dir()


def test_a_folder_named_by_the_environment_but_absent_is_passed_over(tmp_path, monkeypatch):
    expected = resource_dir()
    monkeypatch.setenv("MINZHENG_DESK_RESOURCES", str(tmp_path / "absent"))
    assert expected == resource_dir()


def test_a_frozen_program_reads_what_it_was_frozen_with(tmp_path, monkeypatch):
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert tmp_path / "resources" == resource_dir()


def test_an_installed_program_reads_the_shared_folder(tmp_path, monkeypatch):
    shared = tmp_path / "share" / "minzheng-desk" / "migrations"
    shared.mkdir(parents=True)
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(tmp_path))
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "a" / "b" / "c" / "resources.py"))
    assert shared == migrations_dir()


def test_a_missing_folder_and_a_missing_file_are_said(tmp_path, monkeypatch):
    with pytest.raises(ResourceMissing, match="codes/absent") as said:
        resource("codes", "absent.toml")
    assert "MINZHENG_DESK_RESOURCES" in said.value.advice
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(tmp_path))
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "a" / "b" / "c" / "resources.py"))
    with pytest.raises(ResourceMissing, match="resources"):
        resource_dir()
