import { spawnSync } from 'node:child_process';

/** What the attack was told: the JSON of its one argument. */
export const told = <T>(): T => JSON.parse(process.argv[2] ?? '{}') as T;

/** What an attack found out or did, as one line of JSON. */
export const tell = (found: unknown): void =>
  void process.stdout.write(`${JSON.stringify(found)}\n`);

/** Changes the attacker's own network, and nothing else: it is in a namespace of its own. */
export const ip = (...args: string[]): void => {
  const { status, stderr } = spawnSync('ip', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr}`);
};

export interface Place {
  address: string;
  port: number;
}
