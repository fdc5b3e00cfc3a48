import numpy as np

from services.pose.peaks import find_peaks


def test_a_plateau_has_one_peak_in_its_middle() -> None:
    maps = np.zeros((19, 9, 9), np.float32)
    maps[3, 4:6, 4:6] = 0.8
    peaks = find_peaks(maps, 0.05, 10)
    assert peaks.joint.tolist() == [3]
    np.testing.assert_allclose(peaks.positions, [[4.5, 4.5]], atol=1e-3)
    np.testing.assert_allclose(peaks.scores, [0.8])


def test_only_the_highest_are_kept_of_each_joint() -> None:
    maps = np.zeros((19, 9, 20), np.float32)
    maps[0, 4, 2::4] = [0.2, 0.9, 0.4, 0.7, 0.3]
    maps[5, 4, 4] = 0.1
    peaks = find_peaks(maps, 0.05, 2)
    assert peaks.joint.tolist() == [0, 0, 5]
    np.testing.assert_allclose(peaks.scores, [0.9, 0.7, 0.1])
    np.testing.assert_allclose(peaks.positions[:, 0], [6, 14, 4], atol=1e-3)


def test_what_is_below_the_threshold_and_the_background_are_not_peaks() -> None:
    maps = np.zeros((19, 9, 9), np.float32)
    maps[2, 4, 4], maps[18, 4, 4] = 0.04, 1
    assert find_peaks(maps, 0.05, 10).joint.size == 0
