import type { Doubt } from '@nanoedge/base';
import type { ThingKind } from '@nanoedge/protocol';
import type { ConfigProblem } from '../../nanoservices/config-check.ts';
import type { NamedValue } from '../../nanoservices/named.ts';
import type { PreflightFinding } from '../view.ts';

/** A device as it was last heard of; null: it has not said. */
export interface TargetDevice {
  id: string;
  name: string;
  enrolled: boolean;
  /** Why what it said last is not known to be true now. */
  doubt: Doubt | null;
  architecture: string | null;
  diskFreeBytes: number | null;
  memoryFreeBytes: number | null;
  /** Whether one of its services runs this very image. */
  hasImage: boolean;
  things: readonly { name: string; kind: ThingKind }[];
}

export interface Wanted {
  label: string;
  architecture: string;
  imageBytes: number;
  archived: boolean;
  memoryBytes: number;
  needs: readonly ThingKind[];
  published: boolean;
  name: string;
  port: number | null;
  configProblems: readonly ConfigProblem[];
  named: readonly NamedValue[];
  peers: readonly string[];
}

/**
 * `names` and `ports` are those that other deployments of the device have; `deployed` those of the
 * whole site.
 */
export interface Around {
  names: readonly string[];
  ports: readonly number[];
  freeName: string;
  freePort: number | null;
  zones: readonly string[];
  rooms: readonly string[];
  deployed: readonly { name: string; device: string; port: number | null }[];
}

export interface Question {
  target: TargetDevice;
  wanted: Wanted;
  around: Around;
}

export type Rule = (question: Question) => PreflightFinding[];
