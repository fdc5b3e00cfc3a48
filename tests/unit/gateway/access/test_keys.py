from pathlib import Path

import pytest

from gateway.access.errors import AccessError
from gateway.access.keys import ApiKeys, new_key


def test_a_key_is_known_by_the_line_that_was_made_with_it(tmp_path: Path) -> None:
    (first, first_line), (second, second_line) = new_key("app"), new_key("web")
    file = tmp_path / "keys"
    file.write_text(f"# front ends\n{first_line}  # the app\n\n{second_line}\n")
    keys = ApiKeys.read(file)
    assert (keys.holder(first), keys.holder(second), len(keys)) == ("app", "web", 2)
    assert keys.holder(first[:-1]) is None
    assert keys.holder("") is None
    assert first not in file.read_text()


@pytest.mark.parametrize("text", ["app abc", "app", "a b c", "../x " + "0" * 64, "\x00"])
def test_a_bad_line_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "keys"
    file.write_text(f"\n{text}\n")
    with pytest.raises(AccessError, match=r"keys:2: "):
        ApiKeys.read(file)


def test_a_file_without_a_key_does_not_open_the_api(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("# none yet\n")
    with pytest.raises(AccessError, match="has no key"):
        ApiKeys.read(tmp_path / "keys")
    with pytest.raises(AccessError, match="cannot be read"):
        ApiKeys.read(tmp_path / "absent")


@pytest.mark.parametrize("name", ["", "a b", "a\nb", "x" * 41])
def test_a_name_that_cannot_be_read_back_is_refused(name: str) -> None:
    with pytest.raises(AccessError, match="name"):
        new_key(name)
