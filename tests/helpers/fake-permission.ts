/** Stands in for `navigator.permissions`, asked about one permission. */

export class FakePermission {
  onchange: (() => void) | null = null;
  /** False: a browser that does not know the name. */
  isTold = true;

  constructor(public state: PermissionState) {}

  readonly permissions = {
    query: async (): Promise<FakePermission> => {
      if (!this.isTold) throw new TypeError("'camera' is not a valid PermissionName");
      return this;
    },
  };

  /** Somebody changes it. */
  change(state: PermissionState): void {
    this.state = state;
    this.onchange?.();
  }
}
