"""`docgen doctor`: what docgen finds on this machine."""

from __future__ import annotations

from commands import docgen


def test_doctor_tells_versions_packs_and_programs(tmp_path):
    ran = docgen(tmp_path, "doctor")
    for word in ("docgen", "Python", "docxtpl", "pack dk", "LibreOffice", "cache"):
        assert word in ran.stdout
    (tmp_path / "templates" / "zz").mkdir(parents=True)
    (tmp_path / "templates" / "zz" / "pack.yaml").write_text("code: zz\n", encoding="utf-8")
    broken = docgen(tmp_path, "doctor")
    assert broken.returncode == 1
    assert "! pack zz" in broken.stdout
