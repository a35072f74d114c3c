import type { Fact } from '../facts.ts';
import type { EngineEvent } from './engine.ts';

/** What the engine's news mean for this device; null for those of another's containers. */
export const factOf = (event: EngineEvent, device: string): Fact | null => {
  switch (event.kind) {
    case 'container': {
      const { container, action } = event;
      if (event.device !== device) return null;
      const hasEnded = action === 'die' || action === 'destroy';
      return { type: hasEnded ? 'container.ended' : 'container.changed', container };
    }
    case 'image':
      return { type: 'image.changed' };
    case 'up':
    case 'down':
      return { type: 'engine.stream', isOpen: event.kind === 'up' };
  }
};
