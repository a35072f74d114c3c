import { Digest, EnrolRequest, parse, parseJson } from '@nanoedge/protocol';
import { Hono } from 'hono';
import { getContentForDevice } from '../services/content/get-for-device.ts';
import type { Deps } from '../services/deps.ts';
import { enrolDevice } from '../services/devices/enrol.ts';
import { NotFound } from '../services/errors.ts';
import { AllowedImages } from '../services/images/allowed.ts';
import { answerBytes, answerJson, readText } from './answer.ts';
import type { ClientAddress } from '../auth/client-address.ts';
import { longBody } from './body-time.ts';
import type { HttpEnv } from './context.ts';
import { getAgentImage } from './images.ts';
import { SeenNonces, signingDevice } from './signed.ts';
import { getAgentSnapshot, putAgentSnapshot } from './snapshots.ts';

/** What devices ask for: with their signature instead of a cookie, except to enrol. */
export const agentRoutes = (
  deps: Deps,
  clientAddress: ClientAddress,
  authority: string | null,
): Hono<HttpEnv> => {
  const allowed = new AllowedImages();
  const seen = new SeenNonces();
  return new Hono<HttpEnv>()
    .get('/authority', () => {
      if (authority === null) throw new NotFound('address', 'authority');
      const headers = { 'content-type': 'application/x-pem-file', 'cache-control': 'no-store' };
      return new Response(authority, { headers });
    })
    .post('/enrol', async (c) => {
      const wanted = parseJson(EnrolRequest, await readText(c.env.incoming, 4096), 'enrolment');
      return answerJson(200, await enrolDevice(deps, wanted, clientAddress(c.env.incoming)));
    })
    .get('/content/:digest', async (c) => {
      const digest = parse(Digest, c.req.param('digest'), 'digest');
      const { device } = await signingDevice(deps, c.env.incoming, seen);
      const stream = await getContentForDevice(deps, device, digest);
      const headers = { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' };
      return answerBytes(c, { headers }, stream);
    })
    .get('/images/:digest', (c) => getAgentImage({ deps, allowed, seen }, c))
    .get('/snapshots/:id', (c) => getAgentSnapshot({ deps, seen }, c))
    .put('/snapshots/:id', longBody, (c) => putAgentSnapshot({ deps, seen }, c));
};
