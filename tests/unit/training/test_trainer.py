import pytest

from training.trainer import factor_at


def test_the_rate_warms_up_peaks_and_ends_at_nothing() -> None:
    assert factor_at(0.0, 0.1) == 0.02
    assert factor_at(0.05, 0.1) == pytest.approx(0.5)
    assert factor_at(0.1, 0.1) == pytest.approx(1.0)
    assert factor_at(0.55, 0.1) == pytest.approx(0.5)
    assert factor_at(1.0, 0.1) == pytest.approx(0.0)
    assert factor_at(1.3, 0.1) == pytest.approx(0.0)
