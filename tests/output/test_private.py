"""A folder is private when nobody else can have a hand in what lies there, all the way up."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docgen.output import private
from docgen.output.private import is_others_work, why_not_private

NOBODY = 65_534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A private folder in two of the user's, below what the system has above them."""
    tmp_path.chmod(0o755)
    place = tmp_path / "hjem ø" / "cache"
    place.mkdir(parents=True, mode=0o755)
    place.parent.chmod(0o755)
    place.chmod(0o700)
    assert why_not_private(place) == ""
    return place


@pytest.mark.parametrize("mode", [0o710, 0o701, 0o750, 0o770, 0o777, 0o704])
def test_the_folder_itself_is_closed_to_all_others(folder: Path, mode: int) -> None:
    folder.chmod(mode)
    assert why_not_private(folder) == f"{folder} is open to others (chmod go-rwx {folder})"


@pytest.mark.parametrize(
    ("mode", "private"),
    [
        pytest.param(0o755, True, id="others may look"),
        pytest.param(0o775, False, id="the group may write"),
        pytest.param(0o777, False, id="all may write"),
        pytest.param(0o757, False, id="all but the group may write"),
        pytest.param(0o1777, True, id="all may write, but to their own alone"),
    ],
)
@pytest.mark.parametrize("above", [1, 2])
def test_nobody_writes_above_it(folder: Path, above: int, mode: int, private: bool) -> None:
    place = folder.parents[above - 1]
    place.chmod(mode)
    why = why_not_private(folder)
    assert why == ("" if private else f"others can write to {place} (chmod go-w {place})")


@pytest.mark.parametrize("above", [0, 1, 2])
def test_all_folders_are_the_users_or_the_systems(
    folder: Path, above: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = [folder, *folder.parents][above]
    true_stat = Path.stat

    def stat(self: Path, **options: bool) -> os.stat_result:
        found = true_stat(self, **options)
        if self == place:
            found = os.stat_result((*found[:4], NOBODY, *found[5:]))
        return found

    monkeypatch.setattr(Path, "stat", stat)
    assert why_not_private(folder) == f"{place} belongs to somebody else"


@pytest.mark.parametrize("open_", ["the folder of the link", "the folder it leads to"])
def test_both_ends_of_a_link_count(tmp_path: Path, folder: Path, open_: str) -> None:
    links = tmp_path / "links"
    links.mkdir(mode=0o755)
    (links / "cache").symlink_to(folder)
    assert why_not_private(links / "cache") == ""
    place = links if open_ == "the folder of the link" else folder.parent
    place.chmod(0o777)
    assert why_not_private(links / "cache") == f"others can write to {place} (chmod go-w {place})"


def test_a_missing_folder_is_an_error(folder: Path) -> None:
    with pytest.raises(FileNotFoundError):
        why_not_private(folder / "nothing")


@pytest.mark.parametrize(
    ("mode", "others"),
    [(0o600, False), (0o644, False), (0o664, True), (0o646, True), (0o666, True)],
)
def test_a_file_that_others_can_write_to_is_others_work(
    tmp_path: Path, mode: int, others: bool
) -> None:
    file = tmp_path / "file"
    file.touch()
    file.chmod(mode)
    assert is_others_work(file.stat()) is others


def test_a_file_of_another_user_is_others_work(tmp_path: Path) -> None:
    status = tmp_path.stat()
    assert is_others_work(os.stat_result((0o100600, *status[1:4], NOBODY, *status[5:])))


# --- Windows ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "private"),
    [
        pytest.param("Users/Anna/AppData/Local/docgen", True, id="in the profile"),
        pytest.param("Users/Bo/AppData/Local/docgen", False, id="in the profile of another"),
        pytest.param("share/docgen", False, id="on a share"),
        pytest.param("Users/Anna/../Bo", False, id="out of the profile by its dots"),
        pytest.param("Users/Anna/link", False, id="out of the profile by a link"),
        pytest.param("Users/AnnaB", False, id="a name that begins alike"),
    ],
)
def test_on_windows_the_profile_is_the_limit(tmp_path: Path, place: str, private: bool) -> None:
    profile = tmp_path / "Users" / "Anna"
    profile.mkdir(parents=True)
    (profile / "link").symlink_to(tmp_path)
    why = outside_of_profile(tmp_path / place, {"USERPROFILE": str(profile)})
    assert (why == "") is private
    assert private or f"lies outside of your profile ({profile})" in why


def test_on_windows_no_profile_means_no_cache(tmp_path: Path) -> None:
    assert "which is not set" in outside_of_profile(tmp_path, {})


def outside_of_profile(folder: Path, environment: dict[str, str]) -> str:
    return private._outside_of_profile(folder, environment)
