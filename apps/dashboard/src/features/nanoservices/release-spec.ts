import { mebibyte, volumeMiB } from '@nanoedge/base';
import { specWords } from '@nanoedge/words';
import { jsonText } from '@/features/config-form/draft.ts';
import { readObject } from '@/features/config-form/read.ts';
import type { ReleaseDetail } from '@/features/deployments/releases.ts';
import type { Inputs } from '@/browser/api/trpc.ts';

type SpecInput = NonNullable<Inputs['nanoservices']['create']['spec']>;
type ThingKind = SpecInput['needs'][number];

/** A container spec while somebody types it; memory in MiB, as engines count it. */
export interface SpecDraft {
  configSchema: string;
  defaultConfig: string;
  needs: ThingKind[];
  /** Without a limit: the usual one. */
  volumes: { key: number; name: string; path: string; limitMiB: string }[];
  memoryMiB: string;
  pids: string;
  roster: boolean;
  published: boolean;
  network: boolean;
}

/** What a release without a template starts with. */
export const emptySpec: SpecDraft = {
  configSchema: '',
  defaultConfig: '{}',
  needs: [],
  volumes: [],
  memoryMiB: '16',
  pids: '32',
  roster: false,
  published: false,
  network: false,
};

/** The spec of a template, or of an image that says what it asks for, as the form holds it. */
export const specDraftOf = ({ spec }: Pick<ReleaseDetail, 'spec'>): SpecDraft => ({
  configSchema: spec.configSchema === null ? '' : jsonText(spec.configSchema),
  defaultConfig: jsonText(spec.defaultConfig),
  needs: [...spec.needs],
  volumes: spec.volumes.map(({ name, path, limitMiB = '' }, key) => ({
    key,
    name,
    path,
    limitMiB: String(limitMiB),
  })),
  memoryMiB: String(spec.limits.memoryBytes / mebibyte),
  pids: String(spec.limits.pids),
  roster: spec.roster,
  published: spec.published,
  network: spec.network ?? false,
});

const limitOf = (text: string): number | null => (text.trim() === '' ? null : Number(text));

/**
 * The spec as the server wants it (null while it cannot be read), with what is wrong by the
 * server's field.
 */
export const readSpec = (
  draft: SpecDraft,
): { spec: SpecInput | null; problems: ReadonlyMap<string, string> } => {
  const problems = new Map<string, string>();
  const schema =
    draft.configSchema.trim() === ''
      ? { value: null, problem: null }
      : readObject(draft.configSchema);
  if (schema.problem !== null) problems.set('spec.configSchema', schema.problem);
  const config = readObject(draft.defaultConfig.trim() === '' ? '{}' : draft.defaultConfig);
  if (config.problem !== null) problems.set('spec.defaultConfig', config.problem);
  const memory = Number(draft.memoryMiB);
  if (!(memory >= 1)) problems.set('spec.limits.memoryBytes', specWords.memoryProblem);
  const pids = Number(draft.pids);
  if (!Number.isInteger(pids) || pids < 1 || pids > 512)
    problems.set('spec.limits.pids', specWords.pidsProblem);
  draft.volumes.forEach(({ name, path, limitMiB }, index) => {
    if (!/^[a-z][a-z0-9-]{0,31}$/.test(name))
      problems.set(`spec.volumes.${String(index)}.name`, specWords.volumeNameProblem);
    if (!/^\/[A-Za-z0-9/_-]{1,63}$/.test(path))
      problems.set(`spec.volumes.${String(index)}.path`, specWords.volumePathProblem);
    const limit = limitOf(limitMiB);
    if (limit !== null && !(Number.isInteger(limit) && limit >= 1 && limit <= volumeMiB.most))
      problems.set(
        `spec.volumes.${String(index)}.limitMiB`,
        specWords.volumeLimitProblem(volumeMiB.most),
      );
  });
  if (problems.size > 0) return { spec: null, problems };
  return {
    spec: {
      configSchema: schema.value,
      defaultConfig: config.value ?? {},
      needs: [...draft.needs],
      volumes: draft.volumes.map(({ name, path, limitMiB }) => {
        const limit = limitOf(limitMiB);
        return { name, path, ...(limit === null ? {} : { limitMiB: limit }) };
      }),
      limits: { memoryBytes: Math.round(memory * mebibyte), pids },
      roster: draft.roster,
      published: draft.published,
      ...(draft.network ? { network: true } : {}),
    },
    problems,
  };
};
