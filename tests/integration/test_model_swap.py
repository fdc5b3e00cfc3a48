"""Files dropped into the model repository of a running system."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from benchmarks.unseen import UnseenPhoto
from contracts.gateway import RecommendationsResponse
from contracts.model import ModelResponse
from deploy.local.plan import MODELS, ROOT
from tests.integration.load import send_all
from tests.stack import Stack

SEEN_WITHIN_S = 20


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
    response = httpx.get(f"{stack.plan.url('gender')}/v1/model", trust_env=False)
    return ModelResponse.model_validate_json(response.content)


@pytest.mark.timeout(300)
def test_a_bad_file_changes_no_answer_and_a_good_one_is_switched_in(
    own_stack: Stack, repository: Path, photos: tuple[UnseenPhoto, ...]
) -> None:
    first = served(own_stack).models[0]
    data = [photo.data for photo in photos][:30]

    bad = repository / "gender" / "99"
    bad.mkdir()
    (bad / "model.onnx").write_bytes(b"this is no network")
    deadline = time.monotonic() + SEEN_WITHIN_S
    while not served(own_stack).rejected:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert served(own_stack).rejected[0].version == 99
    assert served(own_stack).models == [first]
    for reply in send_all(own_stack.url, data, 4):
        answer = RecommendationsResponse.model_validate_json(reply.content)
        assert answer.degraded == []
        assert answer.models.get("gender", first.name) in {f"gender@{first.version}", first.name}

    def drop_good_file() -> None:
        good = repository / "gender" / "100"
        shutil.copytree(repository / "gender" / str(first.version), good)
        while served(own_stack).models[0].version != 100:
            time.sleep(0.05)

    replies = send_all(own_stack.url, data * 3, 4, drop_good_file)
    assert [reply.status for reply in replies] == [200] * len(replies)
    assert all(not RecommendationsResponse.model_validate_json(reply.content).degraded for reply in replies)
    assert served(own_stack).models[0].version == 100
    assert served(own_stack).models[0].sha256 == first.sha256

    shutil.rmtree(repository / "gender" / "100")
    deadline = time.monotonic() + SEEN_WITHIN_S
    while served(own_stack).models[0].version != first.version:
        assert time.monotonic() < deadline
        time.sleep(0.1)
