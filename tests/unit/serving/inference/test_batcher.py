"""The batcher's promises one by one; all of them at once are in `test_batcher_properties`."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from serving.errors import ModelFailure, NotReady, Overloaded, Unprocessable
from serving.inference.batcher import Batcher
from tests.unit.serving.inference.gated_model import GatedModel, Item
from tests.waiting import PATIENCE_S

Scenario = Callable[[GatedModel, Batcher[Item, str]], Coroutine[Any, Any, None]]


def play(scenario: Scenario, max_batch: int = 4, at_once: int = 1, max_waiting: int = 6) -> GatedModel:
    async def run() -> GatedModel:
        model = GatedModel()
        batcher: Batcher[Item, str] = Batcher(
            model.predict,
            key=lambda item: item.key,
            max_batch=max_batch,
            at_once=at_once,
            max_waiting=max_waiting,
        )
        await scenario(model, batcher)
        model.open()
        await batcher.close()
        return model

    return asyncio.run(run())


def numbers(model: GatedModel) -> list[list[int]]:
    return [[item.number for item in batch] for batch in model.batches]


async def submit_each(batcher: Batcher[Item, str], *items: Item) -> list["asyncio.Task[list[str]]"]:
    callers = [asyncio.create_task(batcher.submit([item])) for item in items]
    await asyncio.sleep(0)
    return callers


def test_a_lone_item_does_not_wait_and_those_behind_it_share_a_batch() -> None:
    async def scenario(model: GatedModel, batcher: Batcher[Item, str]) -> None:
        first = await submit_each(batcher, Item(0))
        await model.settled(first)
        others = await submit_each(batcher, *map(Item, range(1, 7)))
        model.open()
        assert await asyncio.gather(*first, *others) == [[f"result {n}"] for n in range(7)]

    assert numbers(play(scenario)) == [[0], [1, 2, 3, 4], [5, 6]]


def test_only_equal_keys_share_a_batch_and_the_oldest_goes_first() -> None:
    async def scenario(model: GatedModel, batcher: Batcher[Item, str]) -> None:
        first = await submit_each(batcher, Item(0))
        await model.settled(first)
        await submit_each(batcher, Item(1, key=1), Item(2, key=2), Item(3, key=1), Item(4, key=2))

    assert numbers(play(scenario)) == [[0], [1, 3], [2, 4]]


def test_so_many_batches_are_computed_at_once_and_the_items_of_one_caller_are_among_them() -> None:
    async def scenario(model: GatedModel, batcher: Batcher[Item, str]) -> None:
        callers = [asyncio.create_task(batcher.submit([Item(number) for number in range(5)]))]
        await model.computes(3)
        assert batcher.waiting == 2
        model.release()
        await model.computes(4)
        assert batcher.waiting == 1
        callers += await submit_each(batcher, Item(5))
        model.open()
        assert await asyncio.gather(*callers) == [[f"result {number}" for number in range(5)], ["result 5"]]
        # none computes any more: whoever comes now is not left waiting
        later = await asyncio.wait_for(batcher.submit([Item(6), Item(7)]), PATIENCE_S)
        assert later == ["result 6", "result 7"]

    assert sorted(numbers(play(scenario, max_batch=1, at_once=3))) == [[number] for number in range(8)]


def test_a_full_queue_refuses_at_once_and_takes_nothing_of_what_it_refuses() -> None:
    async def scenario(model: GatedModel, batcher: Batcher[Item, str]) -> None:
        first = await submit_each(batcher, Item(0))
        await model.settled(first)
        await submit_each(batcher, *map(Item, range(1, 6)))
        with pytest.raises(Overloaded, match="5 of 6 places"):
            await batcher.submit([Item(8), Item(9)])
        assert batcher.waiting == 5
        await submit_each(batcher, Item(6))
        with pytest.raises(Overloaded):
            await batcher.submit([Item(7)])

    assert numbers(play(scenario)) == [[0], [1, 2, 3, 4], [5, 6]]


def test_who_leaves_frees_its_place_and_is_not_computed() -> None:
    async def scenario(model: GatedModel, batcher: Batcher[Item, str]) -> None:
        first = await submit_each(batcher, Item(0))
        await model.settled(first)
        waiting = await submit_each(batcher, *map(Item, range(1, 7)))
        waiting[2].cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting[2]
        assert batcher.waiting == 5
        await submit_each(batcher, Item(7))

    assert numbers(play(scenario)) == [[0], [1, 2, 4, 5], [6, 7]]


def test_who_leaves_while_being_computed_does_not_disturb_its_neighbours() -> None:
    async def scenario(model: GatedModel, batcher: Batcher[Item, str]) -> None:
        first = await submit_each(batcher, Item(0))
        await model.settled(first)
        callers = await submit_each(batcher, Item(1), Item(2), Item(3))
        model.release()
        await model.settled(callers)
        assert [item.number for item in model.computing] == [1, 2, 3]
        callers[1].cancel()
        model.release()
        assert await callers[0] == ["result 1"]
        assert await callers[2] == ["result 3"]

    assert numbers(play(scenario)) == [[0], [1, 2, 3]]


def test_only_the_item_at_fault_fails() -> None:
    async def scenario(model: GatedModel, batcher: Batcher[Item, str]) -> None:
        first = await submit_each(batcher, Item(0))
        await model.settled(first)
        bad = [Item(2, fault=ZeroDivisionError), Item(3, fault=Unprocessable)]
        callers = await submit_each(batcher, Item(1), *bad, Item(4))
        model.open()
        results = await asyncio.gather(*callers, return_exceptions=True)
        assert results[0] == ["result 1"]
        assert results[3] == ["result 4"]
        assert isinstance(results[1], ModelFailure)
        assert str(results[1]) == "ZeroDivisionError: item 2"
        assert isinstance(results[1].__cause__, ZeroDivisionError)
        assert isinstance(results[2], Unprocessable)

    assert numbers(play(scenario)) == [[0], [1, 2, 3, 4], [1], [2], [3], [4]]


def test_the_next_batch_is_well_after_one_that_failed() -> None:
    async def scenario(model: GatedModel, batcher: Batcher[Item, str]) -> None:
        model.open()
        # a future cannot hold a StopIteration: an unguarded batcher waits for ever
        for fault in (StopIteration, RuntimeError):
            with pytest.raises(ModelFailure, match=fault.__name__):
                await asyncio.wait_for(batcher.submit([Item(0, fault=fault)]), PATIENCE_S)
        assert await batcher.submit([Item(1), Item(2)]) == ["result 1", "result 2"]

    play(scenario)


def test_closing_computes_what_waits_and_takes_nothing_more() -> None:
    async def scenario(model: GatedModel, batcher: Batcher[Item, str]) -> None:
        callers = await submit_each(batcher, *map(Item, range(6)))
        closing = asyncio.create_task(batcher.close())
        await asyncio.sleep(0)
        with pytest.raises(NotReady, match="shutting down"):
            await batcher.submit([Item(9)])
        model.open()
        await closing
        assert [caller.result() for caller in callers] == [[f"result {n}"] for n in range(6)]

    play(scenario)


def test_a_model_that_returns_too_few_results_misleads_nobody() -> None:
    async def run() -> None:
        batcher: Batcher[int, int] = Batcher(
            lambda items: list(items)[1:], key=lambda _: 0, max_batch=4, max_waiting=4
        )
        results = await asyncio.gather(*(batcher.submit([n]) for n in range(3)), return_exceptions=True)
        assert [str(result) for result in results] == ["ValueError: 0 results for 1 items"] * 3
        await batcher.close()

    asyncio.run(run())


def test_an_odd_shape_gets_its_own_batch() -> None:
    def stack(items: Sequence[NDArray[np.uint8]]) -> list[tuple[int, ...]]:
        return [row.shape for row in np.stack(items)]

    async def run() -> list[int]:
        sizes: list[int] = []
        batcher: Batcher[NDArray[np.uint8], tuple[int, ...]] = Batcher(
            stack, key=lambda item: item.shape, max_batch=8, max_waiting=8, on_batch=sizes.append
        )
        shapes = [(4, 4), (4, 4), (2, 9), (4, 4)]
        answers = await asyncio.gather(*(batcher.submit([np.zeros(shape, np.uint8)]) for shape in shapes))
        assert answers == [[shape] for shape in shapes]
        await batcher.close()
        return sizes

    assert asyncio.run(run()) == [3, 1]


def test_an_item_without_a_key_is_its_callers_error() -> None:
    async def run() -> None:
        batcher: Batcher[object, object] = Batcher(list, key=hash, max_batch=4, max_waiting=4)
        with pytest.raises(TypeError, match="unhashable"):
            await batcher.submit([[]])
        assert await batcher.submit([1]) == [1]
        assert await batcher.submit([]) == []
        await batcher.close()

    asyncio.run(run())
