import { describe, expect, it } from 'vitest';
import { packTar, readTar, type TarEntry } from '@nanoedge/archive';
import { EngineRefused } from '../../../src/errors.ts';
import type { Bench } from './bench.ts';
import { describeTar, tree } from './tree.ts';

export const volumeContract = (bench: Bench): void => {
  describe('volumes', () => {
    const volumes = [{ name: 'data', path: '/data' }];

    it('come with the container, carry our label and go when nobody uses them', async () => {
      const { engine } = bench.under;
      await engine.ensureNetwork();
      expect([...(await engine.volumes()).keys()]).toEqual([]);
      const wanted = bench.spec({ volumes });
      const container = await engine.create(wanted);
      const name = wanted.volumes[0]?.name ?? '';
      expect([...(await engine.volumes()).keys()]).toEqual([name]);
      await expect(engine.removeVolume(name)).rejects.toThrow(EngineRefused);
      await engine.remove(container);
      expect([...(await engine.volumes()).keys()]).toEqual([name]);
      await engine.removeVolume(name);
      await engine.removeVolume(name);
      expect([...(await engine.volumes()).keys()]).toEqual([]);
    });

    it.each(['created', 'running', 'exited'])(
      'hold what was written to them, as it was, when the container is %s',
      async (state) => {
        const { engine } = bench.under;
        await engine.ensureNetwork();
        const container = await engine.create(bench.spec({ volumes }));
        if (state !== 'created') await engine.start(container);
        if (state === 'exited') await engine.stop(container, 0);
        await engine.writePath(container, '/data', packTar(tree));
        const expected = await describeTar(readTar(packTar(tree)));
        expect(await describeTar(readTar(await engine.readPath(container, '/data')))).toEqual(
          expected,
        );
      },
    );

    it('are not given to another deployment whose name and volume read the same', async () => {
      const { engine } = bench.under;
      await engine.ensureNetwork();
      const [first, other] = [
        bench.spec({ name: 'bell', volumes: [{ name: 'door-data', path: '/data' }] }),
        bench.spec({ name: 'bell-door', volumes }),
      ];
      expect(other.volumes[0]?.name).toBe(first.volumes[0]?.name);
      await engine.create(first);
      await expect(engine.create(other)).rejects.toThrow(/bell/);
    });

    it('cannot be read where there is nothing', async () => {
      await bench.under.engine.ensureNetwork();
      const container = await bench.under.engine.create(bench.spec({ volumes }));
      await expect(bench.under.engine.readPath(container, '/nothing')).rejects.toThrow(
        EngineRefused,
      );
      await expect(
        bench.under.engine.writePath(container, '/nothing', packTar(tree)),
      ).rejects.toThrow(EngineRefused);
    });

    it('pass the error of a broken source on', async () => {
      await bench.under.engine.ensureNetwork();
      const container = await bench.under.engine.create(bench.spec({ volumes }));
      async function* broken(): AsyncGenerator<TarEntry> {
        yield { header: { name: 'a', type: 'file', size: 1 }, content: [Buffer.from('a')] };
        throw new RangeError('the disk broke');
      }
      await expect(
        bench.under.engine.writePath(container, '/data', packTar(broken())),
      ).rejects.toThrow('the disk broke');
    });
  });
};
