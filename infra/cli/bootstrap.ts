import { demoDocument } from '@nanoedge/dashboard/bootstrap';
import type { Architecture } from '@nanoedge/nanoruntime';
import { Bytes, Digest, NanoserviceName } from '@nanoedge/protocol';
import type { Installation } from './home.ts';
import type { DemoDevice } from './site.ts';
import type { PretendedImage } from './system/pretended.ts';

/** As Docker names architectures. */
const dockerArchitecture = {
  amd64: 'amd64',
  arm64: 'arm64',
  armhf: 'arm',
} as const satisfies Record<Architecture, string>;

/**
 * The document from which the dashboard makes the demo site, as JSON; the same inputs give the same
 * text.
 */
export const bootstrapText = (options: {
  installation: Installation;
  releases: readonly PretendedImage[];
  /** Of each service, the file that its image was saved to. */
  archives: ReadonlyMap<string, string>;
  joinKeys: Partial<Record<DemoDevice, string>>;
}): string => {
  const { installation, releases, archives, joinKeys } = options;
  const document = demoDocument({
    releases: releases.map(({ service, arch, tag, id, size }) => ({
      nanoservice: NanoserviceName.parse(service),
      version: tag.slice(tag.lastIndexOf(':') + 1),
      image: tag,
      imageId: Digest.parse(id),
      bytes: Bytes.parse(size),
      archive: archives.get(service),
      architecture: dockerArchitecture[arch],
    })),
    users: {
      admin: { email: installation.adminEmail, password: installation.adminPassword },
      alice: { email: installation.aliceEmail, password: installation.alicePassword },
    },
    joinKeys,
    suffix: installation.suffix,
  });
  return `${JSON.stringify(document, null, 2)}\n`;
};
