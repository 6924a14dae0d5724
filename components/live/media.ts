/** What the live page asks of pictures, videos and their elements. Page. */

/** By another program, or by the system. */
export function isMuted({ srcObject }: HTMLVideoElement): boolean {
  return srcObject instanceof MediaStream && srcObject.getVideoTracks().every(({ muted }) => muted);
}

/** A video that the browser stopped; where it cannot, it stays as it is. */
export function playAgain(video: HTMLVideoElement): void {
  if (video.paused) video.play().catch(() => {});
}

/** Why a file cannot be shown, and which can. */
export function whyNotShown({ type, size }: Blob): string {
  if (size === 0) return "it is empty. Try another file";
  if (!/^(image|video)\//.test(type)) {
    return `got ${type || "a file of unknown type"}, expected a picture or a video, such as JPEG, PNG or MP4`;
  }
  return `got ${type} that this browser cannot read; it may be damaged. Try a JPEG, PNG or MP4`;
}

/** Kinds of pictures that may move. */
const ANIMATED = ["image/gif", "image/webp", "image/avif", "image/apng"];

/**
 * What of the picture is read, so that nothing else is shown below its label: of one that may move the first frame, as a
 * PNG. Null where this browser cannot decode it.
 */
export async function stillOf(picture: Blob): Promise<Blob | null> {
  try {
    const frame = await createImageBitmap(picture);
    const still = ANIMATED.includes(picture.type) ? await toPng(frame) : picture;
    frame.close();
    return still;
  } catch {
    return null;
  }
}

function toPng(frame: ImageBitmap): Promise<Blob> {
  const canvas = new OffscreenCanvas(frame.width, frame.height);
  canvas.getContext("2d")?.drawImage(frame, 0, 0);
  return canvas.convertToBlob({ type: "image/png" });
}

/** Tried on an element of its own, so that the one on the page goes on with what it shows. */
export function canPlay(url: string): Promise<boolean> {
  const video = document.createElement("video");
  video.muted = true;
  video.preload = "metadata";
  return new Promise<boolean>((resolve) => {
    video.onloadedmetadata = () => resolve(video.videoWidth > 0);
    video.onerror = () => resolve(false);
    video.src = url;
  }).finally(() => {
    video.onerror = null;
    video.removeAttribute("src");
    video.load();
  });
}
