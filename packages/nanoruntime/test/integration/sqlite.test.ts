import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { ask, buildFixture, Container, docker, prefix } from './lab.ts';

let image = '';

beforeAll(async () => {
  image = (await buildFixture('store')).tag;
});

async function post(container: Container, pathname: string, payload = ''): Promise<unknown> {
  const { text } = await ask({ hostname: container.address, pathname, method: 'POST', payload });
  return JSON.parse(text);
}

describe('node:sqlite on the nano runtime', () => {
  it('keeps rows on a volume over a kill and a restart', async () => {
    const volume = `${prefix}-${randomUUID().slice(0, 8)}`;
    {
      await using container = await new Container().start(image, '--volume', `${volume}:/data`);
      expect(await post(container, '/insert', 'grüße')).toEqual({ changes: 1, lastInsertRowid: 1 });
      expect(await post(container, '/insert', 'zwei')).toEqual({ changes: 1, lastInsertRowid: 2 });
      await docker('kill', container.name);
      await docker('start', container.name);
      await container.findAddress();
      expect(await post(container, '/all')).toEqual([
        { id: 1, text: 'grüße', weight: 2.5, extra: null },
        { id: 2, text: 'zwei', weight: 2, extra: null },
      ]);
      expect(await post(container, '/find', 'zwei')).toEqual({ id: 2, text: 'zwei' });
      expect(await post(container, '/find', 'drei')).toBeNull();
    }
    await docker('volume', 'rm', volume);
  });

  it('throws what node:sqlite throws', async () => {
    await using container = await new Container().start(image, '--volume', '/data');
    await post(container, '/insert', 'once');
    expect(await post(container, '/insert', 'once')).toEqual({
      code: 'ERR_SQLITE_ERROR',
      message: 'UNIQUE constraint failed: note.text',
    });
    expect(await post(container, '/exec', 'SELEKT')).toMatchObject({ code: 'ERR_SQLITE_ERROR' });
  });
});
