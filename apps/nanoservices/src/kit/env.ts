import { coapPort } from '@nanoedge/base';
import { ServiceEnvironment } from '@nanoedge/protocol';
import type { Output, Schema } from '@nanoedge/coap';

/** A service's environment with its own config checked. */
export interface Environment<C> extends Omit<ServiceEnvironment, 'config'> {
  config: C;
}

/** NANOEDGE_CONFIG cannot be used; `problems` has a line for everything that is wrong with it. */
export class InvalidEnvironment extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('; '));
    this.name = 'InvalidEnvironment';
    this.problems = problems;
  }
}

const problemsOf = (schema: Schema, value: unknown, prefix: string): string[] => {
  const result = schema.safeParse(value);
  if (result.success) return [];
  return result.error.issues.map((issue) => {
    const path = [prefix, ...issue.path.map(String)].filter((part) => part !== '').join('.');
    return path === '' ? issue.message : `${path}: ${issue.message}`;
  });
};

/**
 * Checks the text of NANOEDGE_CONFIG. Throws InvalidEnvironment with every problem. The
 * nanoservice's name in it may be any: an admin may run this image under a name of their own.
 */
export const parseEnvironment = <T extends Schema>(
  text: string | undefined,
  configSchema: T,
): Environment<Output<T>> => {
  if (text === undefined || text === '')
    throw new InvalidEnvironment(['NANOEDGE_CONFIG is not set']);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InvalidEnvironment(['NANOEDGE_CONFIG is not JSON']);
  }
  const environment = ServiceEnvironment.safeParse(value);
  const given =
    typeof value === 'object' && value !== null && 'config' in value ? value.config : undefined;
  const config = configSchema.safeParse(given);
  if (!environment.success || !config.success) {
    throw new InvalidEnvironment([
      ...problemsOf(ServiceEnvironment, value, ''),
      ...problemsOf(configSchema, given, 'config'),
    ]);
  }
  return { ...environment.data, config: config.data };
};

/** NANOEDGE_CONFIG of this process. */
export const configText = (): string | undefined => process.env['NANOEDGE_CONFIG'];

/**
 * Where this process listens: NANOEDGE_LISTEN as `address:port`, else 0.0.0.0:5683. Throws
 * InvalidEnvironment.
 */
export const listenAddress = (): { address: string; port: number } => {
  const text = process.env['NANOEDGE_LISTEN'] ?? `0.0.0.0:${String(coapPort)}`;
  const [, address, port] = /^(\d{1,3}(?:\.\d{1,3}){3}):(\d{1,5})$/.exec(text) ?? [];
  if (address === undefined || Number(port) > 65_535)
    throw new InvalidEnvironment([`NANOEDGE_LISTEN: ${text} is not address:port`]);
  return { address, port: Number(port) };
};

/** Which of the two runtimes this is. */
export const runtimeName = (): 'nano' | 'node' =>
  typeof process.versions?.v8 === 'string' ? 'node' : 'nano';
