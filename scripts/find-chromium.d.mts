/** Path of an executable browser, or null. */
export declare function findChromium(): string | null;
