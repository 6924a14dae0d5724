/**
 * Keeps the screen on while a camera is read or awaited, where the browser can. A page that is hidden and shown again asks
 * anew, and so does one from which the lock was taken. Page.
 */

export interface Awake {
  /** The screen may go dark again. */
  end(): void;
}

export function keepAwake(): Awake {
  let lock: WakeLockSentinel | null = null;
  /** Asked for, or held. */
  let asked = false;
  let ended = false;
  const ask = async (): Promise<void> => {
    if (asked || ended || document.hidden) return;
    asked = true;
    try {
      lock = await navigator.wakeLock.request("screen");
      lock.addEventListener("release", onRelease);
      if (ended) await lock.release();
    } catch {
      // Refused to save power, for example: the screen follows the device's own settings.
      asked = false;
    }
  };
  const onRelease = (): void => {
    asked = false;
    void ask();
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
