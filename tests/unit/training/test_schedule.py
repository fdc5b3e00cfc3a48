import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.training.toy import ToyTraining, loaders, options
from training.schedule import TimedCosine, factor_at
from training.trainer import make_trainer

quiet = pytest.mark.filterwarnings("ignore::UserWarning:lightning", "ignore::FutureWarning:lightning")


def test_the_rate_warms_up_peaks_and_ends_at_nothing() -> None:
    assert factor_at(0.0, 0.1) == 0.02
    assert factor_at(0.05, 0.1) == pytest.approx(0.5)
    assert factor_at(0.1, 0.1) == pytest.approx(1.0)
    assert factor_at(0.55, 0.1) == pytest.approx(0.5)
    assert factor_at(1.0, 0.1) == pytest.approx(0.0)
    assert factor_at(1.3, 0.1) == pytest.approx(0.0)


@given(st.floats(0, 2), st.floats(0.01, 0.5))
def test_the_rate_never_leaves_its_bounds(progress: float, warm_up: float) -> None:
    assert 0 <= factor_at(progress, warm_up) <= 1


@quiet
@pytest.mark.usefixtures("own_process")
def test_without_a_limit_of_time_the_steps_of_all_epochs_are_the_run(tmp_path: Path) -> None:
    training = ToyTraining(rate=0.05)
    make_trainer(options(tmp_path, epochs=3), monitor="validation_loss").fit(training, *loaders())
    assert training.rates == pytest.approx([0.05 * factor_at(step / 24, 0.04) for step in range(24)])


@quiet
@pytest.mark.usefixtures("own_process")
def test_a_run_whose_time_was_used_up_before_ends_at_once(tmp_path: Path) -> None:
    training = ToyTraining()
    trainer = make_trainer(options(tmp_path, minutes=1), monitor="validation_loss")
    schedule = next(one for one in trainer.callbacks if isinstance(one, TimedCosine))  # type: ignore[attr-defined]
    assert schedule.seconds_left(trainer) == math.inf
    schedule.load_state_dict({"used": 60.5})
    trainer.fit(training, *loaders())
    assert training.rates == [pytest.approx(0)]
    assert schedule.seconds_left(trainer) == 0
    assert schedule.state_dict()["used"] > 60.5
