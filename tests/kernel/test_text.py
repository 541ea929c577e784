import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.kernel.text import (
    initials,
    name_readings,
    normalised,
    normalised_name,
    private_use,
    pua_suggestion,
    sort_key,
    spellings,
)

NAMES = st.text(
    st.characters(codec="utf-8", categories=["Lo", "Lu", "Ll", "Nd", "Po", "Zs"])
    | st.sampled_from("单解仇吕·女乐"),
    max_size=12,
)


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("  3组  12号 ", "3组 12号"),
        ("plain   text", "plain text"),
        ("\uff11\uff12\uff0e\uff15", "12.5"),
        ("\uff21\uff22\uff08东\uff09", "AB(东)"),
        ("张\u200b三\ufeff", "张三"),
        ("e\u0301", "\u00e9"),
        ("阿依\uff0e努尔", "阿依·努尔"),
    ],
)
def test_text_is_compared_in_one_form(written, compared):
    assert compared == normalised(written)


@pytest.mark.parametrize("dot", ["•", "·", "\uff0e", "\u2027", "・", ".", " · ", "\uff65"])
def test_every_dot_in_a_name_is_the_dot_of_the_register(dot):
    assert "阿依·努尔" == normalised_name(f"阿依{dot}努尔")


def test_blanks_that_pad_short_names_go():
    assert "张三" == normalised_name("\u3000张\u3000 三 ")
    assert "Anna Li" == normalised_name(" Anna  Li")


@given(st.text())
def test_the_compared_form_is_final(text):
    once = normalised(text)
    assert once == normalised(once) == once.strip()
    name = normalised_name(text)
    assert name == normalised_name(name)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("单雄", "shanxiong"),
        ("仇英", "qiuying"),
        ("解珍", "xiezhen"),
        ("查良", "zhaliang"),
        ("曾巩", "zenggong"),
        ("盖叫", "gejiao"),
        ("朴树", "piaoshu"),
        ("任贤", "renxian"),
        ("欧阳修", "ouyangxiu"),
        ("诸葛亮", "zhugeliang"),
        ("尉迟恭", "yuchigong"),
        ("万俟卨", "moqixie"),
        ("单于飞", "chanyufei"),
        ("长孙无忌", "zhangsunwuji"),
        ("令狐冲", "linghuchong"),
        ("澹台明", "tantaiming"),
        ("阿依·努尔", "ayinuer"),
        ("𬱖㛃", "dijie"),
        ("李Anna", "lianna"),
    ],
)
def test_the_likeliest_reading_of_a_name_comes_first(name, first):
    assert first == spellings(name_readings(name))[0]


def test_two_characters_alone_are_no_compound_surname():
    assert ("shan", "yu") == name_readings("单于")[0]


def test_every_other_reading_is_kept():
    assert {"danxiong", "chanxiong"} < set(spellings(name_readings("单雄")))
    assert {"zengle", "zengyue", "cengle"} < set(spellings(name_readings("曾乐")))


def test_u_with_dots_is_typed_as_v_and_as_u():
    assert {"lvbu", "lubu"} == set(spellings(name_readings("吕布")))


def test_initials_follow_the_readings():
    assert ("sxy", "dxy", "cxy") == initials(name_readings("单小雨"))


def test_a_name_nobody_can_read_has_no_readings():
    assert () == name_readings("")
    assert () == name_readings("··")
    assert () == name_readings("\U0003fffd")
    assert (("li",),) == name_readings("李\U0003fffd")


def test_a_name_has_at_most_eight_readings():
    assert 8 == len(name_readings("单解乐行重曾会长" * 3))


@given(NAMES)
def test_readings_are_few_distinct_and_typed_with_letters(name):
    readings = name_readings(name)
    assert len(set(readings)) == len(readings) <= 8
    assert all(syllable.isascii() and syllable.isalnum() for reading in readings for syllable in reading)
    assert len(spellings(readings)) <= len(readings)


def test_names_stand_as_in_a_dictionary():
    ordered = ["白一", "单雄", "张三", "张四", "章一", "\U0003fffd一", "\U0003fffe"]
    assert ordered == sorted(set(ordered), key=sort_key)


def test_the_dot_of_a_name_and_the_case_of_letters_do_not_sort():
    assert sort_key("阿依努尔") == sort_key("阿依·努尔")
    assert sort_key("anna") == sort_key("Anna")


@given(NAMES, NAMES)
def test_a_name_sorts_before_every_name_it_begins(name, rest):
    if len(name) >= 3:
        assert sort_key(name) <= sort_key(name + rest)


def test_a_private_character_is_asked_about_and_never_changed_silently():
    assert "李\ue863" == normalised_name("李\ue863")
    assert ("\ue863",) == private_use("李\ue863")
    assert "李䶮" == pua_suggestion("李\ue863")


def test_a_private_character_nobody_knows_has_no_suggestion():
    assert ("\uf8ff",) == private_use("李\uf8ff")
    assert pua_suggestion("李\uf8ff") is None
    assert pua_suggestion("李岩") is None


def test_suggestions_are_never_private_themselves():
    row = "".join(map(chr, range(0xE815, 0xE865)))
    meant = pua_suggestion(row)
    assert meant is not None
    assert "Co" not in set(map(unicodedata.category, meant))
    assert 80 == len(set(meant))
