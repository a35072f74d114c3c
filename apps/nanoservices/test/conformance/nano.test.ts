import { nanoGround } from './nano-ground.ts';
import { conformance } from './suite.ts';

conformance(nanoGround(), { runtime: 'nano', maximumMemory: 6 * 1024 * 1024 });
