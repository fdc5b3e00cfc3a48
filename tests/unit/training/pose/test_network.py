import itertools

import pytest
import torch

from training.pose.network import DoubleSize, LightPoseNetwork, NormedConvolution


def test_shapes_at_stride_8() -> None:
    heatmaps, pafs = LightPoseNetwork()(torch.zeros(2, 64, 48, 3, dtype=torch.uint8))
    assert heatmaps.shape == (2, 19, 8, 6)
    assert pafs.shape == (2, 38, 8, 6)


@pytest.mark.parametrize(("height", "width"), [(40, 48), (48, 40), (56, 72)])
def test_odd_multiples_of_8_have_a_cell_for_every_8_pixels(height: int, width: int) -> None:
    heatmaps, pafs = LightPoseNetwork(stages=1)(torch.zeros(1, height, width, 3, dtype=torch.uint8))
    assert heatmaps.shape == (1, 19, height // 8, width // 8)
    assert pafs.shape == (1, 38, height // 8, width // 8)


def test_cells_keep_their_place_where_the_coarse_grid_reaches_past_the_edge() -> None:
    padding, convolution, *_ = NormedConvolution(4, 8, 3, stride=2)
    features = torch.randn(1, 4, 9, 7)
    wider = torch.nn.functional.pad(features, (0, 3, 0, 3))  # even, and as empty beyond the edge
    filtered = convolution(padding(features))
    assert filtered.shape == (1, 8, 5, 4)
    torch.testing.assert_close(filtered, convolution(padding(wider))[:, :, :5, :4])


def test_has_the_parameters_of_the_published_network() -> None:
    count = sum(parameter.numel() for parameter in LightPoseNetwork().parameters())
    assert count == 471_552  # 0.47 M; the 1x1 depthwise filters are part of the filters after them


def test_an_answer_does_not_depend_on_the_rest_of_the_batch() -> None:
    network = LightPoseNetwork(stages=1).train()
    images = torch.randint(0, 256, (2, 48, 48, 3), dtype=torch.uint8)
    together, _ = network(images)
    alone, _ = network(images[:1])
    torch.testing.assert_close(together[:1], alone, rtol=1e-4, atol=1e-5)


def test_doubling_keeps_samples_and_puts_means_between() -> None:
    doubled = DoubleSize(1)(torch.tensor([[[[0.0, 2.0], [4.0, 6.0]]]]))
    expected = [[0.0, 1, 2, 2], [2, 3, 4, 4], [4, 5, 6, 6], [4, 5, 6, 6]]
    torch.testing.assert_close(doubled[0, 0], torch.tensor(expected))


def test_every_stage_refines() -> None:
    network = LightPoseNetwork(stages=3)
    image = torch.randint(0, 256, (1, 32, 32, 3), dtype=torch.uint8)
    stages = network.every_stage(image)
    assert len(stages) == 3
    assert all((one[0] - other[0]).abs().max() > 0 for one, other in itertools.pairwise(stages))


@pytest.mark.parametrize("channel", [0, 2])
def test_the_order_of_the_colours_matters(channel: int) -> None:
    image = torch.zeros(1, 32, 32, 3, dtype=torch.uint8)
    image[..., :16, channel] = 255
    network = LightPoseNetwork(stages=1).eval()
    with torch.no_grad():
        one, other = network(image)[0], network(image.flip(-1))[0]
    assert (one - other).abs().max() > 1e-6
