import { createWords, imageSourceWords } from '@nanoedge/words';
import { toNestErrors } from '@hookform/resolvers';
import type { FieldPath, Resolver } from 'react-hook-form';
import type { Inputs } from '@/browser/api/trpc.ts';
import type { UploadedImage } from '@/browser/upload/archive-upload.ts';
import { readSpec, type SpecDraft } from './release-spec.ts';

export type Source = 'template' | 'upload' | 'registry';

/** A nanoservice or a release of one while somebody describes it. */
export interface CreateDraft {
  nanoservice: string;
  version: string;
  description: string;
  source: Source;
  template: string;
  image: UploadedImage | null;
  reference: string;
  spec: SpecDraft;
}

const namePattern = /^[a-z][a-z0-9-]{0,39}$/;
const versionPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const sourceProblem = ({ source, image, reference }: CreateDraft): string | null => {
  if (source === 'upload' && image === null) return imageSourceWords.noArchive;
  return source === 'registry' && reference.trim() === '' ? imageSourceWords.noReference : null;
};

/** What can be told without asking the server, by the server's field. */
export const createProblems = (draft: CreateDraft): ReadonlyMap<string, string> => {
  const source = sourceProblem(draft);
  return new Map([
    ...(namePattern.test(draft.nanoservice)
      ? []
      : [['nanoservice', createWords.nameProblem] as const]),
    ...(versionPattern.test(draft.version)
      ? []
      : [['version', createWords.versionProblem] as const]),
    ...(source === null ? [] : [['source', source] as const]),
    ...readSpec(draft.spec).problems,
  ]);
};

const inputs: ReadonlyMap<string, FieldPath<CreateDraft>> = new Map([
  ['nanoservice', 'nanoservice'],
  ['version', 'version'],
  ['description', 'description'],
  ['source', 'source'],
  ['spec.configSchema', 'spec.configSchema'],
  ['spec.defaultConfig', 'spec.defaultConfig'],
  ['spec.limits.memoryBytes', 'spec.memoryMiB'],
  ['spec.limits.pids', 'spec.pids'],
]);

const volumeParts = ['name', 'path', 'limitMiB'] as const;

/** The input that the server's field (or a part of it) is about; null when the form has none. */
export const inputOf = (field: string | null): FieldPath<CreateDraft> | null => {
  if (field === null) return null;
  const volume = /^spec\.volumes\.(\d+)\.(name|path|limitMiB)$/.exec(field);
  const part = volumeParts.find((known) => known === volume?.[2]);
  if (part !== undefined) return `spec.volumes.${Number(volume?.[1])}.${part}`;
  const found = [...inputs].find(([known]) => field === known || field.startsWith(`${known}.`));
  return found?.[1] ?? null;
};

export const createRules: Resolver<CreateDraft> = (draft, _, options) => {
  const errors = Object.fromEntries(
    [...createProblems(draft)].flatMap(([field, message]) => {
      const input = inputOf(field);
      return input === null ? [] : [[input, { type: 'rule', message }] as const];
    }),
  );
  return Object.keys(errors).length === 0
    ? { values: draft, errors: {} }
    : { values: {}, errors: toNestErrors(errors, options) };
};

type CreateInput = Inputs['nanoservices']['create'];

const sourceInput = ({
  source,
  image,
  reference,
  template,
}: CreateDraft): CreateInput['source'] => {
  if (source === 'registry') return { image: reference.trim() };
  return source === 'upload' && image !== null ? { upload: image.upload } : { template };
};

/** What the server is asked to make; null while the draft cannot be read. */
export const createInput = (draft: CreateDraft): CreateInput | null => {
  const { spec } = readSpec(draft.spec);
  const description = draft.description.trim();
  return spec === null
    ? null
    : {
        nanoservice: draft.nanoservice,
        version: draft.version,
        ...(description === '' ? {} : { description }),
        source: sourceInput(draft),
        spec,
      };
};
