import * as z from 'zod/mini';
import { PeerRequest } from './coap/keys.ts';
import { ServiceEventType } from './events.ts';
import { ThingKind } from './coap/things.ts';
import { NanoserviceName } from './ids.ts';
import { Limits, VolumeSpec } from './link/desired.ts';

/** The label of an image's config that holds its manifest as JSON. */
export const manifestLabel = 'io.nanoedge.manifest';

/**
 * What an image says of the nanoservice in it. `configSchema` is JSON Schema (draft 2020-12), null
 * when any object will do. Besides the standard keywords it may have `x-thing` (the name of a thing
 * of the device, of that kind), `x-zone`, `x-room` and `x-peer` (the name of a deployment that runs
 * that nanoservice). `defaultConfig` is what a new deployment starts with; places that differ from
 * device to device are left out of it. `needs` are kinds of things that the device must have;
 * `peers` are nanoservices that it calls whatever its config says; `calls` says what it asks of each
 * nanoservice that it calls, and whoever is called answers nothing else; `events` are those of which
 * it tells, and no other is taken from it. `roster`: it is given the site's
 * people, their keys and the meetings; `published`: it gets a UDP port; `network`: it reaches the
 * network beyond its device, else only its gateway and its peers. There is no field for
 * privileges, host folders or devices, and none that is not known is taken.
 */
export const NanoserviceManifest = z.strictObject({
  format: z.literal(1),
  name: NanoserviceName,
  title: z.string().check(z.minLength(1), z.maxLength(60)),
  description: z.string().check(z.minLength(1), z.maxLength(300)),
  configSchema: z.nullable(z.record(z.string(), z.unknown())),
  defaultConfig: z.record(z.string(), z.unknown()),
  needs: z.array(ThingKind),
  volumes: z.array(z.strictObject(VolumeSpec.shape)).check(z.maxLength(8)),
  limits: z.strictObject(Limits.shape),
  peers: z.array(NanoserviceName).check(z.maxLength(16)),
  calls: z._default(
    z.record(NanoserviceName, z.array(PeerRequest).check(z.maxLength(16))),
    () => ({}),
  ),
  events: z._default(z.array(ServiceEventType), () => []),
  roster: z.boolean(),
  published: z.boolean(),
  network: z._default(z.boolean(), false),
});
export type NanoserviceManifest = z.infer<typeof NanoserviceManifest>;

/**
 * What a release of an image asks for, by what the image says of itself. Names that it calls in any
 * case go into the config's schema as `x-peers`, where the config's own peers are.
 */
export const specOfManifest = (
  manifest: NanoserviceManifest,
): Omit<NanoserviceManifest, 'format' | 'name' | 'title' | 'description' | 'peers'> => {
  const { format: _f, name: _n, title: _t, description: _d, peers, ...spec } = manifest;
  if (peers.length === 0) return spec;
  const schema = spec.configSchema ?? { type: 'object' };
  return { ...spec, configSchema: { ...schema, 'x-peers': peers } };
};
