import type { EngineLimit, EngineTraits } from '@nanoedge/protocol';
import { formatBytes } from './bytes.ts';

const limitWords: Readonly<Record<EngineLimit, string>> = {
  memory: 'memory',
  swap: 'swap',
  pids: 'processes',
};

/** What is said of a device's container engine. */
export const engineWords = {
  api: 'Engine API',
  apiHint: 'The newest that the engine has',
  apiIs: (version: string | null, traits: EngineTraits | null): string =>
    [
      version ?? '?',
      ...(traits === null || traits.cgroups === null ? [] : [`cgroups ${traits.cgroups}`]),
      ...(traits?.rootless === true ? ['without root'] : []),
    ].join(' · '),
  store: 'Image store',
  storeIs: (store: string): string =>
    store === 'containerd' ? 'containerd' : `graph driver ${store}`,
  storeHint: (store: string | null): string =>
    store === 'containerd'
      ? 'This engine counts an image packed and unpacked together.'
      : 'This engine counts an image unpacked.',
  limits: 'Limits',
  limitsHint: 'Whether the kernel keeps the limits that a service is given',
  keepsLimits: 'kept',
  ignores: (limits: readonly EngineLimit[]): string =>
    `not kept: ${limits.map((limit) => limitWords[limit]).join(', ')}`,
  /** Why no service of a device with such an engine will ever answer. */
  rootless:
    'The engine runs without root: its services have a network of their own that the agent cannot reach, so none of them can answer. Run the engine as root.',
  rootlessGuard: 'the engine runs without root, in a network of its own',
  guard: 'Network rules',
  guardHint:
    'Whether a service reaches its peers and its gateway only: no other service, no other port of this computer, no network, unless its release says so',
  guarded: 'services reach their peers only',
  notGuarded: (why: string | null): string =>
    `not enforced, services reach everything: ${why ?? 'unknown'}`,
  subnet: 'Service network',
  subnetHint: 'Where it may be is set at the agent: NANOEDGE_ADDRESS_POOLS',
} as const;

/** What all images of a device take together. */
export const imagesText = (of: { unpacked: number; shared: number; packed: number }): string =>
  [
    ...(of.unpacked > 0 || of.packed === 0 ? [`${formatBytes(of.unpacked)} unpacked`] : []),
    ...(of.shared > 0 ? [`${formatBytes(of.shared)} of it shared`] : []),
    ...(of.packed > 0 ? [`${formatBytes(of.packed)} packed`] : []),
  ].join(', ');
