/** Keeps the screen on while a camera is read, where the browser can; a page that is hidden and shown again asks anew. Page. */

export interface Awake {
  /** The screen may go dark again. */
  end(): void;
}

export function keepAwake(): Awake {
  let lock: WakeLockSentinel | null = null;
  let ended = false;
  const ask = async (): Promise<void> => {
    if (ended || document.hidden) return;
    try {
      lock = await navigator.wakeLock.request("screen");
      if (ended) await lock.release();
    } catch {
      // Refused to save power, for example: the screen follows the device's own settings.
    }
  };
  const onVisibility = (): void => void ask();
  if ("wakeLock" in navigator) {
    document.addEventListener("visibilitychange", onVisibility);
    void ask();
  }
  return {
    end() {
      ended = true;
      document.removeEventListener("visibilitychange", onVisibility);
      lock?.release().catch(() => {});
    },
  };
}
