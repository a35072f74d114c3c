import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { waitUntil } from '@nanoedge/base/testing';
import { expect, type Page, test } from '@playwright/test';
import { type Api, openApi } from '../support/api.ts';
import { Attacker, labNetwork } from '../support/attacker.ts';
import { openRoomScreen } from '../support/room-screen.ts';
import { containerOf, dockerOf, signIns, stack } from '../support/stack.ts';

/** How many people come in while everything is attacked, and how many with `--soak`. */
const journeys = process.env['NANOEDGE_SOAK'] === '1' ? 20 : 3;
const recording = join(stack.root, '.reports/lab-traffic.pcap');

/** Everything of the site that listens on the building's network. */
const listening = async (api: Api): Promise<{ address: string; port: number }[]> => {
  const site = (await api.site()) as never;
  const devices = await api.ask((ask) => ask.devices.list.query({ site }));
  const matrix = await api.ask((ask) => ask.nanoservices.matrix.query({ site }));
  return matrix.deployments.flatMap(({ port, device }) => {
    const address = devices.find(({ id }) => id === device)?.status.address ?? null;
    return port === null || address === null ? [] : [{ address, port }];
  });
};

/** Where the devices are on the building's network. */
const addresses = async (api: Api): Promise<string[]> => {
  const site = (await api.site()) as never;
  const devices = await api.ask((ask) => ask.devices.list.query({ site }));
  return devices.flatMap(({ status }) => status.address ?? []);
};

/** Shows a text in the room, where Bob is and Carl is invited. */
const showSalaries = async (
  api: Api,
  screen: Page,
): Promise<Record<'bob' | 'carl' | 'digest', string>> => {
  await api.emptyCalendar();
  await api.emptyBuilding();
  const [bob, carl] = [await api.personId('Bob'), await api.personId('Carl')];
  const notes = '# Salaries\n\nfor nobody else\n';
  const { digest } = await api.uploadContent(
    new File([notes], 'salaries.md', { type: 'text/markdown' }),
  );
  await api.meetingSoon('Salaries', [bob, carl], [{ kind: 'file', name: 'salaries.md', digest }]);
  await openRoomScreen(screen);
  await api.walk(bob, 4);
  await api.settled([bob], 'in-meeting');
  return { bob, carl, digest };
};

/** Where the room's meeting-room lives, as whoever took its address would need to know. */
const behindTheRoom = () => {
  const format =
    '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{.Gateway}} {{.IPPrefixLen}}{{end}}';
  const id = containerOf('room', 'meeting-room');
  const [container = '', gateway = '', prefix = ''] = dockerOf('room')(
    'inspect',
    '--format',
    format,
    id,
  )
    .trim()
    .split(' ');
  const subnet = `${gateway.replace(/\.\d+$/, '.0')}/${prefix}`;
  return { container, gateway: { address: gateway, port: 5683 }, subnet };
};

const record = async (): Promise<ChildProcess> => {
  const { bridge, prefix } = labNetwork();
  const filter = ['udp', 'and', 'net', `${prefix}.0/24`];
  const tcpdump = spawn('tcpdump', ['-i', bridge, '-w', recording, '-U', ...filter], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // It says so when it hears
  await once(tcpdump.stderr, 'data');
  return tcpdump;
};

/** What nothing that an attacker does may lead to. */
const harm = ['service.exited', 'service.failed', 'content.hidden'] as const;

const typesAfter = async (api: Api, cursor: number): Promise<string[]> =>
  (await api.eventsAfter(cursor)).map(({ body }) => body.type);

test.describe('a host on the building’s network', () => {
  test.skip(process.env['E2E_LAB'] === '0', 'there is a network of its own only in the lab');
  let attacker: Attacker | null = null;
  const plugIn = (): Attacker => (attacker = new Attacker());
  const unplug = (): void => {
    attacker?.unplug();
    attacker = null;
  };
  test.afterEach(unplug);

  test('reads, fakes and breaks nothing while a meeting goes on and people come and go', async ({
    page,
  }) => {
    test.setTimeout(240_000 + journeys * 30_000);
    const api = openApi('admin');
    const tcpdump = await record();
    const { carl, digest } = await showSalaries(api, page);
    tcpdump.kill('SIGTERM');
    await once(tcpdump, 'close');
    const content = page.getByTestId('room-content');
    await expect(content.getByRole('heading', { name: 'Salaries' })).toBeVisible();

    const host = plugIn();
    const { dashboard, prefix } = labNetwork();
    const places = await listening(api);
    expect(places.length).toBeGreaterThanOrEqual(4);
    const urls = places.map(({ address, port }) => `coap://${address}:${port}`);
    const { hostname } = new URL(stack.displayUrl);
    const cursor = await api.cursor();
    const attacks = Promise.all([
      host.run('ask', { urls }),
      host.run('flood', { places, count: 4_000 }),
      host.run('spoof', { ...behindTheRoom(), device: hostname }),
      host.run<{ recorded: number }>('replay', { recording }),
      host.run<{ statuses: number[] }>('guess', {
        url: `https://${dashboard}:${stack.port}`,
        email: signIns().aliceEmail,
        count: 20,
      }),
    ]);
    for (let index = 0; index < journeys; index += 1) {
      await api.walk(carl, 4);
      await api.settled([carl], 'in-meeting');
      await api.leave(carl);
      await api.settled([carl], 'left');
    }
    const [asked, , , replayed, { statuses }] = await attacks;
    expect(asked).toEqual({ open: ['4.01'], guessed: ['4.01'] });
    expect(replayed.recorded).toBeGreaterThan(10);
    expect(statuses.filter((status) => status === 200)).toEqual([]);
    expect(statuses.slice(5)).toEqual(Array.from({ length: 15 }, () => 429));
    // Somebody else at another place signs in meanwhile
    await openApi('alice').site();

    for (const path of ['/state', `/content/${digest}`])
      expect((await fetch(`${stack.displayUrl}${path}`)).status, path).toBe(401);
    for (const path of ['/api/health', '/api/agents/authority', `/api/content/${digest}`])
      expect((await fetch(`http://${prefix}.1:${stack.port}${path}`)).status, path).toBe(426);

    await expect(content.getByRole('heading', { name: 'Salaries' })).toBeVisible();
    const told = await typesAfter(api, cursor);
    for (const type of harm) expect(told).not.toContain(type);
    expect(told).toContain('requests.refused');
    await api.emptyBuilding();
  });

  test('is told nothing where it takes the dashboard’s address, which is alarmed; the room goes on', async ({
    page,
  }) => {
    test.setTimeout(240_000);
    const api = openApi('admin');
    await showSalaries(api, page);
    const content = page.getByTestId('room-content');
    const victims = await addresses(api);
    expect(victims).toHaveLength(4);
    const cursor = await api.cursor();
    const standIn = plugIn().start<{ came: number; said: number }>('stand-in', {
      address: labNetwork().dashboard,
      port: stack.port,
      link: 'eth0',
      victims,
    });
    const areAway = async (): Promise<boolean> => {
      const site = (await api.site()) as never;
      const devices = await api.ask(async (ask) => ask.devices.list.query({ site }));
      return devices.every(({ status }) => !status.connected);
    };
    await waitUntil('all devices reach somebody else', areAway, {
      timeoutMs: 60_000,
      everyMs: 200,
    });
    const { came, said } = await standIn.end();
    // Without the address it would still hand on what devices send to it, until it is gone
    unplug();
    expect(came).toBeGreaterThan(0);
    expect(said).toBe(0);
    // Each tells of it over the next link to the right dashboard
    const areAlarmed = async (): Promise<boolean> => {
      const alarms = (await api.eventsAfter(cursor)).filter(
        ({ body }) => body.type === 'link.distrusted' && body.reason === 'other-authority',
      );
      return new Set(alarms.map(({ device }) => device)).size === victims.length;
    };
    await waitUntil('all devices are back and tell of it', areAlarmed, {
      timeoutMs: 90_000,
      everyMs: 200,
    });
    // This browser is at the address that was taken: what the room did meanwhile, its events say
    for (const type of harm) expect(await typesAfter(api, cursor)).not.toContain(type);
    await expect(content.getByRole('heading', { name: 'Salaries' })).toBeVisible();
    await api.emptyBuilding();
  });
});
