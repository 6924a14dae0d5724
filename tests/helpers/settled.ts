/** Everything that waits for promises only has happened. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
