const docker: Record<string, string> = {
  x86_64: 'amd64',
  amd64: 'amd64',
  aarch64: 'arm64',
  arm64: 'arm64',
  armv8l: 'arm64',
  armv7l: 'arm',
  armv6l: 'arm',
  armhf: 'arm',
  arm: 'arm',
};

/**
 * An architecture as Docker names it; kernels and engines have other words for the same. Null stays
 * null.
 */
export const dockerArchitecture = (name: string | null): string | null =>
  name === null ? null : (docker[name.toLowerCase()] ?? name);
