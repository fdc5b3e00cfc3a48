"""What a process imports is what its image must hold."""

import subprocess
import sys

import pytest

HEAVY = {"cv2", "PIL", "onnxruntime", "lancedb", "pyarrow", "torch", "lightning", "playwright"}
IMPORTED = """
import sys
import {module}
print(*{{name.partition(".")[0] for name in sys.modules}})
"""


@pytest.mark.parametrize(
    ("module", "wanted"),
    [
        ("gateway.app", {"cv2", "PIL"}),
        ("services.pose.app", {"cv2", "PIL", "onnxruntime"}),
        ("services.gender.app", {"cv2", "PIL", "onnxruntime"}),
        ("services.clothes.app", {"cv2", "PIL", "onnxruntime"}),
        ("services.recommender.app", {"lancedb", "pyarrow"}),
        ("services.recommender.cli.catalog", {"lancedb", "pyarrow"}),
        ("services.recommender.cli.pictures", {"cv2", "PIL", "onnxruntime"}),
    ],
)
def test_a_process_imports_no_heavy_package_that_it_does_not_need(module: str, wanted: set[str]) -> None:
    command = [sys.executable, "-c", IMPORTED.format(module=module)]
    imported = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    assert HEAVY.intersection(imported) == wanted
