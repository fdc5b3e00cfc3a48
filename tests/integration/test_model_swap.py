"""Files dropped into the model repository of a running system."""

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from benchmarks.unseen import UnseenPhoto
from contracts.model import ModelResponse
from deploy.local.plan import MODELS, ROOT
from tests.integration.load import Reply, send_all
from tests.stack import Stack
from tests.waiting import get, wait_until


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A model repository of our own, whose files are those that ship."""
    for name in MODELS:
        shutil.copytree(ROOT / "models" / name, tmp_path / "models" / name, copy_function=os.link)
    return tmp_path / "models"


@pytest.fixture
def own_stack(tmp_path: Path, catalog: Path, repository: Path) -> Iterator[Stack]:
    """Five processes that serve from that repository."""
    running = Stack(tmp_path, CATALOG_URI=str(catalog), MODELS_DIR=str(repository), MODEL_POLL_S="0.2")
    try:
        running.start()
        yield running
    finally:
        running.stop()


def served(stack: Stack) -> ModelResponse:
    return ModelResponse.model_validate_json(get(f"{stack.plan.url('gender')}/v1/model").content)


def test_a_bad_file_changes_no_answer_and_a_good_one_is_switched_in(
    own_stack: Stack, repository: Path, photos: tuple[UnseenPhoto, ...]
) -> None:
    first = served(own_stack).models[0]
    data = [photo.data for photo in photos][:30]

    bad = repository / "gender" / "99"
    bad.mkdir()
    (bad / "model.onnx").write_bytes(b"this is no network")
    wait_until(lambda: bool(served(own_stack).rejected))
    assert served(own_stack).rejected[0].version == 99
    assert served(own_stack).models == [first]
    for reply in send_all(own_stack.url, data, 4):
        assert reply.is_whole
        assert reply.answer.models.get("gender", first.name) in {f"gender@{first.version}", first.name}

    def drop_good_file(_: Sequence[Reply]) -> None:
        good = repository / "gender" / "100"
        shutil.copytree(repository / "gender" / str(first.version), good)
        wait_until(lambda: served(own_stack).models[0].version == 100)

    replies = send_all(own_stack.url, data * 3, 4, drop_good_file)
    assert [reply.status for reply in replies] == [200] * len(replies)
    assert all(reply.is_whole for reply in replies)
    assert served(own_stack).models[0].version == 100
    assert served(own_stack).models[0].sha256 == first.sha256

    shutil.rmtree(repository / "gender" / "100")
    wait_until(lambda: served(own_stack).models[0].version == first.version)
