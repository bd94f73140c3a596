"""The command line: `docgen COMMAND ...`; a command's module is imported when it is asked for."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from docgen.bounds.garbage import collect_seldom, freeze
from docgen.bounds.unforeseen import faults_of
from docgen.cli.quick import plain_render
from docgen.cli.stopping import listening
from docgen.errors import DocgenError, UsageError
from docgen.model.tongue import LANGUAGES, ask_for, begin_with, language_of, of_system, say

if TYPE_CHECKING:
    import typer

COMMANDS = (
    "init",
    "new",
    "form",
    "check",
    "score",
    "render",
    "pull",
    "status",
    "serve",
    "export",
    "merge-driver",
    "packs",
    "pack",
    "schema",
    "fields",
    "preview",
    "lint",
    "explain",
    "doctor",
)
"""Names of the commands in the order of the help, and of the modules below docgen.cli."""

UNLISTED = ("merge-driver",)
"""Commands that other programs call: the help does not list them."""

INTERRUPTED = 130
"""What a shell calls a command that Ctrl-C ended."""


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit: 0 done, 1 a fault in the files, 2 wrong usage."""
    _speak_utf8()
    as_program = argv is None
    if as_program and "render" in sys.argv[1:]:
        collect_seldom()  # soon over; what serves goes on looking as it is used to
    with listening() as request:
        code = _code(list(sys.argv[1:] if argv is None else argv))
        if code == INTERRUPTED or request.number:
            code = request.exit_code
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second one finds nothing left to stop
            with suppress(OSError):  # a terminal that was closed
                print(
                    say("stopped; what is finished is whole, run it again to go on"),
                    file=sys.stderr,
                )
    _tell_of_cache()
    if as_program:
        freeze()
    sys.exit(code)


def _tell_of_cache() -> None:
    """Say why a command that wanted its cache had none, if others might have a hand in it."""
    from docgen.cache import cache_note  # which most commands have imported by now

    if note := cache_note():
        with suppress(OSError):
            print(note, file=sys.stderr)


def _code(argv: list[str]) -> int:
    """Run the command line and return the exit code."""
    try:
        with faults_of("docgen"):
            code = _run(argv)
            sys.stdout.flush()
    except DocgenError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; nobody is left to be told.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def _run(argv: list[str]) -> int:
    """Return the exit code of the command that `argv` names."""
    argv = _without_language(argv)
    plain = plain_render(argv)
    if plain is not None:
        from docgen.cli.rendering import render

        return render(plain.paths, plain.out, plain.options, plain.effort, pdf=plain.pdf)
    from docgen.cli.addresses import refuse_addresses
    from docgen.cli.typerwords import run

    refuse_addresses(argv)
    return run(make_app(argv), argv)


def _without_language(argv: list[str]) -> list[str]:
    """Return the line without `--lang CODE`, which may stand anywhere; speak that language."""
    begin_with(of_system())
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        if word != "--lang" and not word.startswith("--lang="):
            rest.append(word)
            continue
        wanted = next(words, "") if word == "--lang" else word.partition("=")[2]
        language = language_of(wanted)
        if not language:
            raise UsageError(
                say(
                    "--lang {wanted}: there are {languages}",
                    wanted=wanted,
                    languages=", ".join(LANGUAGES),
                )
            )
        ask_for(language)
    return rest


def make_app(argv: Sequence[str]) -> typer.Typer:
    """Return the typer application with the one command that `argv` names, or with all."""
    import typer.core

    from docgen.cli.options import root
    from docgen.cli.typerwords import Command, Group

    vars(typer.core)["_"] = say  # with which it says some of its words

    app = typer.Typer(
        cls=Group,
        help=say("IPS fidelity reviews in YAML become finished, editable Word reports."),
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(root)
    wanted = argv[0] if argv else ""
    for name in [wanted] if wanted in COMMANDS else COMMANDS:
        command = import_module(f"docgen.cli.{name.replace('-', '_')}").command
        from inspect import cleandoc  # a plain `render` line never comes here

        text = say(cleandoc(command.__doc__ or ""))
        app.command(name, cls=Command, help=text, hidden=name in UNLISTED)(command)
    return app


def _speak_utf8() -> None:
    """Make output UTF-8 on every system; a console shows what it can."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            errors = "replace" if stream.isatty() else "backslashreplace"
            stream.reconfigure(encoding="utf-8", errors=errors)
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="surrogateescape")
