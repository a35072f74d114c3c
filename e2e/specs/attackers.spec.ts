import { createSocket } from 'node:dgram';
import { CoapClient, PeerRefused } from '@nanoedge/coap';
import { CoapUrl, parse } from '@nanoedge/protocol';
import { expect, test } from '@playwright/test';
import { type Api, openApi } from '../support/api.ts';
import { openRoomScreen } from '../support/room-screen.ts';
import { stack } from '../support/stack.ts';

/** Everything of the site that listens on the building's network, as `address:port`. */
const listening = async (api: Api): Promise<{ name: string; at: string; device: string }[]> => {
  const site = (await api.site()) as never;
  const devices = await api.ask((ask) => ask.devices.list.query({ site }));
  const matrix = await api.ask((ask) => ask.nanoservices.matrix.query({ site }));
  return matrix.deployments.flatMap(({ name, port, device }) => {
    const address = devices.find(({ id }) => id === device)?.status.address ?? null;
    return port === null || address === null ? [] : [{ name, at: `${address}:${port}`, device }];
  });
};

/** What anybody could ask of a service: what it has, what it does, who may speak to it. */
const requests = [
  ['GET', '/.well-known/core'],
  ['GET', '/journeys'],
  ['GET', '/sessions'],
  ['GET', '/guidance'],
  ['GET', '/events'],
  ['PUT', '/sessions/forged'],
  ['DELETE', '/sessions/forged'],
  ['PUT', '/guidance/forged'],
  ['PUT', '/scan'],
  ['DELETE', '/scan'],
  ['POST', '/presence'],
  ['POST', '/sightings'],
  ['POST', '/identify'],
  ['PUT', '/roster'],
  ['PUT', '/peers'],
  ['PUT', '/calibration'],
] as const;

/** The code with which a request without proof is answered. */
const codeOf = async (
  client: CoapClient,
  url: string,
  [method, path]: (typeof requests)[number],
): Promise<string> => {
  try {
    const body = method === 'PUT' || method === 'POST' ? { body: { forged: true } } : {};
    const answer = await client.send({ url: parse(CoapUrl, url, 'url'), path, method, ...body });
    return answer.code;
  } catch (error) {
    if (error instanceof PeerRefused) return error.code;
    throw error;
  }
};

/** First blocks of large bodies that never go on (RFC 7959), each with a token of its own. */
const flood = async (at: string, count: number): Promise<void> => {
  const [host = '', port = ''] = at.split(':');
  const socket = createSocket('udp4');
  for (let index = 0; index < count; index += 1) {
    const head = Buffer.from([0x44, 0x02, index >> 8, index & 255, 1, 2, index >> 8, index & 255]);
    // Uri-Path: sightings, Block1: 0, more, 1024 bytes
    const options = Buffer.concat([
      Buffer.from([0xb9]),
      Buffer.from('sightings'),
      Buffer.from([0xd1, 0x03, 0x0e]),
    ]);
    socket.send(
      Buffer.concat([head, options, Buffer.from([0xff]), Buffer.alloc(1_024)]),
      Number(port),
      host,
    );
  }
  await new Promise((resolve) => socket.close(() => resolve(null)));
};

test.describe('a host on the building’s network', () => {
  test('reads, fakes and breaks nothing while a meeting goes on', async ({ page }) => {
    test.setTimeout(240_000);
    const api = openApi('admin');
    await api.emptyCalendar();
    await api.emptyBuilding();
    const bob = await api.personId('Bob');
    const notes = '# Salaries\n\nfor nobody else\n';
    const { digest } = await api.uploadContent(
      new File([notes], 'salaries.md', { type: 'text/markdown' }),
    );
    await api.meetingSoon('Salaries', [bob], [{ kind: 'file', name: 'salaries.md', digest }]);
    await openRoomScreen(page);
    await api.walk(bob, 4);
    await api.settled([bob], 'in-meeting');
    const content = page.getByTestId('room-content');
    await expect(content.getByRole('heading', { name: 'Salaries' })).toBeVisible();
    const cursor = await api.cursor();

    const services = await listening(api);
    expect(services.length).toBeGreaterThanOrEqual(4);
    for (const { name, at } of services) {
      const client = new CoapClient();
      for (const request of requests)
        expect(await codeOf(client, `coap://${at}`, request), `${name} ${request.join(' ')}`).toBe(
          '4.01',
        );
      await client.close();
      await flood(at, 3_000);
    }

    for (const path of ['/state', `/content/${digest}`])
      expect((await fetch(`${stack.displayUrl}${path}`)).status, path).toBe(401);

    const { hostname } = new URL(stack.displayUrl);
    const dashboard = `http://${hostname.replace(/\d+$/, '1')}:${new URL(stack.url).port}`;
    for (const path of ['/api/health', '/api/agents/authority', `/api/content/${digest}`])
      expect((await fetch(`${dashboard}${path}`)).status, path).toBe(426);

    await expect(content.getByRole('heading', { name: 'Salaries' })).toBeVisible();
    const told = (await api.eventsAfter(cursor)).map(({ body }) => body.type);
    for (const type of [
      'service.exited',
      'service.failed',
      'content.hidden',
      'identity.recognised',
    ])
      expect(told).not.toContain(type);
    await api.leave(bob);
    await expect(page.getByTestId('room-idle')).toBeVisible({ timeout: 20_000 });
    await api.emptyBuilding();
  });
});
