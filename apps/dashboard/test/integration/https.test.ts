import { readFile, stat, writeFile } from 'node:fs/promises';
import { request, type RequestOptions } from 'node:https';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { digestOf } from '@nanoedge/archive';
import { readJoinToken } from '@nanoedge/link';
import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AgentSocket } from './support/agent-socket.ts';
import { passwords } from './support/demo.ts';
import { type RunningDashboard, runDashboard } from './support/dashboard.ts';

let dashboard: RunningDashboard;
let authority: string;
let port: string;
beforeAll(async () => {
  dashboard = await runDashboard(undefined, { tls: 'own' });
  authority = await readFile(path.join(dashboard.home, 'tls/authority.pem'), 'utf8');
  ({ port } = new URL(dashboard.url));
});
afterAll(() => dashboard.stop());

/** An address of this machine that is not its loopback. */
const ownAddress = (): string => {
  const found = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4');
  if (found === undefined) throw new Error('this machine has no network');
  return found.address;
};

const get = (
  url: string,
  options: RequestOptions & { body?: string } = {},
): Promise<{ status: number; cookies: readonly string[]; text: string }> =>
  new Promise((resolve, reject) => {
    const { body, ...rest } = options;
    const call = request(url, { ca: authority, agent: false, ...rest }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          cookies: response.headers['set-cookie'] ?? [],
          text,
        }),
      );
    });
    call.on('error', reject);
    call.end(body);
  });

describe('a dashboard that others reach', () => {
  it.each(['localhost', '127.0.0.1', ownAddress()])(
    'serves HTTPS at %s, with a certificate that its own authority vouches for',
    async (host) => {
      expect((await get(`https://${host}:${port}/api/health`)).status).toBe(200);
    },
  );

  it('is not believed by who does not know its authority', async () => {
    const stranger = get(`https://127.0.0.1:${port}/api/health`, { ca: undefined });
    await expect(stranger).rejects.toThrow('certificate');
  });

  it('says its authority to a device, whose join token has the digest to know it by', async () => {
    const { text } = await get(`https://127.0.0.1:${port}/api/agents/authority`);
    const token = readJoinToken(dashboard.deps.identity.joinToken('k'.repeat(32)));
    expect(token.ca).toBe(digestOf(new X509Certificate(text).raw));
    expect(token.dashboardUrl).toBe(`https://${ownAddress()}:${port}`);
  });

  it('keeps the keys of both to itself', async () => {
    for (const name of ['authority', 'tls', 'dashboard']) {
      const { mode } = await stat(path.join(dashboard.home, `secrets/${name}.pem`));
      expect(mode & 0o777).toBe(0o600);
    }
  });

  it('serves plain HTTP to its own machine, and sends pages of others to HTTPS', async () => {
    expect((await fetch(`http://127.0.0.1:${port}/api/health`)).status).toBe(200);
    const page = await fetch(`http://${ownAddress()}:${port}/meetings`, { redirect: 'manual' });
    expect(page.status).toBe(308);
    expect(page.headers.get('location')).toBe(`https://${ownAddress()}:${port}/meetings`);
  });

  it.each([
    ['GET', '/api/health'],
    ['POST', '/api/auth/sign-in/email'],
    ['POST', '/api/agents/enrol'],
    ['GET', '/api/agents/authority'],
  ])('answers %s %s from elsewhere without TLS with 426 and nothing else', async (method, at) => {
    const answer = await fetch(`http://${ownAddress()}:${port}${at}`, {
      method,
      ...(method === 'GET' ? {} : { body: '{}' }),
    });
    expect(answer.status).toBe(426);
    expect(await answer.text()).toContain('https://');
  });

  it('lets no agent in without TLS from elsewhere, and greets it with', async () => {
    const open = (url: string): AgentSocket => new AgentSocket(url, 'entrance', { ca: authority });
    const plain = open(`http://${ownAddress()}:${port}`);
    await new Promise((resolve) => plain.once('connect_error', resolve));
    const secure = open(`https://${ownAddress()}:${port}`);
    const challenge = await new Promise<{ nonce: string }>((resolve, reject) => {
      secure.once('challenge', resolve);
      secure.once('connect_error', reject);
    });
    expect(challenge.nonce).toMatch(/^[\w-]{43}$/);
    plain.disconnect();
    secure.disconnect();
  });

  it('sets cookies over TLS that never go without', async () => {
    const { cookies, status } = await get(`https://127.0.0.1:${port}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: `https://127.0.0.1:${port}` },
      body: JSON.stringify({ email: 'alice@example.org', password: passwords.alice }),
    });
    expect(status).toBe(200);
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(cookie).toMatch(/; Secure/);
  });

  it('outlives those who connect and break off, say nothing, or speak neither', async () => {
    await Promise.all(
      [Buffer.from([22, 3, 1]), Buffer.from('\0\0\0'), Buffer.alloc(0)].map(
        (bytes) =>
          new Promise((resolve) => {
            const socket = connect(Number(port), '127.0.0.1', () => {
              socket.write(bytes);
              socket.destroySoon();
            });
            socket.on('error', resolve).on('close', resolve).resume();
          }),
      ),
    );
    expect((await get(`https://127.0.0.1:${port}/api/health`)).status).toBe(200);
  });
});

describe('a dashboard with a certificate of somebody’s own', () => {
  it('serves that, and tells devices of its authority', async () => {
    const files = {
      certificate: path.join(dashboard.home, 'own.pem'),
      key: path.join(dashboard.home, 'own.key'),
    };
    await writeFile(
      files.certificate,
      `${await readFile(path.join(dashboard.home, 'tls/dashboard.pem'), 'utf8')}${authority}`,
    );
    await writeFile(
      files.key,
      await readFile(path.join(dashboard.home, 'secrets/tls.pem'), 'utf8'),
    );
    const other = await runDashboard(undefined, { tls: files });
    const { port: at } = new URL(other.url);
    expect((await get(`https://127.0.0.1:${at}/api/health`)).status).toBe(200);
    const { ca } = readJoinToken(other.deps.identity.joinToken('k'.repeat(32)));
    expect(ca).toBe(digestOf(new X509Certificate(authority).raw));
    await other.stop();
    await writeFile(
      files.key,
      await readFile(path.join(dashboard.home, 'secrets/authority.pem'), 'utf8'),
    );
    await expect(runDashboard(undefined, { tls: files })).rejects.toThrow(
      'is not that of the first certificate',
    );
  });
});
