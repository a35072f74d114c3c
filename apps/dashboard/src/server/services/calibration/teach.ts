import { type IdentityKey, parse, TeachCommand, WalkCommand } from '@nanoedge/protocol';
import { calibrationRefusals } from '@nanoedge/words';
import { and, eq } from 'drizzle-orm';
import { identityKeys } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { BadInput, Conflict } from '../errors.ts';
import { anySeed, modelledRadio } from '../simulation/modelled-radio.ts';
import { headStartMs, sendToSite } from '../simulation/send.ts';
import { recordBegun, withBeginner } from './begun.ts';
import { askController, type Controller, readController } from './controller.ts';
import type { TeachZoneInput } from './schema.ts';
import type { CalibrationProgress } from './view.ts';

/** The simulated person who carries the key of a calibration. */
export const calibrationWalker = 'calibration';

/** So long a main-controller waits before what is heard counts; no journey begins meanwhile. */
const settleMs = 2_000;

/** The walker is gone before the zone is through: heard later, the key would begin a journey. */
const goneBeforeMs = 500;

const carryTo = async (deps: Deps, { site, plan }: Controller, input: TeachZoneInput) => {
  const { key, zone, seconds } = input;
  const untilMs = settleMs + seconds * 1000 - goneBeforeMs;
  const legs = parse(WalkCommand.shape.legs, [{ zone, fromMs: 0, untilMs }], 'legs');
  const startAt = deps.now() + headStartMs;
  const walk = { kind: 'walk', walker: calibrationWalker, keys: [key], startAt, legs };
  const radio = modelledRadio(plan, legs, anySeed());
  await sendToSite(deps, site, parse(WalkCommand, { ...walk, radio }, 'walk'));
};

const refuseStrangers = async (deps: Deps, site: Controller['site'], key: IdentityKey) => {
  const [known] = await deps.db
    .select({ id: identityKeys.id })
    .from(identityKeys)
    .where(and(eq(identityKeys.site, site), eq(identityKeys.key, key)))
    .limit(1);
  if (known === undefined) throw new BadInput('key', calibrationRefusals.unknownKey);
};

/**
 * From now on the key is in this zone; what scanners hear of it teaches. Nothing that is used
 * changes. Throws Conflict while somebody else calibrates.
 */
export const teachZone = async (
  deps: Deps,
  actor: Actor,
  input: TeachZoneInput,
): Promise<CalibrationProgress> => {
  const { deployment, simulated, ...command } = input;
  const controller = await readController(deps, deployment);
  demand(actor, 'calibration.teach', { site: controller.site, as: ['deployment', deployment] });
  if (!controller.zones.includes(input.zone))
    throw new BadInput('zone', calibrationRefusals.noSuchZone(input.zone, controller.zones));
  await refuseStrangers(deps, controller.site, input.key);
  const { calibration } = await askController(deps, controller, { kind: 'state' });
  const now = calibration?.now ?? null;
  if (calibration !== null && calibration.id !== input.id && now !== null)
    throw new Conflict('id', calibrationRefusals.goesOn);
  if (simulated) await carryTo(deps, controller, input);
  const wish = { kind: 'teach', command: parse(TeachCommand, command, 'calibration') } as const;
  const taught = await askController(deps, controller, wish);
  if (calibration?.id !== input.id) await recordBegun(deps, actor, controller);
  return withBeginner(deps, controller, taught);
};
