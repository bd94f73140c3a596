"""Give out several pieces of a report at once: each handing over costs as much as a short value.

Jinja's code hands over each text and each value by itself. Those that always follow each other are
joined into one, a few at a time, so that what is written is still counted before it is much.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from docgen.word.render.budget import JOINED


def with_fewer_yields(code: ast.Module) -> ast.Module:
    """Return the code, changed in its place; what it writes and does stays as it was."""
    for node in ast.walk(code):
        for name in ("body", "orelse"):
            found = getattr(node, name, None)
            if isinstance(found, list):
                setattr(node, name, [*_joined(found)])
    return code


def _joined(statements: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements; what yields and stands together becomes one of them."""
    run: list[ast.expr] = []
    for statement in statements:
        value = _yielded(statement)
        if run and (value is None or len(run) == JOINED):
            yield _as_one(run)
            run = []
        if value is None:
            yield statement
        else:
            run.append(value)
    if run:
        yield _as_one(run)


def _yielded(statement: ast.stmt) -> ast.expr | None:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Yield):
        return statement.value.value
    return None


def _as_one(pieces: list[ast.expr]) -> ast.stmt:
    whole = pieces[0]
    if len(pieces) > 1:
        join = ast.Name("concat", ast.Load())  # Jinja's own name for it, in every such function
        whole = ast.Call(join, [ast.Tuple(pieces, ast.Load())], [])
    found = ast.Expr(ast.Yield(whole))
    return ast.fix_missing_locations(ast.copy_location(found, pieces[0]))
