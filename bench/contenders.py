"""The Python contenders: each loads its template once and then makes one report after the other.

`render` is what the documentation of the library tells its users to write. Foreign packages are
imported in `load`: they live in environments of their own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

Item = Any
"""What one report is made of: data, or the path of a review."""


class Contender:
    """One way of making reports; `environment` is its folder in the work folder."""

    environment: ClassVar[str] = "peers"
    template: ClassVar[str] = "jinja.docx"

    def items(self, source: Path) -> list[Item]:
        """Return what the reports are made of."""
        data: list[Item] = json.loads(source.read_text(encoding="utf-8"))
        return data

    def load(self, template: Path) -> None:
        """Do what is done once for all reports."""
        raise NotImplementedError

    def render(self, item: Item, out: Path) -> None:
        """Make one report and write it to `out`."""
        raise NotImplementedError

    def make(self, items: list[Item], out: Path, numbers: range) -> None:
        """Make the reports of those numbers, each under a name of its own."""
        for number in numbers:
            self.render(items[number % len(items)], out / f"{number:06d}.docx")


class Docxtpl(Contender):
    """A new template for each report, as documented; without autoescape `&` breaks the file."""

    def load(self, template: Path) -> None:
        """Remember the template."""
        from docxtpl import DocxTemplate

        self._make, self._template = DocxTemplate, str(template)

    def render(self, item: Item, out: Path) -> None:
        """Open, render, save."""
        document = self._make(self._template)
        document.render(item, autoescape=True)
        document.save(str(out))


class RustDocxtpl(Docxtpl):
    """A drop-in with parts in Rust; it owns the same import name, so it lives apart."""

    environment = "rust"


class MailMerge(Contender):
    """Word's merge fields: no loops within loops, so sections are fixed and rows repeat."""

    template = "mailmerge.docx"

    def load(self, template: Path) -> None:
        """Remember the template."""
        from mailmerge import (  # type: ignore[import-not-found,unused-ignore]
            MailMerge as Merge,
        )

        self._make, self._template = Merge, str(template)

    def render(self, item: Item, out: Path) -> None:
        """Merge rows and fields, write."""
        fields = {key: str(value) for key, value in item.items() if key != "sections"}
        with self._make(self._template) as document:
            for part, section in enumerate(item["sections"], 1):
                fields[f"s{part}_number"], fields[f"s{part}_name"] = (
                    section["number"],
                    section["name"],
                )
                for table in "dol":
                    rows = [_flat(c, f"{table}{part}_") for c in section["criteria"]]
                    document.merge_rows(f"{table}{part}_number", rows)
            document.merge(**fields)
            document.write(str(out))


def _flat(criterion: Mapping[str, Any], prefix: str) -> dict[str, str]:
    sources = "; ".join(source["text"] for source in criterion["sources"])
    return {f"{prefix}{key}": str(value) for key, value in criterion.items()} | {
        f"{prefix}sources": sources
    }


class DocgenPlain(Contender):
    """docgen without fields: the tags mean what docxtpl means, no controls; whole files or none."""

    environment = ""

    def load(self, template: Path) -> None:
        """Compile the template."""
        from docgen import load_template

        self._template = load_template(template)

    def render(self, item: Item, out: Path) -> None:
        """Render and put the file into its place."""
        write_whole(self._template.render(item), out)


class Docgen(DocgenPlain):
    """docgen as reports are made: the review's values in content controls, a store of checksums."""

    of_the_pack: ClassVar[tuple[str, ...]] = ("number", "name", "description")
    """What a pack prints of each criterion: no value of the review, so no control."""

    def load(self, template: Path) -> None:
        """Compile the template with fields for all it prints."""
        from docgen import load_template

        self._template = load_template(template, fields=review_fields(self.of_the_pack))

    def render(self, item: Item, out: Path) -> None:
        """Render with controls and put the file into its place."""
        about = {"program": "bench", "review": item["title"]}
        write_whole(self._template.render(item, mode="controls", about=about), out)


class DocgenEverywhere(Docgen):
    """The same with a control around each value that is printed, whatever it is."""

    of_the_pack = ()


def write_whole(data: bytes, out: Path) -> None:
    """Write to a temporary name and rename: the file is there whole or not at all."""
    part = out.with_name(f".{out.name}.part")
    part.write_bytes(data)
    part.replace(out)


def review_fields(of_the_pack: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return fields that make all printed values but those named values of the review."""
    from bench.inputs import HEADER
    from docgen.model import Field, Items

    def record(path: str, **kinds: str) -> dict[str, Any]:
        return {
            name: Field(kind, "" if name in of_the_pack else f"{path}{name}", name)
            for name, kind in kinds.items()
        }

    source = record("criteria.*.", text="line")
    criterion = record(
        "criteria.*.",
        number="line",
        name="line",
        description="text",
        score="score",
        comment="text",
        recommendation="text",
    )
    section = record("sections.*.", number="line", name="line")
    return {
        **record("", **dict.fromkeys(HEADER, "line")),
        **record("", title="line", intro="text", total="value", highest="value"),
        "sections": Items({**section, "criteria": Items({**criterion, "sources": Items(source)})}),
    }


class YamlChain(Contender):
    """YAML file to report as most scripts do it: PyYAML's SafeLoader, jsonschema, docxtpl.

    The schema and the template are docgen's own. The names the template prints were made before:
    this chain adds up no scores and builds no context.
    """

    loader: ClassVar[str] = "SafeLoader"

    def items(self, source: Path) -> list[Item]:
        """Return the paths of the reviews."""
        return sorted(source.rglob("unit-*.yaml"))  # without an id: their names are their ids

    def load(self, template: Path) -> None:
        """Read the schema and the names."""
        import jsonschema  # type: ignore[import-untyped,import-not-found,unused-ignore]
        import yaml
        from docxtpl import DocxTemplate

        folder = template.parent
        self._yaml, self._jsonschema, self._make = yaml, jsonschema, DocxTemplate
        self._template = str(template)
        self._schema = json.loads((folder / "schema.json").read_text(encoding="utf-8"))
        self._names = json.loads((folder / "names.json").read_text(encoding="utf-8"))

    def render(self, item: Item, out: Path) -> None:
        """Load, validate, open, render, save."""
        with item.open(encoding="utf-8") as file:
            data = self._yaml.load(file, getattr(self._yaml, self.loader))
        self._validate(data)
        document = self._make(self._template)
        number = int(item.stem.removeprefix("unit-")) % len(self._names)
        document.render(self._names[number], autoescape=True)
        document.save(str(out))

    def _validate(self, data: Any) -> None:
        self._jsonschema.validate(data, self._schema)


class TunedYamlChain(YamlChain):
    """The same with PyYAML's C loader and one validator for all reviews."""

    loader = "CSafeLoader"

    def load(self, template: Path) -> None:
        """Make the validator."""
        super().load(template)
        self._validator = self._jsonschema.Draft202012Validator(self._schema)

    def _validate(self, data: Any) -> None:
        self._validator.validate(data)


class DocgenChain(YamlChain):
    """docgen's own chain, a batch: plan, load, check, score, render with controls, manifest."""

    environment = ""

    def load(self, template: Path) -> None:
        """Do nothing: the pack knows its template."""

    def make(self, items: list[Item], out: Path, numbers: range) -> None:
        """Make the reports of the reviews at those places."""
        from docgen import make_reports

        for outcome in make_reports(items[numbers.start : numbers.stop], out):
            if outcome.error is not None:
                raise outcome.error


PYTHON: dict[str, type[Contender]] = {
    "docxtpl": Docxtpl,
    "rust-docxtpl": RustDocxtpl,
    "docx-mailmerge2": MailMerge,
    "docgen, no controls": DocgenPlain,
    "docgen": Docgen,
    "docgen, all in controls": DocgenEverywhere,
}
NODE = {
    "docxtemplater": "mustache.docx",
    "easy-template-x": "mustache.docx",
    "carbone": "carbone.docx",
}
"""Node's contenders with their templates; they are written in contenders.mjs."""
CHAINS: dict[str, type[Contender]] = {
    "PyYAML + jsonschema + docxtpl": YamlChain,
    "the same, C loader, one validator": TunedYamlChain,
    "docgen": DocgenChain,
}
