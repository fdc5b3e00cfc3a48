import subprocess
import sys

import pytest

FAULTS = """
import resource, sys
import torch
from training.memory import keep_buffers

if sys.argv[1] == "keep":
    keep_buffers()
torch.set_num_threads(1)
photos = torch.zeros(9 << 20, requires_grad=True)  # 36 MiB: above what glibc ever keeps by itself


def page_faults_of_a_step():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    photos.tanh().exp().sum().backward()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


print(*[page_faults_of_a_step() for _ in range(14)])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's way")
def test_steps_of_training_come_without_page_faults_once_their_memory_was_used() -> None:
    def faults(how: str) -> int:
        done = subprocess.run(
            [sys.executable, "-c", FAULTS, how], check=True, capture_output=True, text=True, timeout=600
        )
        return sum(int(count) for count in done.stdout.split()[-4:])

    assert faults("keep") < 0.2 * faults("leave")
