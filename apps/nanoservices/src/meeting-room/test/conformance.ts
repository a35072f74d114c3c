import { waitUntil } from '@nanoedge/base/testing';
import { largeManifest } from '@nanoedge/coap/testing';
import { MeetingEnd } from '@nanoedge/protocol';
import { expect } from 'vitest';
import type { ConformanceCase } from '../../../test/conformance/case.ts';
import { roomConfig } from '../../../test/support/configs.ts';
import { digest, rosterAt } from '../../../test/support/roster.ts';

const { people, meetings } = rosterAt(Date.now());
const session = {
  meeting: { ...meetings[0], content: null },
  present: [{ journey: 'j-1', key: 'key-bob', person: people[0] }],
  leaseSeconds: 5,
};

export const conformanceCase: ConformanceCase = {
  config: () => roomConfig,
  peers: [],
  links: ['</sessions>;rt="nanoedge.sessions";ct=50;obs'],
  bad: {
    method: 'PUT',
    path: '/sessions/standup',
    body: { ...session, present: [] },
    code: '4.00',
    field: 'present',
  },
  observe: {
    path: '/sessions',
    change: async ({ url }, client) => {
      await client.send({ url, path: '/sessions/standup', method: 'PUT', body: session });
    },
    sees: /"shown":true/,
  },
  own: [
    {
      does: 'says for what reason content is hidden',
      holds: async ({ url, gateway }, client) => {
        gateway.contents.set(digest, largeManifest);
        const body = { ...session, meeting: { ...meetings[0], content: digest } };
        const path = '/sessions/standup';
        const hidden = (): unknown[] =>
          gateway.events.flatMap((event) =>
            event.type === 'content.hidden' ? [event.reason] : [],
          );
        for (const reason of MeetingEnd.options) {
          await client.send({ url, path, method: 'PUT', body });
          await waitUntil('shown', () => gateway.screen.mode === 'content');
          const before = hidden().length;
          await client.send({ url, path: `${path}?reason=${reason}`, method: 'DELETE' });
          await waitUntil('hidden', () => hidden().length > before);
          expect([gateway.screen.mode, hidden().at(-1)]).toEqual(['idle', reason]);
        }
      },
    },
  ],
};
