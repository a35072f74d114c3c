import { changedFields, mergeEdits, type MergeRules } from '@nanoedge/base';
import { bothVersionsWords, peersWords, releaseSelectWords } from '@nanoedge/words';
import type { Side, TwoVersions } from '@/components/ui/both-versions.tsx';
import type { Deployment } from './changes-context.ts';

type Config = Record<string, unknown>;

/** What can be edited of a deployment. */
export interface DeploymentChoice {
  release: string;
  config: Config;
  peers: readonly string[];
}

const rules: MergeRules<DeploymentChoice> = { release: 'value', config: 'record', peers: 'set' };

const labels: Record<keyof DeploymentChoice, string> = {
  release: releaseSelectWords.label,
  config: bothVersionsWords.config,
  peers: peersWords.label,
};

/** What a change of a deployment begins with. */
export const choiceOf = ({ release, config, peers }: Deployment): DeploymentChoice => ({
  release: release.id,
  config,
  peers,
});

/** What the dialog goes on with when somebody changed the same deployment meanwhile. */
export interface DeploymentMeanwhile {
  by: string | null;
  /** What both made of it; where they do not agree, what was chosen here. */
  choice: DeploymentChoice;
  theirs: DeploymentChoice;
  fields: TwoVersions[];
  also: string[];
}

const isPlain = (value: unknown): value is Config =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((found, key) => (isPlain(found) ? found[key] : undefined), value);

const withValue = (config: Config, [key, ...rest]: readonly string[], value: unknown): Config => {
  if (key === undefined) return config;
  const { [key]: old, ...others } = config;
  if (rest.length > 0) return { ...config, [key]: withValue(isPlain(old) ? old : {}, rest, value) };
  return value === undefined ? others : { ...config, [key]: value };
};

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value, null, 1);

/** Brings a change together with what others made of the deployment since it was opened. */
export const deploymentMeanwhile = (
  { base, mine, theirs }: { base: Deployment; mine: DeploymentChoice; theirs: Deployment },
  by: string | null,
  versionOf: (release: string) => string,
): DeploymentMeanwhile => {
  const versions = { base: choiceOf(base), mine, theirs: choiceOf(theirs) };
  const { merged, clashes } = mergeEdits(versions, rules);
  const text = (path: string, from: DeploymentChoice) =>
    path === 'release' ? versionOf(from.release) : textOf(valueAt(from, path.split('.')));
  return {
    by,
    choice: merged,
    theirs: versions.theirs,
    fields: clashes.map((path) => ({
      id: path,
      label: path === 'release' ? labels.release : path.replace('config.', ''),
      mine: text(path, merged),
      theirs: text(path, versions.theirs),
    })),
    also: changedFields(versions.base, versions.theirs, rules)
      .filter((field) => !clashes.some((path) => path.split('.')[0] === field))
      .map((field) => labels[field]),
  };
};

/** The config as it is now with one place of it as the side has it. */
export const chosenConfig = (
  { choice, theirs }: DeploymentMeanwhile,
  now: Config,
  { id, side }: { id: string; side: Side },
): Config => {
  const [, ...path] = id.split('.');
  const from = side === 'mine' ? choice : theirs;
  return withValue(now, path, valueAt(from.config, path));
};
