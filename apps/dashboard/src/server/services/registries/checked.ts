import { registryRefusals } from '@nanoedge/words';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { BadInput } from '../errors.ts';
import type { RegistryAccess } from '../registry-port.ts';
import type { RegistryInput } from './schema.ts';
import type { RegistryCheckView } from './view.ts';

/** The host that somebody means. Throws BadInput. */
const hostIn = ({ registry }: Pick<Deps, 'registry'>, text: string): string => {
  const host = registry.readHost(text);
  if (host === null) throw new BadInput('host', registryRefusals.noHost(text.slice(0, 80)));
  return host;
};

/** What was entered, both of name and password or neither. Throws BadInput. */
const accessIn = ({ username, password, plain }: RegistryInput): RegistryAccess => {
  if (username === '' && password === '') return { isPlain: plain, credentials: null };
  if (username === '') throw new BadInput('username', registryRefusals.halfCredentials);
  if (password === '') throw new BadInput('password', registryRefusals.halfCredentials);
  return { isPlain: plain, credentials: { username, password } };
};

/** Signs in. Throws BadInput with the field that the registry does not take. */
export const checked = async (
  { registry }: Pick<Deps, 'registry'>,
  host: string,
  access: RegistryAccess,
): Promise<RegistryCheckView> => {
  const result = await registry.check(host, access);
  if (result !== 'refused') return { host, result };
  const { credentials } = access;
  throw credentials === null
    ? new BadInput('username', registryRefusals.wantsPassword(host))
    : new BadInput('password', registryRefusals.refusedPassword(host, credentials.username));
};

/** What an admin entered, after it worked. Throws BadInput with the field that is wrong. */
export const entered = async (
  deps: Deps,
  actor: Actor,
  input: RegistryInput,
): Promise<{ host: string; access: RegistryAccess; result: RegistryCheckView }> => {
  demand(actor, 'registry.edit');
  const host = hostIn(deps, input.host);
  const access = accessIn(input);
  return { host, access, result: await checked(deps, host, access) };
};
