import { createHash } from 'node:crypto';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { systemClock } from '@nanoedge/base';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Digest, parse, ScreenState } from '@nanoedge/protocol';
import { Display } from '../../src/edge/display/display.ts';
import { DisplayServer } from '../../src/edge/display/server.ts';
import { staticFiles } from '../../src/edge/display/static-files.ts';
import { ContentStore } from '../../src/store/content-store.ts';
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
  const server = new DisplayServer({
    display,
    content,
    files: staticFiles(join(folder, 'page')),
    log: pino({ level: 'silent' }),
  });
  const port = await server.listen(0, '127.0.0.1');
  onTestFinished(async () => server.close());
  const get = async (
    path: string,
    method = 'GET',
  ): Promise<{ status: number; headers: IncomingMessage['headers']; text: string }> =>
    new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, path, method }, (response) => {
        let text = '';
        response.on('data', (chunk) => (text += String(chunk)));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      })
        .on('error', reject)
        .end();
    });
  return { display, content, port, get };
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
    const { display, port } = await setUp();
    let text = '';
    const open = request({ host: '127.0.0.1', port, path: '/state' }, (response) =>
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
});
