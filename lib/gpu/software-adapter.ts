/**
 * Whether a graphics adapter is emulated on the processor. Chromium does not count SwiftShader as a "major performance
 * caveat" for WebGL and may lack `isFallbackAdapter` for WebGPU, so the adapter's names decide, too.
 */
const SOFTWARE_NAMES = /swiftshader|llvmpipe|lavapipe|softpipe|basic render/i;

export const isSoftwareAdapter = (names: string): boolean => SOFTWARE_NAMES.test(names);

/** Why an automatic choice passes such an adapter over. Measured on WebGL: 40 s to the first label. */
export const softwareReason = (api: string): string =>
  `${api} has only a software adapter here, which WebAssembly beats`;
