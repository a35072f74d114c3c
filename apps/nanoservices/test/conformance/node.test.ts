import { nodeGround } from './node-ground.ts';
import { conformance } from './suite.ts';

conformance(nodeGround, { runtime: 'node', maximumMemory: 200 * 1024 * 1024 });
