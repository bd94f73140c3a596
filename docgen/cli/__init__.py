"""The command line, one module per command."""

from docgen.cli.app import main as main
