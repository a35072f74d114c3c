import { expect, it } from 'vitest';
import { engineRefusal } from './engine.ts';

const task = '4f1c0a9b'.repeat(8);

it.each([
  ['task', `(HTTP code 500) server error - task ${task}: already exists: unknown`],
  ['other', `(HTTP code 409) conflict - container ${task} is marked for removal`],
  ['network', 'endpoint 77aa09 not found in store'],
  ['image', `layer sha256:${task} does not exist`],
] as const)('says of a refusal about a %s what it means, without an id', (cause, said) => {
  const words = engineRefusal(cause, said);
  expect(words).not.toMatch(/[0-9a-f]{6,}|HTTP/);
  expect(words).toMatch(/^(the|a|its) /);
});

it('leaves out what the engine wraps its words in', () => {
  expect(
    engineRefusal(
      'program',
      'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/app": no such file or directory: unknown',
    ),
  ).toBe(
    'its program cannot be started; choose a release that is built for this device: exec: "/app": no such file or directory',
  );
});
