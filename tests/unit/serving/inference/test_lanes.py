import pytest

from serving.errors import NotReady
from serving.inference import lanes as module
from serving.inference.lanes import Lanes, lanes


@pytest.mark.parametrize(
    ("cores", "threads", "expected"),
    [
        (1, 1, Lanes(at_once=1, together=1, threads=1)),
        (2, 1, Lanes(at_once=2, together=1, threads=1)),
        (5, 2, Lanes(at_once=2, together=1, threads=2)),
        (2, 8, Lanes(at_once=1, together=1, threads=2)),
    ],
)
def test_the_cores_are_shared_out(
    monkeypatch: pytest.MonkeyPatch, cores: int, threads: int, expected: Lanes
) -> None:
    monkeypatch.setattr(module, "available_cores", lambda: cores)
    assert lanes("cpu", 16, threads) == expected


def test_a_gpu_computes_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "execution_provider", lambda _: "CUDAExecutionProvider")
    assert lanes("cuda", 16) == Lanes(at_once=1, together=16, threads=None)


def test_a_device_that_is_not_there_is_told() -> None:
    with pytest.raises(NotReady, match="DEVICE=tensorrt"):
        lanes("tensorrt", 16)
