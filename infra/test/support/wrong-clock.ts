import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuiltImage, buildImages } from '@nanoedge/nanoruntime';
import type { NanoserviceManifest } from '@nanoedge/protocol';
import { services } from './services.ts';

/** Sets the wall clock of the program that loads it first; its monotonic time is left alone. */
const clockAhead = (ms: number): string => `
const right = Date;
class Wrong extends right {
  constructor(...given) {
    super(...(given.length === 0 ? [right.now() + ${String(ms)}] : given));
  }
  static now() {
    return right.now() + ${String(ms)};
  }
}
globalThis.Date = Wrong;
`;

interface WrongImage {
  image: BuiltImage;
  manifest: NanoserviceManifest;
}

/**
 * Images of every nanoservice in which it is `ms` later than it is, as in the containers of a
 * machine whose clock is wrong: containers have the machine's clock, which a test cannot set.
 */
export const buildWithWrongClock = async (
  ms: number,
  tagPrefix: string,
): Promise<Map<string, WrongImage>> => {
  const folder = mkdtempSync(join(tmpdir(), 'wrong-clock-'));
  try {
    const clock = join(folder, 'clock.js');
    writeFileSync(clock, clockAhead(ms));
    const wrong = services.map((service) => {
      const entry = join(folder, `${service.name}.js`);
      const imports = [clock, service.entry].map((file) => `import ${JSON.stringify(file)};\n`);
      writeFileSync(entry, imports.join(''));
      return { ...service, entry };
    });
    const built = await buildImages({ services: wrong, tagPrefix, version: 'test' });
    const manifests = new Map(services.map(({ name, manifest }) => [name, manifest]));
    return new Map(
      built.flatMap((image) => {
        const manifest = manifests.get(image.service);
        return manifest === undefined ? [] : [[image.service, { image, manifest }] as const];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
