"""The architecture, held by tests: sizes, names, contracts, and that whatever exists is documented and has its cases."""

from __future__ import annotations

import ast
import builtins
import keyword
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import EVENTS

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.hosts.mkdocs.configuration import VaultOptions
from mkdocs_vault.hosts.mkdocs.which_plugins import COLLECTING, PAGE_BY_PAGE
from source_names import Module, fields_of_dataclasses, parameters_never_given, unused

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "plugins" / "mkdocs_vault"
MODULES = sorted(PACKAGE.rglob("*.py"))

LONGEST_MODULE_LINES = 300
LONGEST_FUNCTION_LINES = 40

LONGER_MODULES = {
    "deployment/schedule_templates.py": "the files of five kinds of schedules, as they are written",
    "syntax/nodes.py": "every kind of node, a few lines each, side by side",
}
"""Path in the package: why it may be longer."""

LONGER_FUNCTIONS: dict[str, str] = {}
"""Path and name: why it may be longer."""

NO_SYNTAX_OF_THEIR_OWN = {
    "cjk_characters": "says which characters are Chinese, Japanese, Korean",
    "document": "what a parsed note is",
    "finished_nodes": "makes nodes of what the parser opened and closed",
    "masking": "how rules hide text from the parser",
    "math_marks": "finds what begins and ends formulas",
    "nodes": "what a tree is made of",
    "parse": "puts the rules in order",
    "texts": "joins texts that the parser cut",
    "tree_builder": "makes a tree of the parser's events",
    "walk": "goes through a tree",
}
"""Modules of `syntax` without a rule, so without a file of cases."""

CASES_ELSEWHERE = {"clocks": "timestamps", "timestamp_fences": "timestamps"}
"""Rules whose cases stand with those of another module."""


NAMES_OF_OTHERS = {
    "sitemap.xml": "a template of MkDocs' themes",
    "Aliases": "a property as a note may write it",
    "DecodeError": "msgspec",
    "HEAD": "git",
    "gzip.compress": "Python",
    "Tags": "a property as a note may write it",
    "custom_dir": "a theme in mkdocs.yml",
    "newLinkFormat": "Obsidian's app.json",
    "setup": "a heading's id, as an example",
    "setup_1": "a heading's id, as an example",
    "userIgnoreFilters": "Obsidian's app.json",
    "warning": "a severity in mkdocs.yml",
}
"""Names in docstrings that the package does not define, and whose they are."""

GIVEN_BY_OTHERS = {
    "mkdocs_vault/command_line.py:main(arguments)": "tests; a shell gives them by itself",
    "mkdocs_vault/deployment/__main__.py:main(words)": "tests; a shell gives them by itself",
    "mkdocs_vault/syntax/parse.py:parse(obsidian)": "tests; the parser alone, as the specification of CommonMark has it",
    "mkdocs_vault/hosts/mkdocs/site_output/output_of_build.py:_page(dirty)": "MkDocs, for whose function it stands in",
    "mkdocs_vault/hosts/mkdocs/site_output/output_of_build.py:_page(excluded)": "as above",
    "mkdocs_vault/note/guarded_yaml.py:_peek_past_question_mark(index)": "PyYAML, for which it stands in",
    "mkdocs_vault/vault/loading.py:load_vault(contents)": "tests; vaults without files",
    "mkdocs_vault/hosts/mkdocs/preview/preview.py:load(dirty)": "MkDocs' command serve, in whose place it stands",
    "mkdocs_vault/hosts/mkdocs/preview/preview.py:load(serve_url)": "MkDocs' command serve, in whose place it stands",
}
"""Parameters that nobody in the package gives, and who does."""

NOT_USED = {
    "mkdocs_vault/hosts/mkdocs/framing/framed_site.py:FramedSite.switch_off": "the code of templates",
    "mkdocs_vault/hosts/mkdocs/framing/list_code.py:ListCode.visit_KeptBody": "Jinja, which calls it by the name of the node's class",
    "mkdocs_vault/hosts/mkdocs/framing/list_code.py:ListCode.visit_Truth": "as above",
    "mkdocs_vault/hosts/mkdocs/framing/list_code.py:ListCode.visit_Written": "as above",
    "mkdocs_vault/hosts/mkdocs/pages.py:NotePage.update_date": "MkDocs and its sitemap",
    "mkdocs_vault/vault/file_reading.py:RegularFile.stamp": "the comparison of two files as they were found",
    "mkdocs_vault/hosts/mkdocs/preview/watching.py:_Run.is_set": "watchfiles, which asks whether it shall end",
}
"""Definitions that nobody in the package uses, and for whom they are there."""

SOURCES = [Module.of(file, PACKAGE.parent) for file in MODULES]
SCRIPTS = [Module.of(file, ROOT) for file in (ROOT / "scripts").iterdir() if file.is_file()]
EVENT_METHODS = {f"on_{event}" for event in EVENTS}


def functions() -> Iterator[tuple[str, int]]:
    for module in MODULES:
        path = module.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def headings(page: str) -> set[str]:
    text = (ROOT / "docs" / "Reference" / page).read_text(encoding="utf-8")
    return {match[1].strip("` ") for match in re.finditer(r"^#{1,6} +(.+?)\s*$", text, re.MULTILINE)}


def syntax_rules() -> list[str]:
    names = (module.stem for module in (PACKAGE / "syntax").glob("*.py"))
    return sorted(name for name in names if name not in {"__init__", *NO_SYNTAX_OF_THEIR_OWN})


def test_every_module_is_short_enough_to_read_at_once() -> None:
    lengths = {module.relative_to(PACKAGE).as_posix(): len(module.read_text(encoding="utf-8").splitlines()) for module in MODULES}
    too_long = {path: lines for path, lines in lengths.items() if lines > LONGEST_MODULE_LINES and path not in LONGER_MODULES}
    assert not too_long


def test_every_function_is_short() -> None:
    too_long = {name: lines for name, lines in functions() if lines > LONGEST_FUNCTION_LINES and name not in LONGER_FUNCTIONS}
    assert not too_long


def test_exceptions_from_size_limits_are_still_needed() -> None:
    long_modules = {
        module.relative_to(PACKAGE).as_posix()
        for module in MODULES
        if len(module.read_text(encoding="utf-8").splitlines()) > LONGEST_MODULE_LINES
    }
    long_functions = {name for name, lines in functions() if lines > LONGEST_FUNCTION_LINES}
    assert set(LONGER_MODULES) <= long_modules
    assert set(LONGER_FUNCTIONS) <= long_functions


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty_names = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
    assert not {module.stem for module in MODULES} & empty_names


@pytest.mark.parametrize("code", DiagnosticCode)
def test_every_diagnostic_has_its_paragraph_in_the_guide(code: DiagnosticCode) -> None:
    assert code.value in headings("Diagnostics.md")


@pytest.mark.parametrize("plugin", sorted({*COLLECTING, *PAGE_BY_PAGE} - {"vault"}))
def test_the_guide_says_of_every_plugin_that_is_known_what_a_build_does_with_it(plugin: str) -> None:
    lines = (ROOT / "docs" / "Reference" / "Building again.md").read_text(encoding="utf-8").splitlines()
    what = "prints all pages |" if plugin in COLLECTING else "prints pages that are different |"
    assert [line for line in lines if f"`{plugin}`" in line and line.endswith(what) and " with " not in line]


@pytest.mark.parametrize("option", [name for name, _ in VaultOptions._schema])
def test_every_option_has_its_paragraph_in_the_guide(option: str) -> None:
    assert option in headings("Options.md")


def test_the_guide_shows_every_option_with_its_default() -> None:
    options = VaultOptions()
    options.load_dict({})
    options.validate()
    text = (ROOT / "docs" / "Reference" / "Options.md").read_text(encoding="utf-8")
    example = re.search(r'^```yaml title="mkdocs.yml"\n(.+?)^```', text, re.MULTILINE | re.DOTALL)
    assert example
    assert yaml.safe_load(example[1])["plugins"][0]["vault"] == dict(options)


@pytest.mark.parametrize("name", syntax_rules())
def test_every_syntax_has_its_cases(name: str) -> None:
    assert (ROOT / "tests" / "syntax" / "cases" / f"{CASES_ELSEWHERE.get(name, name)}.md").is_file()


def test_every_file_of_cases_belongs_to_a_syntax() -> None:
    cases = {path.stem for path in (ROOT / "tests" / "syntax" / "cases").glob("*.md")}
    assert cases <= set(syntax_rules())


def test_each_folder_imports_only_what_it_may() -> None:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run([sys.executable, "-c", command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_scripts_need_nothing_but_the_standard_library() -> None:
    own = {path.stem for path in (ROOT / "scripts").iterdir()}
    for name in ("environment.py", "preview", "test", "synthetic_vault.py"):
        tree = ast.parse((ROOT / "scripts" / name).read_text(encoding="utf-8"))
        imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert {module.partition(".")[0] for module in imported} <= sys.stdlib_module_names | own


def words_of_templates() -> set[str]:
    templates = (file.read_text(encoding="utf-8") for file in (ROOT / "overrides").rglob("*.html"))
    return {word for text in templates for word in re.findall(r"\w+", re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL))}


def test_nothing_is_defined_that_nobody_uses() -> None:
    fields = fields_of_dataclasses(SOURCES)
    entry_points = set(re.findall(r"\w+", (ROOT / "pyproject.toml").read_text(encoding="utf-8")))
    uses = [use for module in SOURCES + SCRIPTS for use in module.uses(fields)]
    definitions = [found for module in SOURCES for found in module.definitions()]
    found = unused(definitions, uses, words_of_templates() | entry_points | EVENT_METHODS)
    assert set(map(str, found)) == set(NOT_USED)


def test_no_parameter_has_a_default_that_nobody_overrides() -> None:
    assert set(parameters_never_given(SOURCES, SOURCES + SCRIPTS)) == set(GIVEN_BY_OTHERS)


def unknown_names() -> Iterator[tuple[str, str]]:
    """Names in backticks of docstrings that nothing has: not their module, nor what the package defines, Python or MkDocs' options."""
    known = {name for module in SOURCES for name in module.names} | {*dir(builtins), *keyword.kwlist, *EVENT_METHODS}
    known |= {name for name, _ in MkDocsConfig._schema}
    for module in SOURCES:
        for docstring in module.docstrings:
            for written in re.findall(r"`([A-Za-z_]\w*(?:\.\w+)*)(?:\(\))?`", str(docstring.value)):
                names = written.removesuffix(".py").split(".")
                is_example = len(written) <= 2 or Path(written).suffix.lower() in {".css", ".h", ".js", ".json", ".md", ".yml"}
                if not is_example and not set(names) <= known | module.words:
                    yield f"{module.path}:{docstring.lineno}", written


def test_docstrings_name_what_exists() -> None:
    assert not [(place, name) for place, name in unknown_names() if name not in NAMES_OF_OTHERS]


def test_names_of_others_are_still_spoken_of() -> None:
    assert set(NAMES_OF_OTHERS) == {name for _, name in unknown_names()} & set(NAMES_OF_OTHERS)


def test_docstrings_name_files_that_exist() -> None:
    files = [f"/{file.relative_to(ROOT).as_posix()}" for folder in ("overrides", "plugins") for file in (ROOT / folder).rglob("*")]
    texts = [str(docstring.value) for module in SOURCES for docstring in module.docstrings]
    texts.append((ROOT / "plugins" / "README.md").read_text(encoding="utf-8"))
    named = {name for text in texts for name in re.findall(r"`([\w./]+\.(?:css|js|py))`", text)}
    assert not [name for name in named if not any(file.endswith(f"/{name}") for file in files)]


def test_the_events_that_docstrings_name_exist_in_mkdocs() -> None:
    for module in SOURCES:
        named = {name for docstring in module.docstrings for name in re.findall(r"\bon_[a-z_]+", str(docstring.value))}
        assert named <= EVENT_METHODS | module.words
    plugin = next(module for module in SOURCES if module.path.endswith("/plugin.py"))
    assert {name for name in plugin.names if name.startswith("on_")} <= EVENT_METHODS


def test_a_class_is_made_in_the_event_that_its_docstring_names() -> None:
    plugin = next(module for module in SOURCES if module.path.endswith("/plugin.py"))
    methods = [node for node in ast.walk(plugin.tree) if isinstance(node, ast.FunctionDef)]
    wrong = []
    for owner in (owner for module in SOURCES for owner in module.classes):
        for event in re.findall(r"\bon_[a-z_]+", ast.get_docstring(owner) or ""):
            of_event = [ast.unparse(method) for method in methods if re.fullmatch(rf"_?{event}(_first|_last)?", method.name)]
            if event in EVENT_METHODS and not any(re.search(rf"\b{owner.name}\(", source) for source in of_event):
                wrong.append((owner.name, event))
    assert not wrong
