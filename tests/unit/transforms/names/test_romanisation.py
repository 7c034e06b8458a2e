"""Names put into Latin letters by two people: generated from their own letters, or listed where vowels are free."""

from itertools import combinations

import pytest

from transforms.names.blocking import blocking_keys
from transforms.names.compare import compare
from transforms.names.normalise import name_key
from transforms.names.romanisation import are_two_in_a_language, language_keys, languages_of

Letters = dict[str, str]


def _letters(script: str, latin: str) -> Letters:
    return dict(zip(script, (part.strip("_") for part in latin.split()), strict=True))


def _written(name: str, letters: Letters, endings: Letters) -> str:
    words = []
    for word in name.casefold().split():
        ending = next((end for end in endings if word.endswith(end)), "")
        stem = word.removesuffix(ending)
        words.append("".join(letters.get(letter, letter) for letter in stem) + endings.get(ending, ""))
    return " ".join(words).title()


RUSSIAN = _letters(
    "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
    "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya yo",
)
PASSPORT = RUSSIAN | {"й": "i", "ю": "iu", "я": "ia", "ъ": "ie", "ё": "e"}
SCIENTIFIC = RUSSIAN | {
    "ж": "ž", "х": "h", "ц": "c", "ч": "č", "ш": "š", "щ": "šč", "ю": "ju", "я": "ja", "й": "j", "ё": "jo",
}  # fmt: skip
UKRAINIAN = _letters(
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch _ iu ia",
)
UKRAINIAN_PRESS = UKRAINIAN | {"й": "y", "ї": "yi", "ю": "yu", "я": "ya", "є": "ye"}
RUSSIAN_OF_UKRAINE = UKRAINIAN_PRESS | {"и": "i", "г": "g"}
BULGARIAN = _letters(
    "абвгдежзийклмнопрстуфхцчшщъьюя", "a b v g d e zh z i y k l m n o p r s t u f h ts ch sh sht a y yu ya"
)
BULGARIAN_OLD = BULGARIAN | {"й": "i", "ц": "c", "ъ": "u", "х": "kh"}
GREEK = _letters("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o")
GREEK_OLD = GREEK | {"φ": "ph", "χ": "h", "υ": "i", "ξ": "ks"}
SERBIAN = _letters("čćšžđ", "č ć š ž đ")
SERBIAN_PRESS = _letters("čćšžđ", "ch ch sh zh dj")
PRESS_ENDS = {"ский": "sky", "ський": "sky", "ий": "y", "ый": "y", "ій": "iy", "ия": "ia", "ія": "ia"}

GENERATED = {
    "Russian": (
        "Дмитрий Тарновский|Евгений Бровушкин|Юрий Жемчугов|Алексей Щеглов|Сергей Яхонтов|Михаил Хромов|"
        "Анатолий Цаплин|Наталья Чуфарова|Татьяна Юшкова|Григорий Шилов|Вячеслав Тележкин|Фёдор Мельниченко|"
        "Валерий Ящуков",
        ((RUSSIAN, PRESS_ENDS), (PASSPORT, {}), (RUSSIAN, {}), (SCIENTIFIC, {})),
    ),
    "Ukrainian": (
        "Олександр Гречук|Андрій Яворенко|Юлія Тихоненко|Сергій Гринюк|Дмитро Вільшанський|Микола Горобченко|"
        "Євген Кривчук|Ярослав Житенко|Ігор Хмаренко|Валерій Щербатюк",
        ((UKRAINIAN, {}), (UKRAINIAN_PRESS, PRESS_ENDS), (RUSSIAN_OF_UKRAINE, PRESS_ENDS)),
    ),
    "Bulgarian": (
        "Бойко Цачев|Христо Яворов|Живко Хинов|Пламен Щабев|Георги Чобанов",
        ((BULGARIAN, {}), (BULGARIAN_OLD, {})),
    ),
    "Serbian": (
        "Zoran Đurđić|Milan Žunjević|Dragan Šumarović|Jovan Čavlović|Goran Hodžić",
        ((SERBIAN, {}), (SERBIAN_PRESS, {})),
    ),
    "Greek": (
        "Γιωργος Φραγκιαδης|Νικος Χαλβατζιδης|Μαρια Ξυνογαλακη|Θανος Φωτακης|Κωστας Χριστακης",
        ((GREEK, {}), (GREEK_OLD, {})),
    ),
}  # fmt: skip
PAIRS = sorted(
    {
        pair
        for names, systems in GENERATED.values()
        for name in names.split("|")
        for pair in combinations(sorted({_written(name, *system) for system in systems}), 2)
    }
)


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_a_name_is_one_in_all_systems_of_its_language(left: str, right: str) -> None:
    found = compare("PERSON", name_key(left), name_key(right))
    assert found.verdict == "same", found
    assert blocking_keys("PERSON", [name_key(left)]) & blocking_keys("PERSON", [name_key(right)])


LISTED = {
    "al-Tarnavi": [
        "Hisham Hesham Hicham", "Jamal Gamal Djamal", "Mariam Maryam Meryem", "Sharif Shareef Sherif Cherif",
        "Bandar Bender", "Tariq Tarek Tareq", "Qadir Kadir Ghadir", "Othman Uthman", "Ismail Esmail",
        "Abdulrahman Abdurrahman Abdelrahman", "Faisal Faysal Feisal", "Zia Ziya", "Fadhel Fadel",
    ],
    "Narayanan": [
        "Lakshmi Laxmi", "Rajiv Rajeev", "Vivek Bibek", "Meenakshi Minakshi", "Deepak Dipak", "Sunil Suneel",
        "Pradip Pradeep",
    ],
    "Yehudai": ["Chaim Haim Hayim Chayim", "Yitzhak Itzhak Yitzchak", "Zvi Tzvi Tsvi", "Tzipi Zipi", "Zeev Ze'ev"],
}  # fmt: skip
LISTED_PAIRS = [
    (f"{left} {surname}", f"{right} {surname}")
    for surname, names in LISTED.items()
    for forms in names
    for left, right in combinations(forms.split(), 2)
]


@pytest.mark.parametrize(("left", "right"), LISTED_PAIRS)
def test_given_names_whose_vowels_nobody_writes_in_one_way(left: str, right: str) -> None:
    assert compare("PERSON", name_key(left), name_key(right)).verdict in {"same", "close"}
    assert blocking_keys("PERSON", [name_key(left)]) & blocking_keys("PERSON", [name_key(right)])


TWO = {
    "al-Rashdani": "Mohammed Mahmoud Ahmed Hamid Hassan Hussein Omar Amir Khaled Khalil Yusuf Yasser Hisham Hashim "
    "Haytham Hatem Fadi Fahd Said Saad Jamal Kamal Nasser Nabil Karima Zaid Ziad Ayman Iman",
    "Tarnenko": "Alexander Alexei Anatoly Andrei Anton Denis Dmitry Evgeny Gennady Georgy Grigory Igor Ilya Ivan "
    "Kirill Maxim Mikhail Nikolai Oleg Pavel Roman Ruslan Semyon Sergei Valentin Valery Viktor Vitaly Yaroslav Yuri",
    "Sharma": "Rajesh Rajiv Ramesh Rakesh Mahesh Manish Manoj Mohan Mukesh Naresh Sanjay Sunil Suresh Sandeep Satish",
    "Cohen": "Avi Avner Amir Benny Boaz Dan Ehud Eitan Eli Gabi Gadi Haim Ilan Moshe Meir Nir Ofer Reuven Shai Shaul",
    "Franklin": "Gary Harry Larry Barry Michael Mitchell Paul Paula Gerald Anna Alla Karl Charles Cole Chloe",
}


@pytest.mark.parametrize("surname", TWO)
def test_two_given_names_of_one_language_are_two_people(surname: str) -> None:
    joined = [
        pair
        for pair in combinations([f"{name} {surname}" for name in TWO[surname].split()], 2)
        if compare("PERSON", *map(name_key, pair)).verdict in {"same", "close"}
    ]
    assert not joined


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # What is mixed in one language tells two people apart in another.
        ("Desmond Hall", "Desmond Gall"), ("Gary Holm", "Hary Holm"),
        ("Peter Hansen", "Peter Gansen"), ("Tom Vell", "Tom Bell"),
        # In one language, two towns' sons and two families.
        ("Yusuf al-Harbi", "Yusuf al-Hariri"), ("Sergei Tikhonov", "Sergei Tikhomirov"),
        ("Igor Holodenko", "Igor Golovenko"), ("Nikos Papakis", "Nikos Pavlakis"),
    ],
)  # fmt: skip
def test_names_that_one_language_keeps_apart(left: str, right: str) -> None:
    assert compare("PERSON", name_key(left), name_key(right)).verdict in {"apart", "contradicts"}


def test_a_language_is_told_by_a_listed_name_a_particle_or_an_ending() -> None:
    assert [language.id for language in languages_of(("dmytro", "orel"))] == ["slavic"]
    assert [language.id for language in languages_of(("petr", "tarnenko"))][:1] == ["slavic"]
    assert "arabic" in {language.id for language in languages_of(("tor", "masri"), frozenset({"al-"}))}
    assert not languages_of(("desmond", "hall"))
    assert not languages_of(("dmytro",))


def test_names_listed_for_a_language_are_two_unless_its_letters_make_them_one() -> None:
    assert are_two_in_a_language("ramesh", "rakesh")
    assert not are_two_in_a_language("rajiv", "rajeev")
    assert not are_two_in_a_language("ramesh", "desmond")


def test_keys_of_a_language_need_a_name_of_several_words() -> None:
    assert not list(language_keys(("tarnenko",)))
    assert set(language_keys(("ihor", "hrytsenko"))) == set(language_keys(("igor", "gritsenko")))
