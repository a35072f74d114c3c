import { createHash } from 'node:crypto';
import { request, type IncomingMessage } from 'node:http';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@nanoedge/base';
import { Digest, parse, ScreenState } from '@nanoedge/protocol';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { Display } from '../../src/edge/display/display.ts';
import { ScreenPairing } from '../../src/edge/display/pairing.ts';
import { DisplayServer } from '../../src/edge/display/server.ts';
import { staticFiles } from '../../src/edge/display/static-files.ts';
import { ContentStore } from '../../src/store/content-store.ts';
import { openDatabase } from '../../src/store/database.ts';
import { scratchFolder } from './scratch.ts';

/** What is stored, and its digest. */
export const storedBytes = Buffer.from('%PDF-1.4 not really');
export const storedDigest = Digest.parse(
  `sha256:${createHash('sha256').update(storedBytes).digest('hex')}`,
);

/** The state of a screen that shows it. */
export const showsStored = (mediaType = 'application/pdf'): ScreenState =>
  parse(
    ScreenState,
    {
      kind: 'screen',
      mode: 'content',
      meeting: { id: 'm1', title: 'Review', room: 'aurora', endsAt: 5 },
      items: [
        { kind: 'pdf', name: 'a.pdf', digest: storedDigest, mediaType, bytes: storedBytes.length },
      ],
      welcome: [],
    },
    'screen',
  );

/** A room screen on a port of its own with one paired browser, and how it is asked. */
export const startScreen = async () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'page'));
  writeFileSync(join(folder, 'page/index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'secret.html'), 'secret');
  const content = new ContentStore(join(folder, 'content'));
  await content.put(
    storedDigest,
    (async function* () {
      yield storedBytes;
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
  const given = pairing.begin('192.0.2.7', 'Test browser');
  pairing.approve(given?.code ?? '');
  const secret = given?.secret ?? '';
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
  /** All that an open page of the paired browser hears. */
  const follow = () => {
    const heard = { text: '', ended: false };
    const open = request(
      { host: '127.0.0.1', port, path: '/state', headers: { cookie } },
      (response) => {
        response.on('data', (chunk) => (heard.text += String(chunk)));
        response.on('close', () => (heard.ended = true));
      },
    );
    open.on('error', () => undefined);
    open.end();
    onTestFinished(() => void open.destroy());
    return heard;
  };
  return { display, content, port, get, pairing, cookie, follow };
};
