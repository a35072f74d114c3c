import { request } from 'node:http';
import { connect } from 'node:net';
import { DisplaySpec, parse, ScreenState } from '@nanoedge/protocol';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { beatMs, silentMs } from '../../src/edge/display/model.ts';
import { waitingBrowsers } from '../../src/edge/display/pairing.ts';
import { streamLimit } from '../../src/edge/display/server.ts';
import { unprovenLimit } from '../../src/edge/display/unproven-connections.ts';
import { showsStored, startScreen, storedBytes, storedDigest } from '../support/screen-ground.ts';

const modesIn = ({ text }: { text: string }): unknown[] =>
  [...text.matchAll(/^data: (\{.*)$/gm)].map(([, json]) => JSON.parse(json ?? '').screen.mode);

describe('the room screen over HTTP', () => {
  it('serves its page with headers that let nobody frame, sniff or extend it', async () => {
    const { get } = await startScreen();
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
    const { get } = await startScreen();
    const { status, text } = await get(path);
    expect([403, 404]).toContain(status);
    expect(text).not.toContain('secret');
  });

  it('gives content only while it is shown', async () => {
    const { display, get } = await startScreen();
    expect((await get(`/content/${storedDigest}`)).status).toBe(403);
    display.show(showsStored());
    const shown = await get(`/content/${storedDigest}`);
    expect(shown).toMatchObject({ status: 200, text: storedBytes.toString() });
    expect(shown.headers).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining('sandbox'),
    });
    display.show({ kind: 'screen', mode: 'cleared' });
    expect((await get(`/content/${storedDigest}`)).status).toBe(403);
  });

  it('sends what claims to be a page as mere bytes', async () => {
    const { display, get } = await startScreen();
    display.show(showsStored('text/html'));
    expect((await get(`/content/${storedDigest}`)).headers['content-type']).toBe(
      'application/octet-stream',
    );
  });

  it('says so when content has not arrived yet', async () => {
    const { display, content, get } = await startScreen();
    await content.prune(new Set());
    display.show(showsStored());
    expect((await get(`/content/${storedDigest}`)).status).toBe(404);
  });

  it('refuses to be written to', async () => {
    const { get } = await startScreen();
    expect((await get('/state', 'POST')).status).toBe(405);
  });

  it('streams its state: first as it is, then every change', async () => {
    const { display, follow } = await startScreen();
    const page = follow();
    await vi.waitFor(() => expect(modesIn(page)).toEqual(['idle']));
    display.show(showsStored());
    display.show({ kind: 'screen', mode: 'idle' });
    await vi.waitFor(() => expect(modesIn(page)).toEqual(['idle', 'content', 'idle']));
  });

  it('lets a page hear that it is there oftener than that hides what is private', async () => {
    const { follow } = await startScreen();
    const page = follow();
    const beats = (): number => page.text.split('event: beat').length - 1;
    await vi.waitFor(() => expect(beats()).toBeGreaterThan(2), { timeout: 3 * silentMs });
    expect(2 * beatMs).toBeLessThan(silentMs);
  });

  it('says nothing of the room to a browser that is not paired', async () => {
    const { display, get } = await startScreen();
    display.show(showsStored());
    for (const headers of [{}, { cookie: 'nanoedge-screen=x' }, { cookie: 'a=b; c=d' }]) {
      expect(await get('/state', 'GET', headers)).toMatchObject({
        status: 401,
        text: 'This browser is not paired with the room screen.',
      });
      expect((await get(`/content/${storedDigest}`, 'GET', headers)).status).toBe(401);
      expect((await get('/', 'GET', headers)).status).toBe(200);
    }
  });

  it('gives a browser a code and a secret that only it can read, and knows it once it is approved', async () => {
    const { get, pairing, port } = await startScreen();
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
    const { get } = await startScreen();
    expect((await get('/pair', 'POST', headers)).status).toBe(status);
  });

  it('sends what is drawn of a meeting, and neither its id nor who is not greeted by name', async () => {
    const { display, get, port, cookie } = await startScreen();
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
          content: storedDigest,
        },
      ],
    };
    display.assign(parse(DisplaySpec, spec, 'display'));
    display.show(parse(ScreenState, { ...showsStored(), welcome: [person] }, 'screen'));
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

  it('ends what a browser shows as soon as it is revoked, and says so', async () => {
    const { pairing, get, follow } = await startScreen();
    const page = follow();
    await vi.waitFor(() => expect(modesIn(page)).toHaveLength(1));
    pairing.revoke(pairing.state().screens[0]?.id ?? '');
    await vi.waitFor(() => expect(page.ended).toBe(true));
    expect(page.text).toContain('event: unpaired');
    expect((await get('/state')).status).toBe(401);
    expect((await get('/pair')).status).toBe(404);
  });

  it('says that too many wait where they do, and gives no secret then', async () => {
    const { get } = await startScreen();
    for (let count = 0; count < waitingBrowsers.address; count += 1) await get('/pair', 'POST', {});
    const crowded = await get('/pair', 'POST', {});
    expect(JSON.parse(crowded.text)).toEqual({ paired: false, code: null, leftMs: 0 });
    expect(crowded.headers['set-cookie']).toBeUndefined();
  });

  it('closes the oldest page of a browser that opens too many, as one that was cut off may be', async () => {
    const { follow } = await startScreen();
    const pages: ReturnType<typeof follow>[] = [];
    for (let opened = 0; opened <= streamLimit; opened += 1) {
      const page = follow();
      await vi.waitFor(() => expect(modesIn(page)).toHaveLength(1));
      pages.push(page);
    }
    await vi.waitFor(() => expect(pages[0]?.ended).toBe(true));
    expect(pages.slice(1).map(({ ended }) => ended)).not.toContain(true);
  });

  it('goes on showing to a paired browser while others open what connections they like', async () => {
    const { display, port, follow } = await startScreen();
    const page = follow();
    await vi.waitFor(() => expect(modesIn(page)).toEqual(['idle']));
    const flood = Array.from({ length: 200 }, () => connect(port, '127.0.0.1'));
    onTestFinished(() => flood.forEach((socket) => void socket.destroy()));
    for (const socket of flood) socket.on('error', () => undefined);
    await vi.waitFor(() =>
      expect(flood.filter(({ closed }) => closed).length).toBeGreaterThanOrEqual(
        flood.length - unprovenLimit,
      ),
    );
    display.show(showsStored());
    await vi.waitFor(() => expect(modesIn(page)).toEqual(['idle', 'content']));
    expect(page.ended).toBe(false);
  });

  it('keeps no browser from the screen that is paired, however many pages others open', async () => {
    const { get, port, cookie } = await startScreen();
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
