import { demoDocument } from '@nanoedge/dashboard/bootstrap';
import type { BuiltImage } from '@nanoedge/nanoruntime';
import { Bytes, Digest, NanoserviceName } from '@nanoedge/protocol';
import type { Installation } from './home.ts';
import type { DemoDevice } from './site.ts';

/** The document from which the dashboard makes the demo site, as JSON; the same inputs give the same text. */
export const bootstrapText = (options: {
  installation: Installation;
  releases: readonly BuiltImage[];
  joinKeys: Partial<Record<DemoDevice, string>>;
}): string => {
  const { installation, releases, joinKeys } = options;
  const document = demoDocument({
    releases: releases.map(({ service, tag, id, size }) => ({
      nanoservice: NanoserviceName.parse(service),
      version: tag.slice(tag.lastIndexOf(':') + 1),
      image: tag,
      imageId: Digest.parse(id),
      bytes: Bytes.parse(size),
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
