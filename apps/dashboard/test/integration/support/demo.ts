import { Digest, parse, specOfManifest } from '@nanoedge/protocol';
import { services } from '../../../../../infra/test/support/services.ts';
import { demoDocument } from '../../../src/server/bootstrap/demo.ts';
import { demoServices } from '../../../src/server/bootstrap/demo/services.ts';
import type { BootstrapDocument } from '../../../src/server/bootstrap/document.ts';

export const passwords = { admin: 'admin-password-1', alice: 'alice-password-1' };
export const joinKey = (device: string): string => `join-key-of-${device}-0123456789`;

/** Those of the nanoservices that the demo deploys. */
const demonstrated = services.filter(({ name }) =>
  demoServices.some(({ nanoservice }) => nanoservice === name),
);

/** The demo site with made-up images; another `imageDigit` is another build. */
export const demoForTests = (imageDigit = '1'): BootstrapDocument =>
  demoDocument({
    releases: demonstrated.map(({ name: nanoservice, manifest }) => ({
      nanoservice,
      version: `0.1.${imageDigit}`,
      image: `nanoedge/${nanoservice}:0.1.${imageDigit}`,
      imageId: parse(Digest, `sha256:${imageDigit.repeat(64)}`, 'image id'),
      bytes: 2_300_000,
      spec: specOfManifest(manifest),
    })),
    users: {
      admin: { email: 'admin@example.org', password: passwords.admin },
      alice: { email: 'alice@example.org', password: passwords.alice },
    },
    joinKeys: Object.fromEntries(
      ['entrance', 'corridor', 'room', 'closet'].map((name) => [name, joinKey(name)]),
    ),
  });
