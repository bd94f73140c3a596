"""Install the peers into the work folder and write the inputs: `python -m bench.setup`.

Needs pip's package index, and node and npm for the three contenders of Node.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import venv

from bench.dialects import write_templates
from bench.inputs import write_data
from bench.timing import python_of, work_folder

PEERS = {
    "peers": [
        "docxtpl==0.20.2",
        "docx-mailmerge2==1.0.3",
        "PyYAML==6.0.3",
        "jsonschema==4.26.0",
    ],
    "rust": ["rust-docxtpl==0.1.2"],
}
"""By environment: what is installed there."""
NODE_PEERS = {
    "carbone": "3.8.2",
    "docxtemplater": "3.71.0",
    "easy-template-x": "7.2.8",
    "pizzip": "3.3.0",
}


def main() -> None:
    """Install what is missing, write the inputs anew."""
    work = work_folder()
    for name, packages in PEERS.items():
        if not (work / name).exists():
            venv.create(work / name, with_pip=True)
        subprocess.run([python_of(name), "-m", "pip", "install", "-q", *packages], check=True)
    npm = shutil.which("npm")
    if npm is None:
        print("npm is not there: the contenders of Node will be left out", file=sys.stderr)
    else:
        node = work / "node"
        node.mkdir(exist_ok=True)
        package = json.dumps({"private": True, "dependencies": NODE_PEERS})
        (node / "package.json").write_text(package, encoding="utf-8")
        subprocess.run(
            [npm, "install", "--no-fund", "--no-audit", "--silent"], cwd=node, check=True
        )
    write_inputs()
    print(f"ready: {work}")


def write_inputs() -> None:
    """Write data and templates into the work folder."""
    write_data(work_folder() / "data")
    write_templates(work_folder() / "templates")


if __name__ == "__main__":
    main()
