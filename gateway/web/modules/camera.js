/** Taking a photo: the phone's own camera app where there is one, else a viewfinder on the page. */

/** Show whichever way to the camera this device has. `onFile` gets the photo, `onFailure` says why there is none. */
export async function offerCamera({ input, label, button, dialog, onFile, onFailure }) {
  if (matchMedia("(pointer: coarse)").matches) {
    input.hidden = false;
    label.hidden = false;
  } else if (await hasCamera()) {
    button.hidden = false;
    button.addEventListener("click", () => openViewfinder(dialog, onFile).catch(onFailure));
  }
}

/** Without asking for anything: browsers list cameras, unnamed, before permission is given. */
async function hasCamera() {
  const devices = await navigator.mediaDevices?.enumerateDevices().catch(() => []);
  return Boolean(devices?.some((device) => device.kind === "videoinput"));
}

async function openViewfinder(dialog, onFile) {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1080 } },
  });
  const video = dialog.querySelector("video");
  video.srcObject = stream;
  await video.play();

  const countdown = dialog.querySelector("output");
  const opened = new AbortController();
  const { signal } = opened;
  const close = () => dialog.close();
  dialog.querySelector("[data-close]").addEventListener("click", close, { signal });
  const triggers = dialog.querySelectorAll("[data-delay]");
  const disable = (yes) => triggers.forEach((trigger) => (trigger.disabled = yes));
  disable(false);
  for (const trigger of triggers) {
    trigger.addEventListener(
      "click",
      async () => {
        disable(true);
        await countDown(Number(trigger.dataset.delay), countdown, signal);
        if (signal.aborted) return;
        const file = await snapshot(video);
        close();
        onFile(file);
      },
      { signal },
    );
  }
  dialog.addEventListener(
    "close",
    () => {
      opened.abort();
      countdown.value = "";
      for (const track of stream.getTracks()) track.stop();
      video.srcObject = null;
    },
    { once: true },
  );
  dialog.showModal();
}

async function countDown(seconds, output, signal) {
  for (let left = seconds; left > 0 && !signal.aborted; left -= 1) {
    output.value = String(left);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  output.value = "";
}

function snapshot(video) {
  const canvas = Object.assign(document.createElement("canvas"), {
    width: video.videoWidth,
    height: video.videoHeight,
  });
  canvas.getContext("2d").drawImage(video, 0, 0);
  return new Promise((resolve) => {
    canvas.toBlob(
      (blob) => resolve(new File([blob], "camera.jpg", { type: "image/jpeg" })),
      "image/jpeg",
      0.92,
    );
  });
}
