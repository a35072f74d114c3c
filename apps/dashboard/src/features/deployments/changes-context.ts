'use client';

import { createContext, useContext } from 'react';
import type { MatrixView } from './live-matrix.ts';

export type Deployment = MatrixView['deployments'][number];

/** A change that somebody wants to make, before they have said how. */
export type ChangeIntent =
  | { kind: 'add'; nanoservice: string; device: string | null }
  | { kind: 'change'; deployment: Deployment; part: 'release' | 'config' }
  | { kind: 'remove'; deployment: Deployment; withoutSnapshot: boolean }
  | { kind: 'terminate-all'; device: { id: string; name: string } | null };

/** Asks for the rest in a dialog and makes the change; a restart has nothing to ask. */
export interface Changes {
  ask: (what: ChangeIntent) => void;
  restart: (deployment: string) => void;
  /** The same in a fresh container. */
  recreate: (deployment: string) => void;
}

export const ChangesContext = createContext<Changes | null>(null);

/** Null for those who may look but not change. */
export const useChanges = (): Changes | null => useContext(ChangesContext);
