import { type Clock, describeError, mebibyte, volumeMiB } from '@nanoedge/base';
import { Bytes, type DeploymentId, type RunId } from '@nanoedge/protocol';
import { serviceReasons } from '@nanoedge/words';
import type { Logger } from 'pino';
import type { Engine } from '../engine/engine.ts';
import { volumeName } from '../engine/labels.ts';
import type { FactSink } from '../facts.ts';
import type { StatusStore } from './status-store.ts';
import type { Target } from './target.ts';

/** From this share of its limit on a volume is told of. */
const fillingFrom = 0.8;

/** The engine reads the size of every file for it. */
const measureEveryMs = 60_000;

/** What a volume, by the name that its release gives it, holds and may hold. */
interface VolumeUse {
  volume: string;
  bytes: number;
  limitBytes: number;
}

type Level = 'roomy' | 'filling' | 'full';

interface Measured {
  level: Level;
  use: VolumeUse;
  /** The run that went on when it was measured. */
  run: RunId | null;
  /** What was said of it as the deployment's detail. */
  said: string | null;
}

const shareOf = ({ bytes, limitBytes }: VolumeUse): number => bytes / limitBytes;

const levelOf = (use: VolumeUse): Level => {
  if (shareOf(use) >= 1) return 'full';
  return shareOf(use) >= fillingFrom ? 'filling' : 'roomy';
};

/** The volume of a deployment that is nearest to its limit; null without one that was measured. */
const fullestOf = (
  { spec }: Target,
  device: string,
  sizes: ReadonlyMap<string, number>,
): VolumeUse | null => {
  const uses = spec.volumes.flatMap(({ name, limitMiB = volumeMiB.usual }) => {
    const bytes = sizes.get(volumeName({ device, deployment: spec.name }, name));
    return bytes === undefined ? [] : [{ volume: name, bytes, limitBytes: limitMiB * mebibyte }];
  });
  return uses.toSorted((a, b) => shareOf(b) - shareOf(a))[0] ?? null;
};

const fullWords = ({ volume, bytes, limitBytes }: VolumeUse): string =>
  serviceReasons.volumeFull(volume, bytes, limitBytes).slice(0, 300);

export interface QuotaPorts {
  device: string;
  engine: Pick<Engine, 'volumeSizes'>;
  clock: Clock;
  log: Logger;
  facts: FactSink;
  status: StatusStore;
}

/**
 * What volumes hold, where no file system keeps them to a size: measured while plans are made, at
 * most once a minute. Invariants: a deployment counts as full only as it was measured, so that a
 * change or a restart gives it a try until the next time; a measurement that fails changes nothing;
 * `filling` and `full` are told when they begin.
 */
export class VolumeQuota {
  readonly #ports: QuotaPorts;
  readonly #measured = new Map<DeploymentId, Measured>();
  /** Those that shall run. */
  #targets: readonly Target[] = [];
  /** When the last measurement began, on the monotonic clock. */
  #begunAt: number | null = null;
  #isMeasuring = false;
  #hasFailed = false;

  constructor(ports: QuotaPorts) {
    this.#ports = ports;
  }

  /** Deployments with a full volume, and why and how they go on in words. Measures when it is time. */
  full(targets: readonly Target[]): ReadonlyMap<DeploymentId, string> {
    this.#targets = targets.filter(({ goal }) => goal === 'run');
    const runs = new Map(this.#targets.map(({ spec, run }) => [spec.id, run]));
    for (const [id, measured] of this.#measured) {
      if (!runs.has(id)) this.#measured.delete(id);
      else if (measured.level === 'full' && measured.run !== runs.get(id))
        this.#measured.set(id, { ...measured, level: 'filling' });
    }
    if (this.#isDue()) void this.#measure();
    return new Map(
      [...this.#measured]
        .filter(([, { level }]) => level === 'full')
        .map(([id, { use }]) => [id, fullWords(use)]),
    );
  }

  #isDue(): boolean {
    if (this.#isMeasuring || !this.#targets.some(({ volumes }) => volumes.length > 0)) return false;
    return (
      this.#begunAt === null || this.#ports.clock.monotonic() - this.#begunAt >= measureEveryMs
    );
  }

  async #measure(): Promise<void> {
    const { engine, clock, log } = this.#ports;
    this.#isMeasuring = true;
    this.#begunAt = clock.monotonic();
    try {
      this.#judge(await engine.volumeSizes());
      this.#hasFailed = false;
    } catch (error) {
      const reason = describeError(error);
      if (!this.#hasFailed) log.warn({ reason }, 'the engine does not say what volumes hold');
      this.#hasFailed = true;
    } finally {
      this.#isMeasuring = false;
    }
  }

  #judge(sizes: ReadonlyMap<string, number>): void {
    const { device, facts } = this.#ports;
    let isOther = false;
    for (const target of this.#targets) {
      const use = fullestOf(target, device, sizes);
      const before = this.#measured.get(target.spec.id);
      if (use === null) {
        this.#measured.delete(target.spec.id);
        isOther ||= before?.level === 'full';
        continue;
      }
      const level = levelOf(use);
      this.#tell(target, use, before?.level ?? 'roomy');
      const said = this.#say(target, use, before?.said ?? null);
      this.#measured.set(target.spec.id, { level, use, run: target.run, said });
      isOther ||= (level === 'full') !== (before?.level === 'full');
    }
    if (isOther) facts.append({ type: 'volumes.measured' });
  }

  #tell({ spec }: Target, use: VolumeUse, before: Level): void {
    const { clock, facts } = this.#ports;
    const level = levelOf(use);
    const begins = level === 'full' ? before !== 'full' : before === 'roomy';
    if (level === 'roomy' || !begins) return;
    facts.append({
      type: level === 'full' ? 'volume.full' : 'volume.filling',
      at: clock.now(),
      volume: use.volume,
      bytes: Bytes.parse(use.bytes),
      limitBytes: Bytes.parse(use.limitBytes),
      deployment: spec.id,
      nanoservice: spec.nanoservice,
    });
  }

  /** Of a service that answers, its detail says that room gets short. Answers what it says now. */
  #say({ spec }: Target, use: VolumeUse, before: string | null): string | null {
    const { status } = this.#ports;
    const { state, detail } = status.get(spec.id);
    if (state !== 'answering') return null;
    const words =
      levelOf(use) === 'filling' ? serviceReasons.volumeFilling(use.volume, use.limitBytes) : null;
    if (words !== null || (before !== null && detail === before))
      status.set(spec.id, { detail: words });
    return words;
  }
}
