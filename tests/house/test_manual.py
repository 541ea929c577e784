"""Whoever reads the manual finds every command; whoever reads of a command finds it."""

import re

from house.tree import TOP, imported


def commands() -> set[str]:
    """The commands found by looking, as they are typed."""
    modules, _ = imported()
    return {
        module.COMMAND.name
        for module in modules
        if module.__name__.startswith("minzheng_desk.cli.commands.") and hasattr(module, "COMMAND")
    }


def manual() -> str:
    pages = [TOP / "README.md", *sorted((TOP / "resources" / "manual").glob("**/*.md"))]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


def test_every_command_is_in_the_manual() -> None:
    told = manual()
    assert [] == sorted(
        name for name in commands() if not re.search(rf"`(minzheng-desk )?{re.escape(name)}\b", told)
    )
