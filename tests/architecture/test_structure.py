"""How the four rooms are built: no circles of imports, no long files, no name for two things, tests where code is."""

import ast
from collections import defaultdict
from collections.abc import Iterable
from fnmatch import fnmatch
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOMS = ("flows", "transforms", "warehouse", "expectations")
MOST_LINES = 400
"""Of a file: what one can still read through for one subject."""
WITHOUT_SOURCE = {
    "tests/unit/transforms/ingest/test_shapes.py": "a folder of files of all shapes",
    "tests/unit/transforms/readers/test_bounds.py": "memory and time of all readers together",
    "tests/integration/flows/test_hostile.py": "whole nights on hostile files",
    "tests/integration/flows/test_killed_nights.py": "whole nights, killed",
    "tests/integration/flows/test_one_road.py": "the same articles through the night, extract and the golden check",
    "tests/integration/flows/test_poisoned_nights.py": "whole nights that the gate warns of or refuses",
    "tests/integration/flows/test_shown_examples.py": "the examples that README and docs show, on the sample",
    "tests/integration/flows/test_seeds.py": "whole nights on the real articles",
    "tests/integration/warehouse/test_sample_stories.py": "the happenings, tolls and copies that the sample holds",
    "tests/integration/warehouse/build/test_growth.py": "memory of the build as years of data grow",
    "tests/integration/warehouse/publish/test_full_disk.py": "publishing on a full disk",
    "tests/integration/warehouse/publish/test_kills.py": "publishing, killed",
    "tests/integration/warehouse/publish/test_readers.py": "publishing under readers",
}
"""Files of tests that are of no one file or folder of the source, and what they are of."""


def source_files(root: Path) -> dict[str, Path]:
    """All files of code in the rooms, by the name of the module."""
    paths = [path for room in ROOMS for path in sorted((root / room).rglob("*.py"))]
    return {module_name(path.relative_to(root)): path for path in paths}


def module_name(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def imports_of(files: dict[str, Path]) -> dict[str, set[str]]:
    """The files that each file imports, also within functions; a file taken from a package is not the package."""
    found: dict[str, set[str]] = {}
    for module, path in files.items():
        names = set()
        for node in ast.walk(ast.parse(path.read_text("utf8"))):
            if isinstance(node, ast.ImportFrom):
                of_package = str(node.module)
                whole = (f"{of_package}.{alias.name}" for alias in node.names)
                names |= {name if name in files else of_package for name in whole}
            elif isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
        found[module] = names & set(files) - {module}
    return found


def circle(imports: dict[str, set[str]]) -> list[str]:
    """The first circle that is found, its first file once more at the end; empty where there is none."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_files_import_each_other_in_a_circle(root: Path) -> None:
    assert circle(imports_of(source_files(root))) == []


def test_a_circle_is_found(tmp_path: Path) -> None:
    (tmp_path / "flows").mkdir()
    for name, code in {
        "one": "from flows import two",
        "two": "def late():\n    from flows.three import something",
        "three": "import flows.one",
        "four": "from flows import one",
    }.items():
        (tmp_path / "flows" / f"{name}.py").write_text(code)
    found = circle(imports_of(source_files(tmp_path)))
    assert found[0] == found[-1]
    assert set(found) == {"flows.one", "flows.two", "flows.three"}


def test_no_file_is_long(root: Path) -> None:
    lengths = {module: len(path.read_text("utf8").splitlines()) for module, path in source_files(root).items()}
    assert {module: lines for module, lines in lengths.items() if lines > MOST_LINES} == {}


def test_a_class_name_means_one_thing(root: Path) -> None:
    places = defaultdict(set)
    for module, path in source_files(root).items():
        for node in ast.walk(ast.parse(path.read_text("utf8"))):
            if isinstance(node, ast.ClassDef):
                places[node.name].add(module)
    assert {name: sorted(modules) for name, modules in places.items() if len(modules) > 1} == {}


def mirrored(test: Path, sources: set[str]) -> bool:
    """Whether a test of `tests/<kind>/` has a source: `test_a.py` of `a.py`, `a_.py`, or the folder `a`.

    A file or folder `a` may have several files of tests, `test_a_b.py` and so on.
    """
    folder = ".".join(test.parts[2:-1])
    words = test.stem.removeprefix("test_").split("_")
    names = ["_".join(words[:number]) for number in range(1, len(words) + 1)]
    return any(f"{folder}.{name}{end}" in sources for name in names for end in ("", "_"))


@pytest.mark.parametrize(
    ("test", "found"),
    [
        ("tests/unit/flows/cli/test_sql.py", True),
        ("tests/unit/flows/cli/test_sql_of_views.py", True),
        ("tests/unit/flows/test_cli.py", True),
        ("tests/unit/flows/test_sql.py", False),
        ("tests/unit/flows/cli/test_sqlite.py", False),
    ],
)
def test_a_test_without_a_source_is_found(test: str, found: bool) -> None:
    assert mirrored(Path(test), {"flows", "flows.cli", "flows.cli.sql"}) is found


def test_tests_stand_where_their_source_stands(root: Path) -> None:
    sources = set(source_files(root))
    tests = [
        path.relative_to(root)
        for kind in ("unit", "integration")
        for room in ROOMS
        for path in sorted((root / "tests" / kind / room).rglob("test_*.py"))
    ]
    missing = {path.as_posix() for path in tests if not mirrored(path, sources)}
    assert missing == set(WITHOUT_SOURCE)


def test_pytest_passes_over_no_folder_of_tests(root: Path, pytestconfig: pytest.Config) -> None:
    folders = {part for path in (root / "tests").rglob("test_*.py") for part in path.relative_to(root).parts[:-1]}
    passed_over = pytestconfig.getini("norecursedirs")
    assert {name for name in folders if any(fnmatch(name, pattern) for pattern in passed_over)} == set()


def called_by_name(function: ast.FunctionDef) -> set[str]:
    """The functions that a function calls, but for methods."""
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return {ast.unparse(called) for called in calls}


def asserts(function: ast.FunctionDef) -> bool:
    """Whether a function can fail by itself: with `assert`, or by what pytest expects."""
    return any(isinstance(node, ast.Assert) for node in ast.walk(function)) or bool(
        called_by_name(function) & {"pytest.raises", "pytest.warns", "pytest.fail"}
    )


def without_assertion(files: Iterable[Path]) -> list[str]:
    """Tests that assert nothing, neither in themselves nor in a function of the tests that they call."""
    functions = [
        (f"{path.stem}.{node.name}", node)
        for path in files
        for node in ast.walk(ast.parse(path.read_text("utf8")))
        if isinstance(node, ast.FunctionDef)
    ]
    helpers = {node.name for _, node in functions if not node.name.startswith("test_") and asserts(node)}
    return [
        name
        for name, node in functions
        if node.name.startswith("test_") and not asserts(node) and not called_by_name(node) & helpers
    ]


def test_every_test_asserts_something(root: Path) -> None:
    assert without_assertion(sorted((root / "tests").rglob("*.py"))) == []


def test_a_test_that_asserts_nothing_is_found(tmp_path: Path) -> None:
    (tmp_path / "test_a.py").write_text(
        "def holds(n):\n    assert n\n\ndef test_one():\n    holds(1)\n\ndef test_two():\n    print(1)\n"
    )
    assert without_assertion([tmp_path / "test_a.py"]) == ["test_a.test_two"]
