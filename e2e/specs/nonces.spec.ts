import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '@nanoedge/base/testing';
import { protectedRequest } from '@nanoedge/coap/testing';
import { expect, test } from '@playwright/test';
import { recordedDatagrams } from '../attackers/recording.ts';
import { type Api, openApi } from '../support/api.ts';
import { demoRestored, deploymentOf, ended, removalOf } from '../support/changes.ts';
import { dockerOf, signIns, stack } from '../support/stack.ts';

const recording = join(stack.root, '.reports/bridge-traffic.pcap');

/** Records what the containers of a device say to each other and to their gateway. */
const recordOn = async (device: string): Promise<() => Promise<void>> => {
  const format = '{{range $name, $net := .NetworkSettings.Networks}}{{$net.NetworkID}}{{end}}';
  const docker = dockerOf(device);
  const [container = ''] = docker('ps', '--quiet', '--filter', 'label=io.nanoedge.device').split(
    '\n',
  );
  const bridge = `br-${docker('inspect', '--format', format, container).trim().slice(0, 12)}`;
  const inside = `--net=/run/netns/nanoedge-${signIns().suffix}-${device}`;
  const tcpdump = spawn(
    'nsenter',
    [inside, 'tcpdump', '-i', bridge, '-w', recording, '-U', 'udp port 5683'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  // It says so when it hears
  await once(tcpdump.stderr, 'data');
  return async () => {
    tcpdump.kill('SIGTERM');
    await once(tcpdump, 'close');
  };
};

/** The ciphertexts that were sent in requests under each key and nonce. */
const requestsByNonce = (): Map<string, Set<string>> => {
  const found = new Map<string, Set<string>>();
  for (const { payload } of recordedDatagrams(readFileSync(recording))) {
    const request = protectedRequest(payload);
    if (request === null) continue;
    const { nonce, ciphertext } = request;
    found.set(nonce, (found.get(nonce) ?? new Set()).add(ciphertext));
  }
  return found;
};

const comeAndGo = async (api: Api, name: string): Promise<void> => {
  const person = await api.personId(name);
  await api.meetingSoon('Nonces', [person]);
  await api.walk(person, 4);
  await api.settled([person], 'in-meeting');
  await api.leave(person);
  await api.settled([person], 'left');
  await api.emptyCalendar();
};

test('a nanoservice that is brought back from its snapshot uses no key and nonce of before', async () => {
  test.skip(process.env['E2E_LAB'] === '0', 'the engines’ bridges are ours only in the lab');
  test.setTimeout(240_000);
  const api = openApi('admin');
  await demoRestored(api);
  await api.emptyCalendar();
  await api.emptyBuilding();
  const stop = await recordOn('closet');
  await comeAndGo(api, 'Bob');
  const { id } = await deploymentOf(api, 'authentication-engine');
  const [removal] = await ended(api, [await removalOf(api, id)]);
  expect(removal).toMatchObject({ state: 'done', undoable: true });
  const undo = await api.ask((dashboard) =>
    dashboard.deployments.undo.mutate({ run: removal?.id ?? '' }),
  );
  const [restored] = await ended(api, [undo]);
  expect(restored?.steps.find(({ step }) => step === 'restoring')).toMatchObject({ state: 'done' });
  const before = requestsByNonce().size;
  expect(before).toBeGreaterThan(10);
  // Whoever comes back at once would be taken for somebody who is just leaving
  await comeAndGo(api, 'Carl');
  await waitUntil('it is recorded', () => requestsByNonce().size > before, {
    timeoutMs: 10_000,
    everyMs: 100,
  });
  await stop();
  await api.emptyBuilding();
  const twice = [...requestsByNonce()].filter(([, ciphertexts]) => ciphertexts.size > 1);
  expect(twice).toEqual([]);
});
