import { gather, readTar } from '@nanoedge/archive';
import { containerKey } from '@nanoedge/base';
import { describe, expect, it } from 'vitest';
import type { Bench } from './bench.ts';

export const secretContract = (bench: Bench): void => {
  describe('the secret of a container', () => {
    it('is in one file for the service’s user alone, and goes with the container', async () => {
      const { engine } = bench.under;
      await engine.ensureNetwork();
      const before = await engine.unnamedVolumes();
      const secret = 'a'.repeat(64);
      const container = await engine.create({ ...bench.spec(), secret });
      await engine.start(container);
      const files: unknown[] = [];
      for await (const { header, content } of readTar(
        await engine.readPath(container, containerKey.folder),
      ))
        if (header.type === 'file')
          files.push({
            name: header.name,
            mode: (header.mode ?? 0) & 0o777,
            uid: header.uid,
            text: (await gather(content)).toString(),
          });
      expect(files).toEqual([{ name: './key', mode: 0o400, uid: 65_532, text: secret }]);
      expect([...(await engine.volumes()).keys()]).toEqual([]);
      await engine.remove(container);
      expect(await engine.unnamedVolumes()).toBe(before);
    });
  });
};
