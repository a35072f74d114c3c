import { changed, content, observable, type Resource, withBody } from '@nanoedge/coap';
import * as z from 'zod/mini';

z.config({ jitless: true });

const Reading = z.object({
  zone: z.string().check(z.minLength(1), z.maxLength(40)),
  at: z.iso.datetime(),
  sightings: z.array(z.object({ key: z.string(), rssi: z.number() })).check(z.maxLength(64)),
});

export const State = z.object({ revision: z.number(), text: z.string() });

let revision = 0;

/** The state that is observed changes; every third one is large. */
export const advance = (): void => {
  revision += 1;
};

const state = () => ({ revision, text: 'x'.repeat(revision % 3 === 0 ? 3000 : 20) });

export const resources: Resource[] = [
  { path: '/health', type: 'nanoedge.health', handlers: { GET: () => content({ ok: true }) } },
  observable('/state', 'nanoedge.state', state),
  {
    path: '/readings/{name}',
    type: 'nanoedge.reading',
    handlers: {
      PUT: withBody(Reading, () => changed()),
      GET: ({ parameters, query }) => content({ parameters, query }),
      DELETE: () => changed(),
    },
  },
];
