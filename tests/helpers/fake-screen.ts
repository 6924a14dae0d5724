/** Stands in for `document` and `navigator.wakeLock`: a page that is shown or hidden, and who keeps its screen on. */

export class FakeScreen extends EventTarget {
  hidden = false;
  /** How often it was asked to stay on. */
  asked = 0;
  readonly locks = new Set<FakeLock>();

  readonly wakeLock = {
    request: async (): Promise<FakeLock> => {
      this.asked++;
      if (this.hidden) throw new DOMException("The page is hidden", "NotAllowedError");
      const lock = new FakeLock(this.locks);
      this.locks.add(lock);
      return lock;
    },
  };

  /** A hidden page loses its locks before it is told, as the specification says. */
  show(shown: boolean): void {
    this.hidden = !shown;
    if (!shown) this.takeLocks();
    this.dispatchEvent(new Event("visibilitychange"));
  }

  /** As a system does that wants to save power. */
  takeLocks(): void {
    for (const lock of [...this.locks]) void lock.release();
  }
}

class FakeLock extends EventTarget {
  constructor(private readonly locks: Set<FakeLock>) {
    super();
  }

  async release(): Promise<void> {
    if (this.locks.delete(this)) this.dispatchEvent(new Event("release"));
  }
}
