from pathlib import Path

import pytest

from minzheng_desk.kernel.codes import CodeListUnsound, codes, read_code_list
from minzheng_desk.kernel.resources import ResourceMissing, resource

EVERY_LIST = sorted(path.stem for path in resource("codes").glob("*.toml"))


@pytest.mark.parametrize("name", EVERY_LIST)
def test_every_code_and_label_of_a_list_finds_the_code(name):
    found = codes(name)
    assert found.labels
    assert found.source
    assert found.label_of_list
    assert {code: code for code in found.labels} == {code: found.find(code) for code in found.labels}
    assert list(found.labels) == [found.find(label) for label in found.labels.values()]
    assert list(found.labels) == [found.find(f" {label}\u3000") for label in found.labels.values()]


@pytest.mark.parametrize(
    ("name", "written", "code"),
    [
        ("sex", "男", "1"),
        ("sex", "女性", "2"),
        ("sex", "m", "1"),
        ("relation_to_head", "户主", "02"),
        ("relation_to_head", "本人", "02"),
        ("relation_to_head", "01", "02"),
        ("relation_to_head", "0", "02"),
        ("relation_to_head", "1", "10"),
        ("relation_to_head", "3", "30"),
        ("relation_to_head", "之妻", "12"),
        ("relation_to_head", "户主之妻", "12"),
        ("relation_to_head", "配偶", "10"),
        ("relation_to_head", "长子", "22"),
        ("relation_to_head", "次 女", "33"),
        ("relation_to_head", "孙", "40"),
        ("relation_to_head", "其他", "80"),
        ("relation_to_head", "户主之", None),
        ("relation_to_head", "他", None),
        ("relation_to_head", "户主的其他亲属", "97"),
        ("nation", "汉", "01"),
        ("nation", "维吾尔族", "05"),
        ("nation", "1", "01"),
        ("nation", "族", None),
        ("disability_grade", "1级", "1"),
        ("disability_grade", "壹级", "1"),
        ("disability_grade", "\uff12", "2"),
        ("disability_category", "肢体", "4"),
        ("hukou_kind", "非农业户口", "urban"),
        ("hukou_kind", "农业", "rural"),
        ("self_care", "半护理", "partial"),
        ("care_arrangement", "集中供养", "institutional"),
        ("income_kind", "赡养费", "support_payment"),
        ("income_kind", "优待抚恤金", "preferential_allowance"),
        ("education", "小学毕业", "80"),
        ("health", "重病", "severe_illness"),
        ("sex", "雄", None),
        ("sex", "", None),
    ],
)
def test_what_people_write_finds_its_code(name, written, code):
    assert code == codes(name).find(written)


def test_words_with_two_meanings_are_not_guessed():
    assert codes("relation_to_head").find("媳妇") is None
    assert codes("disability_grade").find("重度") is None


def test_all_nations_are_there():
    assert 58 == len(codes("nation").labels)
    assert "基诺族" == codes("nation").label("56")


def test_a_code_of_a_newer_station_is_its_own_label():
    assert "77" == codes("sex").label("77")


def test_an_absent_list_is_said():
    with pytest.raises(ResourceMissing):
        codes("absent")


def written_list(folder: Path, text: str) -> Path:
    path = folder / "weather.toml"
    path.write_text(f'label = "天气"\nsource = "-"\n{text}', encoding="utf-8")
    return path


def test_a_list_without_codes_finds_nothing(tmp_path):
    assert read_code_list(written_list(tmp_path, "[codes]\n")).find("1") is None


def test_a_name_that_means_two_codes_is_refused(tmp_path):
    with pytest.raises(CodeListUnsound, match="晴"):
        read_code_list(written_list(tmp_path, '[codes]\n1 = ["晴"]\n2 = ["阴", " 晴"]\n'))
    with pytest.raises(CodeListUnsound, match="多云"):
        read_code_list(written_list(tmp_path, 'trailing = ["天"]\n[codes]\n1 = ["多云"]\n2 = ["多云天"]\n'))
