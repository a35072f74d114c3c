import { createServer } from 'node:http';
import { labels, systemClock } from '@nanoedge/base';
import { expect, it, onTestFinished } from 'vitest';
import { EngineRefused } from '../errors.ts';
import { DockerEngine } from './docker.ts';

/** An engine that answers everything with this, and what it was asked. */
const engineThatSays = async (status: number, body: unknown) => {
  const asked: (string | undefined)[] = [];
  const server = createServer(({ url }, response) => {
    asked.push(url);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens on no port');
  const engine = new DockerEngine(
    { host: '127.0.0.1', port: address.port },
    'device-1',
    systemClock,
  );
  return { engine, asked };
};

const volume = (Name: string, Size: number | null, device = 'device-1') => ({
  Name,
  Labels: { [labels.device]: device },
  UsageData: Size === null ? null : { Size, RefCount: 1 },
});

it('asks for volumes only, and takes those of its device whose size the engine knows', async () => {
  const Volumes = [
    volume('a', 12),
    volume('b', 0),
    volume('unknown', -1),
    volume('unsaid', null),
    volume('foreign', 12, 'device-2'),
    { ...volume('bare', 12), Labels: null },
  ];
  const { engine, asked } = await engineThatSays(200, { LayersSize: 0, Volumes });
  expect(await engine.volumeSizes()).toEqual(
    new Map([
      ['a', 12],
      ['b', 0],
    ]),
  );
  expect(asked).toEqual(['/system/df?type=volume']);
});

it('takes an engine without volumes for what it is', async () => {
  const { engine } = await engineThatSays(200, { Volumes: null });
  expect(await engine.volumeSizes()).toEqual(new Map());
});

it.each([
  [200, { Volumes: 'many' }, 'it does not say what its volumes hold'],
  [409, { message: 'a disk usage operation is already running' }, 'is already running'],
])('is refused by an engine that answers %d otherwise', async (status, body, words) => {
  const { engine } = await engineThatSays(status, body);
  const refusal = engine.volumeSizes();
  await expect(refusal).rejects.toThrow(EngineRefused);
  await expect(refusal).rejects.toThrow(words);
});
