import type { Clock } from '@nanoedge/base';
import type { EngineChoice } from '../env.ts';
import { DockerEngine } from './docker.ts';
import type { Engine } from './engine.ts';
import { MemoryEngine } from './memory.ts';
import { PatientEngine } from './patient.ts';

/** The engine that the settings name, for the containers of `device`. */
export const openEngine = (choice: EngineChoice, device: string, clock: Clock): Engine =>
  choice === 'memory'
    ? new MemoryEngine(device)
    : new PatientEngine(new DockerEngine(choice, device, clock), clock);
