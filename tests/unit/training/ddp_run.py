"""Two processes train the toy, as `--devices 2` makes a command do; each writes what it met."""

import json
import sys
from pathlib import Path

from tests.unit.training.toy import ToyTraining, loaders, options
from training.trainer import make_trainer

folder = Path(sys.argv[1])
training = ToyTraining()
trainer = make_trainer(options(folder, devices=2, epochs=2), monitor="validation_loss")
trainer.fit(training, *loaders())
(folder / f"process-{trainer.global_rank}.json").write_text(
    json.dumps(
        {"met": training.met, "rates": training.rates, "weights": training.network.weight.flatten().tolist()}
    )
)
