import { waitUntil } from '@nanoedge/base/testing';
import { Health, parseJson } from '@nanoedge/protocol';
import { expect, it } from 'vitest';
import type { HostedCase } from './case.ts';
import { libcoap } from './libcoap.ts';
import type { Visit } from './visit.ts';

/** That a client that is not ours is answered as ours is. */
export const talkingToLibcoap = (
  visit: () => Visit,
  { service, runtime, bad, observe }: HostedCase,
): void => {
  it('talks to libcoap', async () => {
    const { client, running } = visit();
    const answer = await libcoap('-m', 'get', `${running.url}/health`);
    expect(parseJson(Health, answer, 'health')).toMatchObject({ service, runtime });
    expect(await libcoap('-m', 'get', `${running.url}/.well-known/core`)).toContain('</health>');
    expect(
      await libcoap(
        '-m',
        bad.method.toLowerCase(),
        '-t',
        '50',
        '-e',
        JSON.stringify(bad.body),
        `${running.url}${bad.path}`,
      ),
    ).toContain(`${bad.code} {"error"`);
    if (observe === null) return;
    const observing = libcoap('-s', '2', `${running.url}${observe.path}`);
    await waitUntil('libcoap observes', async () => {
      await observe.change(running, client);
      return observe.sees.test(
        await Promise.race([observing, libcoap('-m', 'get', `${running.url}${observe.path}`)]),
      );
    });
    expect(await observing).toMatch(observe.sees);
  });
};
