"""The models that are served, and how newer files take their place while requests go on.

The repository is a folder, `models/<name>/<version>/model.onnx`. It is polled, since network volumes tell of
no change. A file that is new is loaded beside the one that serves, checked, warmed up, and then switched in
by one assignment. A file that does not fit changes nothing but the list of what was refused.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import structlog

from serving.errors import NotReady
from serving.inference.model import Model, Models
from serving.inference.repository import ModelFile, list_files

log = structlog.get_logger()


class ModelStore:
    """Chooses, loads and swaps the models of one task.

    Args:
        repository: the folder of the models.
        names: the models that the task needs; a later one may depend on an earlier one.
        load: reads one file; an error rejects it.
        check: raises `ModelRejected` where the last of the given models does not fit the task or the others.
        warm_up: runs the chosen models once before they serve; an error rejects them.
        pinned: the only version to serve.
    """

    def __init__(
        self,
        repository: Path,
        names: tuple[str, ...],
        *,
        load: Callable[[Path], Model],
        check: Callable[[Models], None],
        warm_up: Callable[[Models], None],
        pinned: int | None = None,
    ) -> None:
        self._repository = repository
        self._names = names
        self._load = load
        self._check = check
        self._warm_up = warm_up
        self._pinned = pinned
        self._serving: dict[str, Model] = {}
        self._loaded: dict[ModelFile, Model] = {}
        self._rejected: dict[ModelFile, str] = {}
        self._seen: frozenset[ModelFile] | None = None

    @property
    def models(self) -> Models:
        """What serves now. Keep the reference for as long as a batch lasts.

        Raises:
            NotReady: nothing serves yet.
        """
        if not self._serving:
            raise NotReady(self.complaint or "models are loading")
        return self._serving

    @property
    def complaint(self) -> str | None:
        """Why nothing serves; None while something does."""
        if self._serving:
            return None
        reasons = [f"{file.name}@{file.version}: {reason}" for file, reason in self._rejected.items()]
        missing = [name for name in self._names if not list_files(self._repository, name, self._pinned)]
        version = "<version>" if self._pinned is None else str(self._pinned)
        reasons += [f"no file {self._repository / name / version / 'model.onnx'}" for name in missing]
        return "; ".join(reasons) or "models are loading"

    @property
    def rejected(self) -> Mapping[ModelFile, str]:
        """The files that were refused, and why."""
        return self._rejected

    def refresh(self) -> bool:
        """Look for changed files and swap if a better choice stands; True if it did.

        Slow while it loads: call it in a thread, one call at a time.
        """
        files = {name: list_files(self._repository, name, self._pinned) for name in self._names}
        seen = frozenset(file for listed in files.values() for file in listed)
        if seen == self._seen:
            return False
        rejected: dict[ModelFile, str] = {}
        swapped = self._swap({name: self._candidates(name, files[name]) for name in files}, rejected)
        self._seen = seen
        self._rejected = {file: reason for file, reason in rejected.items() if file not in self._loaded}
        for file, reason in self._rejected.items():
            log.error("model rejected", model=file.name, version=file.version, reason=reason)
        return swapped

    def _candidates(self, name: str, files: list[ModelFile]) -> list[ModelFile]:
        """The files; behind a rewritten one what had been loaded from it, as the rewrite may be bad."""
        versions = {file.version for file in files}
        kept = [file for file in self._loaded if file.name == name and file.version in versions]
        return sorted(dict.fromkeys([*files, *kept]), key=lambda file: -file.version)

    def _swap(self, files: Mapping[str, list[ModelFile]], rejected: dict[ModelFile, str]) -> bool:
        for chosen in self._choices(files, rejected):
            if chosen.keys() == self._loaded.keys():
                return False
            serving = {model.name: model for model in chosen.values()}
            try:
                self._warm_up(serving)
            except Exception as error:
                rejected.update((file, _reason(error)) for file in chosen.keys() - self._loaded.keys())
                continue
            self._serving, self._loaded = serving, chosen
            log.info("models serve", models=[model.identifier for model in serving.values()])
            return True
        return False

    def _choices(
        self, files: Mapping[str, list[ModelFile]], rejected: dict[ModelFile, str]
    ) -> Iterator[dict[ModelFile, Model]]:
        """One file per name, all fitting each other, the highest versions first.

        A head that does not fit one trunk may fit another, so only a file that cannot be loaded is passed
        over for good; and a trunk is of no use before its heads are there.

        Raises:
            NotReady: the device is not there, which is no fault of a file's.
        """
        opened: dict[ModelFile, Model | None] = dict(self._loaded)

        def extend(chosen: dict[ModelFile, Model]) -> Iterator[dict[ModelFile, Model]]:
            if len(chosen) == len(self._names):
                yield chosen
                return
            name, *others = self._names[len(chosen) :]
            for file in files[name]:
                try:
                    if file not in opened:
                        opened[file] = None
                        opened[file] = self._load(file.path)
                    model = opened[file]
                    if model is None:
                        continue
                    candidate = {**chosen, file: model}
                    self._check({model.name: model for model in candidate.values()})
                except NotReady:
                    raise
                except Exception as error:
                    rejected.setdefault(file, _reason(error))
                    continue
                fitted = False
                for complete in extend(candidate):
                    fitted = True
                    yield complete
                if not fitted:
                    rejected[file] = f"no {' and '.join(others)} to go with it"

        return extend({})


def _reason(error: Exception) -> str:
    return str(error)[:500] or type(error).__name__
