/** Architectures that images are built for, by Debian's names. */
export const architectures = ['amd64', 'arm64', 'armhf'] as const;
export type Architecture = (typeof architectures)[number];

export interface Platform {
  /** As an image's configuration names it (OCI image spec, `architecture` and `variant`). */
  image: { architecture: string; variant?: string };
  compiler: string;
  /** Debian packages of the cross compiler. */
  packages: readonly string[];
}

export const platforms: Record<Architecture, Platform> = {
  amd64: {
    image: { architecture: 'amd64' },
    compiler: 'x86_64-linux-gnu-gcc',
    packages: ['gcc-x86-64-linux-gnu', 'libc6-dev-amd64-cross'],
  },
  arm64: {
    image: { architecture: 'arm64', variant: 'v8' },
    compiler: 'aarch64-linux-gnu-gcc',
    packages: ['gcc-aarch64-linux-gnu', 'libc6-dev-arm64-cross'],
  },
  armhf: {
    image: { architecture: 'arm', variant: 'v7' },
    compiler: 'arm-linux-gnueabihf-gcc',
    packages: ['gcc-arm-linux-gnueabihf', 'libc6-dev-armhf-cross'],
  },
};

/**
 * From what `docker version` calls the engine's architecture; undefined when images cannot run
 * there.
 */
export function fromEngine(name: string): Architecture | undefined {
  return architectures.find((arch) => platforms[arch].image.architecture === name);
}
