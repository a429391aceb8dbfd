"""Conventions of the code: where things belong and what is not written at all."""

import ast
import re

from tests.structure.source import CODE, ROOT, files, functions, lines, modules, name, tree, where

OURS = ("forum", "accounts")
NAMELESS = {"utils", "helpers", "services", "signals", "misc", "common"}
# Where a role may be read: the one module that knows what roles mean, the field, and its admin.
ROLE_READERS = {"accounts.roles", "accounts.models", "accounts.admin"}
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
REGISTRIES = re.compile(r"(pypi|pythonhosted|npmjs|debian)[.](org|com)")


def test_each_module_says_what_belongs_there() -> None:
    assert not [
        name(file) for file in modules() if tree(file).body and not ast.get_docstring(tree(file))
    ]


def test_no_module_is_named_for_nothing() -> None:
    assert not [name(file) for file in modules() if NAMELESS & set(name(file).split("."))]


def test_only_one_module_looks_at_roles() -> None:
    assert not [
        where(file, node.lineno)
        for file in modules(*OURS)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Attribute) and node.attr == "role"
        if name(file) not in ROLE_READERS
    ]


def test_templates_ask_what_a_person_may_do_and_not_their_role() -> None:
    assert not [
        place
        for file in files("templates", suffix=".html")
        for place, line in lines(file)
        if re.search(r"\b(user|viewer|person|member)\.role\b", line)
    ]


def test_models_do_no_business_when_saved() -> None:
    assert not [
        f"{where(file, function.lineno)} {function.name}"
        for file in modules(*OURS)
        if "models" in name(file).split(".")
        for function in functions(file)
        if function.name in ("save", "delete")
    ]


def test_no_signals_and_no_generic_foreign_keys() -> None:
    generic, signal = "GenericForeignKey|GenericRelation", r"django\.dispatch|@receiver"
    banned = re.compile(rf"{generic}|{signal}|(?<!sqlite3)\.connect\(")
    assert not [
        place for file in modules(*OURS) for place, line in lines(file) if banned.search(line)
    ]


def test_nothing_is_left_for_later() -> None:
    everywhere = [
        *modules(),
        *files("static/css", suffix=".css"),
        *files("static/js", suffix=".js"),
    ]
    assert not [
        place for file in everywhere for place, line in lines(file) if UNFINISHED.search(line)
    ]


def test_every_setting_of_the_environment_is_explained() -> None:
    read = {
        node.args[0].value
        for file in modules(*OURS)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
        if ast.unparse(node.func).startswith(("env.", "os.environ.get"))
        if isinstance(node.args[0].value, str)
    }
    texts = [ROOT / "README.md", *files("docs", suffix=".md")]
    explained = "".join(file.read_text() for file in texts if file.exists())
    assert {"SECRET_KEY", "BIND"} <= read, "the settings are read another way: mend this test"
    assert not {setting for setting in read if f"`{setting}`" not in explained}


def test_lock_files_name_no_address_and_pin_every_package() -> None:
    for file in ROOT.glob("requirements*.txt"):
        text = file.read_text()
        assert not re.search("://|index", text), file.name
        packages = re.findall(r"^[\w.-]+==\S+.*$", text, re.MULTILINE)
        assert packages, file.name
        assert text.count(" \\\n    --hash=") >= len(packages), f"{file.name}: no hashes"


def test_the_project_names_no_registry() -> None:
    texts = [*modules(*CODE), *ROOT.glob("*.txt"), *ROOT.glob("*.md"), *ROOT.glob("*.toml")]
    texts += [ROOT / "Makefile", *files("docs", suffix=".md"), *files(".ci", suffix="")]
    assert not [place for file in texts for place, line in lines(file) if REGISTRIES.search(line)]
