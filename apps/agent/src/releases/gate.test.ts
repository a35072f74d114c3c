import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { publicKeyText, signerWith, signSuccessor } from '@nanoedge/link';
import {
  DeploymentId,
  DeviceId,
  Digest,
  SiteId,
  type DeploymentSpec,
  type DesiredState,
} from '@nanoedge/protocol';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { aDeployment, aDesiredState } from '../../test/support/builders.ts';
import { aReleaseKey, signedAs } from '../../test/support/releases.ts';
import { scratchFolder } from '../../test/support/scratch.ts';
import { AcceptedReleases } from '../store/accepted-releases.ts';
import { openDatabase } from '../store/database.ts';
import { Identity } from '../store/identity.ts';
import { ReleaseGate } from './gate.ts';

const linkKey = generateKeyPairSync('ed25519').privateKey;
const link = signerWith(linkKey);
const image = (digit: string): Digest => Digest.parse(`sha256:${digit.repeat(64)}`);

/** A release of the deployment under test, told apart by its version. */
const release = (version: string, more: Record<string, unknown> = {}): DeploymentSpec =>
  aDeployment({
    name: 'presence',
    release: { version, image: `nanoedge/presence:${version}`, imageId: image(version) },
    ...more,
  });

const withImage = (imageId: Digest): DeploymentSpec => {
  const spec = release('1');
  return { ...spec, release: { ...spec.release, imageId } };
};

const id = DeploymentId.parse('d-presence');
const device = DeviceId.parse('device-1');

const setUp = () => {
  const folder = scratchFolder();
  const database = openDatabase(join(folder, 'agent.db'));
  onTestFinished(() => database.close());
  const identity = Identity.open(folder);
  const dashboard = { url: 'https://d', key: publicKeyText(linkKey), ca: null, releaseKey: null };
  identity.join({ device, site: SiteId.parse('s'), dashboard });
  const key = aReleaseKey();
  let proven: Digest | null = null;
  /** As after a restart: nothing is remembered but what is on the disk. */
  const gate = (): ReleaseGate =>
    new ReleaseGate({
      device,
      identity: Identity.open(folder),
      accepted: new AcceptedReleases(database),
      journal: {
        proven: () => (proven === null ? null : { spec: withImage(proven) }),
      },
      log: pino({ level: 'silent' }),
    });
  const pass = (
    deployments: DeploymentSpec[],
    change: Partial<DesiredState> = {},
    releaseKey = key.said(link),
  ) => {
    const desired = { ...aDesiredState({ deployments: [] }), deployments, releaseKey, ...change };
    const { desired: vetted, refused } = gate().pass(desired);
    const runs = vetted.deployments.map(({ release: { version } }) => version);
    const why = refused.get(id)?.reason ?? null;
    return { vetted, refused, runs, why };
  };
  return {
    key,
    pass,
    gate,
    known: () => Identity.open(folder).dashboard?.releaseKey ?? null,
    holds: (digest: Digest) => {
      proven = digest;
    },
  };
};

describe('the release key', () => {
  it('is the first that the dashboard says, by the key of its link, and stays over a restart', () => {
    const { pass, key, known } = setUp();
    expect(known()).toBeNull();
    pass([]);
    expect(known()).toBe(key.key);
  });

  it('is not taken from somebody else, and without one nothing is signed', () => {
    const { pass, key, known } = setUp();
    const stranger = signerWith(generateKeyPairSync('ed25519').privateKey);
    expect(pass([release('1')], {}, key.said(stranger)).runs).toEqual(['1']);
    expect(known()).toBeNull();
  });

  it('is followed by another one only where it signed that', () => {
    const { pass, key, known } = setUp();
    pass([]);
    const [other, next] = [aReleaseKey(), aReleaseKey()];
    pass([], {}, other.said(link));
    expect(known()).toBe(key.key);
    const by = (from: typeof key, to: typeof key) => ({
      key: from.key,
      signature: signSuccessor({ former: from.key, next: to.key }, from.sign),
    });
    pass([], {}, other.said(link, [by(key, next)]));
    expect(known()).toBe(key.key);
    pass([], {}, other.said(link, [by(key, next), by(next, other)]));
    expect(known()).toBe(other.key);
  });
});

describe('a deployment', () => {
  it('runs when its release is signed', () => {
    const { pass, key } = setUp();
    expect(pass([signedAs(release('1'), key)])).toMatchObject({ runs: ['1'], why: null });
  });

  it('goes on as it was when it is not signed any more, and others are not held up', () => {
    const { pass, key } = setUp();
    const other = signedAs(aDeployment({ name: 'other' }), key);
    pass([signedAs(release('1'), key), other]);
    const { runs, why, refused } = pass([release('2'), other]);
    expect(runs).toEqual(['1', '1.0.0']);
    expect(why).toMatch(/not signed/);
    expect([...refused.values()]).toMatchObject([{ goesOn: true }]);
  });

  it('is left alone where it was never accepted', () => {
    const { refused } = setUp().pass([release('1')]);
    expect(refused.get(id)).toMatchObject({ goesOn: false });
  });

  it('of before releases were signed goes on, and is signed from then on', () => {
    const { pass, key, gate } = setUp();
    gate().pass({ ...aDesiredState(), deployments: [release('1')] });
    expect(pass([release('2')])).toMatchObject({ runs: ['1'] });
    expect(pass([signedAs(release('1'), key)])).toMatchObject({ runs: ['1'], why: null });
  });

  it('that is refused can still be restarted and removed', () => {
    const { pass, key } = setUp();
    pass([signedAs(release('1'), key)]);
    const removal = { run: 'r', snapshot: true };
    const { vetted } = pass([release('2', { removal, restart: 'again' })]);
    expect(vetted.deployments).toMatchObject([
      { release: { version: '1' }, removal, restart: 'again' },
    ]);
  });

  it('tells of the run that asked for what was refused', () => {
    const { pass, key } = setUp();
    pass([signedAs(release('1', { change: 'run-1' }), key)]);
    expect(pass([release('2', { change: 'run-2' })]).refused.get(id)?.change).toBe('run-2');
    expect(pass([release('2', { change: 'run-1' })]).refused.get(id)?.change).toBeNull();
  });
});

describe('what a deployment is given', () => {
  const screen = { name: 'wall', kind: 'screen' as const, zone: 'z', driver: 'simulated' as const };
  const may = (capabilities: unknown): Partial<DesiredState> => ({
    capabilities: aDesiredState({ capabilities: { [id]: capabilities } }).capabilities,
  });
  const given: Record<string, Partial<DesiredState>> = {
    'a thing': may({ things: { wall: 'write' }, events: [], content: false }),
    'an event': may({ things: {}, events: ['scan.started'], content: false }),
    'what meetings show': may({ things: {}, events: [], content: true }),
  };
  it.each(Object.entries(given))('is not more than its manifest says: %s', (_what, change) => {
    const { pass, key } = setUp();
    const things = aDesiredState({ things: [screen] }).things;
    const { vetted, why } = pass([signedAs(release('1'), key)], { things, ...change });
    expect(why).toMatch(/more than its signed release says/);
    expect(vetted.capabilities).toEqual({});
    const needs = { needs: ['screen'], events: ['scan.started'] } as const;
    const allowed = signedAs(release('1'), key, {
      needs: [...needs.needs],
      events: [...needs.events],
    });
    expect(pass([allowed], { things, ...change }).why).toBeNull();
  });

  it.each(['roster', 'network'])('is not more than its manifest says: %s', (right) => {
    const { pass, key } = setUp();
    expect(pass([signedAs(release('1', { [right]: true }), key)]).why).toMatch(right);
    const allowed = signedAs(release('1', { [right]: true }), key, { [right]: true });
    expect(pass([allowed]).why).toBeNull();
  });

  it('is asked of others on the device only as far as its manifest says', () => {
    const { pass, key } = setUp();
    const callee = signedAs(aDeployment({ name: 'lamp', nanoservice: 'user-guidance' }), key);
    const asked = ['PUT /guidance/{person}'];
    const heard = [{ peer: id, secret: 'a'.repeat(64), may: asked }];
    const { keys } = aDesiredState({ keys: { [callee.id]: { calls: {}, heard } } });
    const { vetted, why } = pass([signedAs(release('1'), key), callee], { keys });
    expect(why).toMatch(/PUT \/guidance/);
    expect(vetted.keys[callee.id]?.heard).toMatchObject([{ may: [] }]);
    const signed = signedAs(release('1'), key, { calls: { 'user-guidance': asked } });
    expect(pass([signed, callee], { keys }).vetted.keys).toEqual(keys);
  });
});

describe('an older release', () => {
  const older = (key: ReturnType<typeof aReleaseKey>, more: Record<string, unknown> = {}) =>
    signedAs(release('1', more), key, { sequence: 1 });
  const newer = (key: ReturnType<typeof aReleaseKey>) =>
    signedAs(release('2'), key, { sequence: 2 });
  const said = {
    device,
    deployment: id,
    nanoservice: 'presence-detection',
    sequence: 1,
    over: 2,
    at: 5,
  };

  it('is refused, also after a restart and a removal', () => {
    const { pass, key } = setUp();
    pass([newer(key)]);
    expect(pass([older(key)])).toMatchObject({ runs: ['2'] });
    pass([]);
    expect(pass([older(key)]).why).toMatch(/older/);
  });

  it('is accepted where it held up last, as on the way back of a probation', () => {
    const { pass, key, holds } = setUp();
    pass([older(key)]);
    holds(image('1'));
    pass([newer(key)]);
    expect(pass([older(key)])).toMatchObject({ runs: ['1'], why: null });
  });

  it('goes on in another deployment that has it', () => {
    const { pass, key } = setUp();
    const other = signedAs(aDeployment({ name: 'other', release: release('1').release }), key, {
      sequence: 1,
    });
    pass([older(key), other]);
    expect(pass([newer(key), other]).runs).toEqual(['2', '1']);
    expect(pass([newer(key), other]).refused.size).toBe(0);
  });

  it('is accepted with an override, once', () => {
    const { pass, key } = setUp();
    pass([newer(key)]);
    const override = key.override(said);
    expect(pass([older(key, { override })]).runs).toEqual(['1']);
    expect(pass([older(key, { override })]).why).toBeNull();
    expect(pass([newer(key)]).runs).toEqual(['2']);
    expect(pass([older(key, { override })]).why).toMatch(/older/);
    const again = key.override({ ...said, at: 6 });
    expect(pass([older(key, { override: again })]).why).toBeNull();
  });

  it.each([
    ['another device', { device: 'device-2' }],
    ['another deployment', { deployment: 'd-other' }],
    ['another nanoservice', { nanoservice: 'user-guidance' }],
    ['another release', { sequence: 3 }],
  ])('is refused with an override for %s', (_what, change) => {
    const { pass, key } = setUp();
    pass([newer(key)]);
    const override = key.override({ ...said, ...change });
    expect(pass([older(key, { override })]).why).toMatch(/older/);
  });

  it('is refused with an override that another key signed', () => {
    const { pass, key } = setUp();
    pass([newer(key)]);
    const override = aReleaseKey().override(said);
    expect(pass([older(key, { override })]).why).toMatch(/older/);
  });
});

describe('a signed release that was tampered with', () => {
  const changes: Record<string, Record<string, unknown>> = {
    'its nanoservice': { nanoservice: 'user-guidance' },
    'its version': { version: '9' },
    'its image': { imageId: image('9') },
    'its archive': {
      archive: { configBytes: 9, layers: [{ digest: image('8'), bytes: 9 }] },
    },
    'its registry': { pull: true, image: `evil.example/presence@${image('9')}` },
  };
  it.each(Object.entries(changes))('is refused: %s', (_what, { nanoservice, ...change }) => {
    const { pass, key } = setUp();
    const spec = signedAs(release('1'), key);
    const tampered = {
      ...spec,
      nanoservice: typeof nanoservice === 'string' ? nanoservice : spec.nanoservice,
      release: { ...spec.release, ...change },
    };
    expect(pass([tampered]).why).toMatch(/another image, version or nanoservice/);
  });
});
