import { join } from 'node:path';
import { buildImages } from '@nanoedge/nanoruntime';
import { goldens } from '@nanoedge/protocol/golden';
import { describe, expect, it } from 'vitest';
import { docker, prefix } from '../support/containers.ts';

describe('the golden messages on the nano runtime', () => {
  it('are taken and refused there exactly as on Node', async () => {
    const services = [
      { name: 'golden', entry: join(import.meta.dirname, '../fixtures/golden.ts') },
    ];
    await buildImages({ services, tagPrefix: prefix, version: 'test' });
    const messages = goldens.reduce(
      (sum, { valid, broken }) => sum + valid.length + broken.length,
      0,
    );
    expect(JSON.parse(await docker('run', '--rm', `${prefix}/golden:test`))).toEqual({
      messages,
      surprises: [],
    });
  });
});
