/** Ends the program with one sentence when Node is too old. */
export declare function requireNodeVersion(): void;
/** Installs the packages of `folder` (the project's own by default) when they are missing or stale. */
export declare function ensureDependencies(folder?: string): Promise<void>;
