"""Chinese names in pinyin and Wade-Giles, and Korean ones in several romanisations; all names are invented."""

from itertools import combinations

import pytest

from transforms import lexicons
from transforms.names.blocking import blocking_keys
from transforms.names.compare import compare
from transforms.names.normalise import name_key

CHINESE = [
    # Each syllable in both systems, the second with its hyphen and without apostrophes.
    ("Guo Moruo", "Kuo Mo-jo"), ("Deng Xiulan", "Teng Hsiu-lan"), ("Zhu Zicheng", "Chu Tzu-ch'eng"),
    ("Jiang Qirong", "Chiang Chi-jung"), ("Xie Jiabao", "Hsieh Chia-pao"), ("Cao Zhanyue", "Tsao Chan-yueh"),
    ("Qian Duogui", "Chien To-kuei"), ("Bo Yongli", "Po Yung-li"), ("Ye Rixian", "Yeh Jih-hsien"),
    ("Song Geping", "Sung Ko-ping"), ("Zeng Sihe", "Tseng Ssu-ho"), ("Liu Youer", "Liu Yu-erh"),
    ("Xu Lüyan", "Hsu Lu-yen"), ("Geng Zhuoshi", "Keng Cho-shih"),
]  # fmt: skip
KOREAN = [
    ("Yoon Tae-sik", "Yun Thae-sik"), ("Lee Geun-seop", "Yi Kun-sop"), ("Park Gwang-hyeok", "Pak Kwang-hyok"),
    ("Choi Myeong-suk", "Choe Myung-sook"), ("Jeong Yeong-jun", "Chung Young-joon"), ("Ri Song-il", "Lee Sung-il"),
    ("Noh Eui-seok", "Roh Ui-suk"), ("Ban Chi-woong", "Pan Chi-ung"), ("Kim Yeolsu", "Kim Yul-soo"),
    ("Tae-sik Yoon", "Yun Tae-sik"),
]  # fmt: skip


def verdict(left: str, right: str) -> str:
    return compare("PERSON", name_key(left), name_key(right)).verdict


def meet(left: str, right: str) -> bool:
    return bool(blocking_keys("PERSON", [name_key(left)]) & blocking_keys("PERSON", [name_key(right)]))


@pytest.mark.parametrize(("pinyin", "wade_giles"), CHINESE)
def test_pinyin_and_wade_giles_are_one_name(pinyin: str, wade_giles: str) -> None:
    assert verdict(pinyin, wade_giles) == verdict(wade_giles, pinyin) == "same"
    assert meet(pinyin, wade_giles)


@pytest.mark.parametrize(("left", "right"), KOREAN)
def test_romanisations_of_a_korean_name_may_be_one(left: str, right: str) -> None:
    assert verdict(left, right) in {"same", "close"}
    assert meet(left, right)


def test_what_may_be_pinyin_as_well_is_only_close() -> None:
    assert verdict("Zhang Wei", "Chang Wei") == verdict("Deng Li", "Teng Li") == "close"


@pytest.mark.parametrize(
    "names",
    [
        "Li Wei|Li Wen|Li Wang|Li Weng|Li Ying|Li Yin|Li Yan|Li Yang|Li Shan|Li Shen|Li Sheng|Li Min|Li Ming",
        "Wang Xiaoming|Wang Xiaoling|Wang Xiaolin|Wang Xiaoqing|Wang Xiaojing|Wang Weimin|Wang Weiming",
        "Liu Na|Lu Na|Luo Na|Li Na|Lin Na|Ling Na|Liang Na|Long Na|Wang Na|Weng Na|Wan Na|Chen Na|Cheng Na|Shen Na",
        "Kim Yong-chol|Kim Yong-chun|Kim Yong-su|Kim Yong-nam|Kim Jae-ho|Kim Jae-hyun|Kim Jin-ho|Kim Min-ho|Kim Min-su",
        "Kang Minsu|Kang Minsik|Kang Minho|Kang Misuk|Kang Jinsu|Kang Jisu|Kang Jisun",
    ],
)
def test_other_syllables_are_other_people(names: str) -> None:
    joined = [pair for pair in combinations(names.split("|"), 2) if verdict(*pair) in {"same", "close"}]
    assert not joined


def test_other_syllables_contradict_where_the_families_are_one() -> None:
    assert verdict("Wang Weimin", "Wang Weiming") == "contradicts"


@pytest.mark.parametrize(("left", "right"), [("Ben Lang", "Ben Tang"), ("Dan Poe", "Dan Bo"), ("Tom Pei", "Tom Bei")])
def test_who_is_no_chinese_is_read_in_no_system(left: str, right: str) -> None:
    assert verdict(left, right) in {"apart", "contradicts"}


def test_the_table_of_pinyin_is_whole() -> None:
    table = lexicons.load("syllables")["chinese"]["pinyin"]
    syllables = [initial + final for initial, finals in table.items() for final in finals.split()]
    assert len(syllables) == len(set(syllables)) == 403
