import { Digest } from '@nanoedge/protocol';
import { expect, it } from 'vitest';
import { ownTagOf } from './image-identity.ts';

const imageId = Digest.parse(`sha256:0123456789abcdef${'0'.repeat(48)}`);

it.each([
  ['nanoedge/door-bell:1', 'nanoedge.local/door-bell:0123456789ab'],
  ['debian:trixie-slim', 'nanoedge.local/debian:0123456789ab'],
  ['registry.example.org:5000/a/b@sha256:00', 'nanoedge.local/b:0123456789ab'],
  ['registry.example.org/Upper Case', 'nanoedge.local/image:0123456789ab'],
  ['', 'nanoedge.local/image:0123456789ab'],
])('loads %s under a name that nobody else has', (image, tag) => {
  expect(ownTagOf({ image, imageId })).toBe(tag);
});
