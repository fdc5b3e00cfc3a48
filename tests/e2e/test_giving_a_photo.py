"""The ways a photo gets onto the page, and what happens to it before it is sent."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.visitor import Visitor

GIVE_BY_EVENT = """async ([kind, address]) => {
  const blob = await (await fetch(address)).blob();
  const transfer = new DataTransfer();
  transfer.items.add(new File([blob], "photo", { type: blob.type }));
  const event = kind === "drop"
    ? new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true })
    : new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true });
  document.body.dispatchEvent(event);
}"""


def sample_address(visitor: Visitor) -> str:
    return str(visitor.page.request.get(f"{visitor.shop}/assets/samples/samples.json").json()[0]["photo"])


@pytest.mark.parametrize("way", ["drop", "paste"])
def test_photo_can_be_dropped_and_pasted(visitor: Visitor, way: str) -> None:
    visitor.page.evaluate(GIVE_BY_EVENT, [way, sample_address(visitor)])
    visitor.wait_for_answer()


def test_large_photo_is_shrunk_upright_before_it_is_sent(visitor: Visitor) -> None:
    sideways = (
        Image.open(io.BytesIO(visitor.sample())).convert("RGB").resize((3000, 4000)).rotate(90, expand=True)
    )
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn right by 90 degrees to see it upright
    file = io.BytesIO()
    sideways.save(file, "JPEG", exif=exif)

    with visitor.page.expect_response("**/v1/recommendations") as answered:
        visitor.choose_file("phone.jpg", file.getvalue())

    assert answered.value.json()["photo"] == {"width": 1536, "height": 2048}


def test_same_photo_can_be_given_again(visitor: Visitor) -> None:
    for _ in range(2):
        visitor.choose_file("photo.webp", visitor.sample(), "image/webp")
        visitor.wait_for_answer()
        visitor.page.get_by_role("button", name="New photo").click()
        expect(visitor.page.locator("#start")).to_be_visible()
    assert len(visitor.uploads) == 2


def test_waiting_can_be_cancelled(visitor: Visitor) -> None:
    visitor.page.route("**/v1/recommendations", lambda _: None)
    visitor.page.locator(".sample").first.click()
    expect(visitor.page.get_by_role("heading", name="Reading your photo")).to_be_visible()
    visitor.page.get_by_role("button", name="Cancel").click()
    expect(visitor.page.locator("#start")).to_be_visible()
    visitor.page.unroute_all(behavior="ignoreErrors")


def test_camera_takes_a_photo_and_is_switched_off(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("button", name="Take a photo").click()
    expect(page.get_by_role("dialog", name="Take a photo")).to_be_visible()
    stream = page.evaluate_handle("document.querySelector('video').srcObject")

    with page.expect_response("**/v1/recommendations") as answered:
        page.get_by_role("button", name="Take it now").click()

    assert answered.value.json()["photo"]["width"] >= 320
    assert stream.evaluate("(stream) => stream.active") is False


def test_phone_offers_its_camera(phone: Visitor) -> None:
    expect(phone.page.locator("label[for=camera-input]")).to_be_visible()
    assert phone.page.locator("#camera-input").get_attribute("capture") == "environment"
