import { createHash } from 'node:crypto';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { systemClock } from '@nanoedge/base';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Digest, DisplaySpec, parse, ScreenState } from '@nanoedge/protocol';
import { Display } from '../../src/edge/display/display.ts';
import { ScreenPairing } from '../../src/edge/display/pairing.ts';
import { DisplayServer } from '../../src/edge/display/server.ts';
import { staticFiles } from '../../src/edge/display/static-files.ts';
import { ContentStore } from '../../src/store/content-store.ts';
import { openDatabase } from '../../src/store/database.ts';
import { scratchFolder } from '../support/scratch.ts';

const bytes = Buffer.from('%PDF-1.4 not really');
const digest = Digest.parse(`sha256:${createHash('sha256').update(bytes).digest('hex')}`);

const shows = (mediaType = 'application/pdf'): ScreenState =>
  parse(
    ScreenState,
    {
      kind: 'screen',
      mode: 'content',
      meeting: { id: 'm1', title: 'Review', room: 'aurora', endsAt: 5 },
      items: [{ kind: 'pdf', name: 'a.pdf', digest, mediaType, bytes: bytes.length }],
      welcome: [],
    },
    'screen',
  );

const setUp = async () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'page'));
  writeFileSync(join(folder, 'page/index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'secret.html'), 'secret');
  const content = new ContentStore(join(folder, 'content'));
  await content.put(
    digest,
    (async function* () {
      yield bytes;
    })(),
  );
  const display = new Display(systemClock);
  const database = openDatabase(join(folder, 'agent.db'));
  const pairing = new ScreenPairing(database, systemClock);
  const server = new DisplayServer({
    display,
    content,
    files: staticFiles(join(folder, 'page')),
    pairing,
    isOurs: (host) => host === '127.0.0.1',
    log: pino({ level: 'silent' }),
  });
  const port = await server.listen(0, '127.0.0.1');
  onTestFinished(async () => {
    await server.close();
    database.close();
  });
  const { secret, code } = pairing.begin('192.0.2.7', 'Test browser');
  pairing.approve(code);
  const cookie = `other=1; nanoedge-screen-${port}=${secret}`;
  const get = async (
    path: string,
    method = 'GET',
    headers: Record<string, string> = { cookie },
  ): Promise<{ status: number; headers: IncomingMessage['headers']; text: string }> =>
    new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
        let text = '';
        response.on('data', (chunk) => (text += String(chunk)));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      })
        .on('error', reject)
        .end();
    });
  return { display, content, port, get, pairing, cookie };
};

describe('the room screen over HTTP', () => {
  it('serves its page with headers that let nobody frame, sniff or extend it', async () => {
    const { get } = await setUp();
    const page = await get('/');
    expect(page).toMatchObject({ status: 200, text: '<!doctype html>' });
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    });
  });

  it.each([
    '/../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '//etc/passwd',
    '/content/../../secret.html',
  ])('never leaves its folder: %s', async (path) => {
    const { get } = await setUp();
    const { status, text } = await get(path);
    expect([403, 404]).toContain(status);
    expect(text).not.toContain('secret');
  });

  it('gives content only while it is shown', async () => {
    const { display, get } = await setUp();
    expect((await get(`/content/${digest}`)).status).toBe(403);
    display.show(shows());
    const shown = await get(`/content/${digest}`);
    expect(shown).toMatchObject({ status: 200, text: bytes.toString() });
    expect(shown.headers).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining('sandbox'),
    });
    display.show({ kind: 'screen', mode: 'cleared' });
    expect((await get(`/content/${digest}`)).status).toBe(403);
  });

  it('sends what claims to be a page as mere bytes', async () => {
    const { display, get } = await setUp();
    display.show(shows('text/html'));
    expect((await get(`/content/${digest}`)).headers['content-type']).toBe(
      'application/octet-stream',
    );
  });

  it('says so when content has not arrived yet', async () => {
    const { display, content, get } = await setUp();
    await content.prune(new Set());
    display.show(shows());
    expect((await get(`/content/${digest}`)).status).toBe(404);
  });

  it('refuses to be written to', async () => {
    const { get } = await setUp();
    expect((await get('/state', 'POST')).status).toBe(405);
  });

  it('streams its state: first as it is, then every change', async () => {
    const { display, port, cookie } = await setUp();
    let text = '';
    const headers = { cookie };
    const open = request({ host: '127.0.0.1', port, path: '/state', headers }, (response) =>
      response.on('data', (chunk) => (text += String(chunk))),
    );
    open.on('error', () => undefined);
    open.end();
    onTestFinished(() => void open.destroy());
    const modes = (): unknown[] =>
      [...text.matchAll(/^data: (\{.*)$/gm)].map(([, json]) => JSON.parse(json ?? '').screen.mode);
    await vi.waitFor(() => expect(modes()).toEqual(['idle']));
    display.show(shows());
    display.show({ kind: 'screen', mode: 'idle' });
    await vi.waitFor(() => expect(modes()).toEqual(['idle', 'content', 'idle']));
  });

  it('says nothing of the room to a browser that is not paired', async () => {
    const { display, get } = await setUp();
    display.show(shows());
    for (const headers of [{}, { cookie: 'nanoedge-screen=x' }, { cookie: 'a=b; c=d' }]) {
      expect(await get('/state', 'GET', headers)).toMatchObject({
        status: 401,
        text: 'This browser is not paired with the room screen.',
      });
      expect((await get(`/content/${digest}`, 'GET', headers)).status).toBe(401);
      expect((await get('/', 'GET', headers)).status).toBe(200);
    }
  });

  it('gives a browser a code and a secret that only it can read, and knows it once it is approved', async () => {
    const { get, pairing, port } = await setUp();
    expect((await get('/pair', 'GET', {})).status).toBe(404);
    const begun = await get('/pair', 'POST', {});
    const [set = ''] = begun.headers['set-cookie'] ?? [];
    expect(set).toMatch(/; HttpOnly; SameSite=Strict; Path=\//);
    const own = { cookie: set.split(';')[0] ?? '' };
    const { code } = JSON.parse(begun.text) as { code: string };
    expect(own.cookie).toContain(`nanoedge-screen-${port}=`);
    expect(JSON.parse((await get('/pair', 'POST', own)).text)).toMatchObject({
      paired: false,
      code,
    });
    pairing.approve(code);
    expect(JSON.parse((await get('/pair', 'GET', own)).text)).toEqual({ paired: true });
  });

  it.each([
    [{ host: 'evil.example' }, 421],
    [{ origin: 'http://evil.example' }, 403],
  ])('does not pair for a page of another site: %j', async (headers, status) => {
    const { get } = await setUp();
    expect((await get('/pair', 'POST', headers)).status).toBe(status);
  });

  it('sends what is drawn of a meeting, and neither its id nor who is not greeted by name', async () => {
    const { display, get, port, cookie } = await setUp();
    const person = { id: 'bob-1', name: 'Bob Byrne', initials: 'BB', colour: '#009e73' };
    const spec = {
      room: 'aurora',
      name: 'Aurora',
      greeting: 'initials',
      meetings: [
        {
          id: 'm-secret',
          title: 'Review',
          room: 'aurora',
          startsAt: 1,
          endsAt: 9,
          content: digest,
        },
      ],
    };
    display.assign(parse(DisplaySpec, spec, 'display'));
    display.show(parse(ScreenState, { ...shows(), welcome: [person] }, 'screen'));
    let text = '';
    const headers = { cookie };
    const open = request({ host: '127.0.0.1', port, path: '/state', headers }, (response) =>
      response.on('data', (chunk) => (text += String(chunk))),
    );
    open.on('error', () => undefined);
    open.end();
    onTestFinished(() => void open.destroy());
    await vi.waitFor(() => expect(text).toContain('"BB"'));
    for (const hidden of ['m-secret', 'bob-1', 'Bob Byrne', '"m1"'])
      expect(text).not.toContain(hidden);
    expect((await get('/pair')).status).toBe(200);
  });

  it('ends what a browser shows as soon as it is revoked', async () => {
    const { pairing, port, cookie, get } = await setUp();
    const headers = { cookie };
    const ended = new Promise((resolve) => {
      const open = request({ host: '127.0.0.1', port, path: '/state', headers }, (response) =>
        response.resume().on('close', resolve),
      );
      open.on('error', resolve);
      open.end();
    });
    await vi.waitFor(() => expect(pairing.state().screens).toMatchObject([{ open: true }]));
    pairing.revoke(pairing.state().screens[0]?.id ?? '');
    await ended;
    expect((await get('/state')).status).toBe(401);
  });

  it('keeps no browser from the screen that is paired, however many pages others open', async () => {
    const { get, port, cookie } = await setUp();
    await Promise.all(Array.from({ length: 100 }, () => get('/state', 'GET', {})));
    const headers = { cookie };
    const status = await new Promise((resolve) => {
      const open = request({ host: '127.0.0.1', port, path: '/state', headers }, (response) => {
        resolve(response.statusCode);
        response.destroy();
      });
      open.on('error', () => undefined);
      open.end();
    });
    expect(status).toBe(200);
  });
});
