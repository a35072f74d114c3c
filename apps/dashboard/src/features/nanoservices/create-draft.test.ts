import { expect, it } from 'vitest';
import { type CreateDraft, createInput, createProblems, inputOf } from './create-draft.ts';
import { emptySpec } from './release-spec.ts';

const draft: CreateDraft = {
  nanoservice: 'door-bell',
  version: '0.1.0',
  description: ' ',
  source: 'registry',
  template: '',
  image: null,
  reference: ' registry.example/team/door-bell:1 ',
  spec: emptySpec,
};

it('a whole draft has no problem and asks for its image', () => {
  expect([...createProblems(draft)]).toEqual([]);
  expect(createInput(draft)).toMatchObject({
    nanoservice: 'door-bell',
    source: { image: 'registry.example/team/door-bell:1' },
  });
  expect(createInput(draft)).not.toHaveProperty('description');
});

it.each([
  [{ nanoservice: 'Door bell' }, 'nanoservice'],
  [{ version: '' }, 'version'],
  [{ source: 'upload' as const }, 'source'],
  [{ reference: ' ' }, 'source'],
  [{ spec: { ...emptySpec, pids: '0' } }, 'spec.limits.pids'],
])('%j is refused at %s', (change, field) =>
  expect([...createProblems({ ...draft, ...change }).keys()]).toEqual([field]),
);

it.each([
  ['spec.limits.memoryBytes', 'spec.memoryMiB'],
  ['spec.configSchema.properties.zone', 'spec.configSchema'],
  ['spec.volumes.2.path', 'spec.volumes.2.path'],
  ['spec.volumes.0.limitMiB', 'spec.volumes.0.limitMiB'],
  ['site', null],
  [null, null],
])('what the server says of %s is shown at %s', (field, input) =>
  expect(inputOf(field)).toBe(input),
);
