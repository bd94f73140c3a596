"""What typer itself says in pages of help, mistakes and questions, in the reader's language.

A sentence of typer's is recognised by the English pattern that it is marked with; one that is not
known is said as typer says it.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from docgen.model.tongue import in_all_languages, marked, say

HELP = (
    marked("Arguments"),
    marked("Options"),
    marked("Commands"),
    marked("required"),
    marked("default: {default}"),
    marked("No such command {name!r}."),
    marked("Show this message and exit."),
    marked("Install completion for the current shell."),
    marked("Show completion for the current shell, to copy it or customize the installation."),
)
"""Parts of a page of help."""

MISTAKES = (
    marked("No such option: {option} (Possible options: {options})"),
    marked("No such option: {option}"),
    marked("{mistake}. Did you mean {words}?"),
    marked("Got unexpected extra argument(s) ({words})"),
    marked("Missing argument {argument}. {more}"),
    marked("Missing argument {argument}."),
    marked("Missing option {option}. {more}"),
    marked("Missing option {option}."),
    marked("Choose from: {choices}"),
    marked("Invalid value for {name}: {mistake}"),
    marked("Invalid value: {mistake}"),
    marked("{value} is not a valid int range."),
    marked("{value} is not a valid int."),
    marked("{value} is not in the range {range}."),
    marked("{value} is not one of {choices}."),
    marked("{value} is not {choice}."),
    marked("Option {option} requires an argument."),
    marked("Option {option} requires {number} arguments."),
    marked("Option {option} does not take a value."),
)
"""What typer says of a command line, a pattern for each; the first that fits counts."""

METAVARS = (
    marked("OPTIONS"),
    marked("COMMAND"),
    marked("ARGS"),
    marked("PATH"),
    marked("FILE"),
    marked("DIR"),
    marked("FOLDER"),
    marked("NAME"),
    marked("CODE"),
    marked("PACK"),
    marked("TEMPLATE"),
    marked("REPORT"),
    marked("REVIEW"),
    marked("RULE"),
    marked("DATE"),
    marked("DOC"),
    marked("OUT"),
    marked("OLD"),
    marked("TAG"),
)
"""Words that stand for what is typed."""

_NESTED = ("mistake", "more")
"""Parts of a sentence that are sentences of typer's themselves."""


class Command(TyperCommand):
    """A command whose page of help is in the reader's language."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the line of usage."""
        _write_usage(self, ctx, formatter)

    def get_params(self, ctx: Any) -> Any:
        """Return the options and arguments."""
        return [*map(_spoken, super().get_params(ctx))]


class Group(TyperGroup):
    """All commands, whose page of help is in the reader's language."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the line of usage."""
        _write_usage(self, ctx, formatter)

    def get_params(self, ctx: Any) -> Any:
        """Return the options of `docgen` itself."""
        return [*map(_spoken, super().get_params(ctx))]


def run(app: typer.Typer, argv: list[str]) -> int:
    """Run the command line and return its exit code; mistakes in it are told."""
    try:
        code = typer.main.get_command(app).main(argv, "docgen", standalone_mode=False)
    except typer.TyperException as mistake:
        _tell(mistake)
        return mistake.exit_code
    except typer.Abort:
        print(say("Stopped; nothing was written."), file=sys.stderr)
        return 1
    return code if isinstance(code, int) else 0


def agreed(question: str) -> bool:
    """Ask at the terminal; return whether the answer is yes, in any language docgen speaks."""
    yes, other = say("yes/no").split("/")
    print(f"{question} [{yes[0]}/{other[0].upper()}]: ", end="", file=sys.stderr, flush=True)
    try:
        answer = input().strip().casefold()
    except EOFError:
        raise typer.Abort from None
    words = [pair.partition("/")[0] for pair in in_all_languages("yes/no")]
    return answer in {*words, *(word[0] for word in words)}


def said(sentence: str) -> str:
    """Return a sentence of typer's in the reader's language."""
    for known in MISTAKES:
        if found := _pattern(known).fullmatch(sentence.strip()):
            parts = {
                name: said(text) if name in _NESTED else " ".join(text.split())
                for name, text in found.groupdict().items()
            }
            return say(known, **parts)
    return sentence


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w+)\}", sentence)
    names = (f"(?P<{name}>.+?)" for name in pieces[1::2])
    texts = (re.escape(text).replace(r"\ ", r"\s+") for text in pieces[::2])
    joined = [next(texts)]
    for name, text in zip(names, texts, strict=True):
        joined += [name, text]
    return re.compile("".join(joined), re.DOTALL)


def _tell(mistake: typer.TyperException) -> None:
    """Print how the command is used and what is wrong; without a command, the page of help."""
    message = mistake.format_message()
    context: Any = getattr(mistake, "ctx", None)
    usage = context.get_usage() if context is not None else ""
    if usage and message.startswith(usage):
        print(message, file=sys.stderr)
        return
    if usage:
        line = f"{context.command_path} {context.help_option_names[0]}"
        print(usage, say("Try '{line}' for help.", line=line), "", sep="\n", file=sys.stderr)
    print(say("Error: {mistake}", mistake=said(message)), file=sys.stderr)


def _write_usage(command: Any, ctx: Any, formatter: Any) -> None:
    pieces = " ".join(command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, _called(pieces), say("Usage:") + " ")


def _called(words: str) -> str:
    """Return what stands for something typed (`REPORT.docx...`) in the reader's words."""
    return re.sub("[A-Z]{3,}", lambda word: say(word[0]), words)


def _spoken(parameter: Any) -> Any:
    """Return an option or argument in the reader's words, as far as they are not yet."""
    if parameter.metavar:
        parameter.metavar = _called(parameter.metavar)
    if getattr(parameter, "help", None) in HELP:
        parameter.help = say(parameter.help)
    return parameter
