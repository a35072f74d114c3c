/** Why `deploy` does nothing. */
export const deployProblems = {
  notJson: (option: string, source: string): string => `${option} ${source} is not a JSON object.`,
  unreadable: (option: string, path: string, code: string | undefined): string =>
    `${option} ${path} cannot be read (${code ?? 'unknown'}).`,
  port: (text: string): string => `--port takes a UDP port from 1024 to 65535, not "${text}".`,
  /** `why` as the engine's program says it. */
  noImage: (image: string, why: string): string =>
    `The engine does not give the image ${image}: ${why}`,
  twoImages: 'An image is of this engine (--image) or of a registry (--registry-image).',
  versionAlone:
    '--version names the release that --image or --registry-image makes; to choose one that exists, use --release.',
  noVersion: (option: string): string => `${option} needs --version, the name of the new release.`,
  releaseToo: (option: string): string => `${option} makes a new release; leave out --release.`,
  portStays: (name: string): string =>
    `${name} is deployed already; its port stays. Leave out --port.`,
} as const;
