/** What the live page asks of pictures, videos and their elements. Page. */

/** By another program, or by the system. */
export function isMuted({ srcObject }: HTMLVideoElement): boolean {
  return srcObject instanceof MediaStream && srcObject.getVideoTracks().every(({ muted }) => muted);
}

/** A video that the browser stopped; where it cannot, it stays as it is. */
export function playAgain(video: HTMLVideoElement): void {
  if (video.paused) video.play().catch(() => {});
}

/** Of a file that cannot be shown. */
export function gotWords({ type }: Blob): string {
  const isKnown = /^(image|video)\//.test(type);
  const got = isKnown ? `${type} that cannot be decoded` : type || "a file of unknown type";
  return `${got}, expected a picture or a video this browser can read`;
}

/** Whether this browser can decode the picture. */
export async function canDraw(picture: Blob): Promise<boolean> {
  try {
    (await createImageBitmap(picture)).close();
    return true;
  } catch {
    return false;
  }
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
