import type { MessageBus } from '@homebridge/dbus-native';
import { ThingFault } from '../condition.ts';

declare module '@homebridge/dbus-native' {
  /** Connects to the bus at this address (`unix:path=…`); says Hello by itself. */
  export function createClient(options: { busAddress: string }): MessageBus;
}

/** A value as it comes over the bus: variants, structures and dictionaries are lists. */
type BusValue = unknown;

/** A signal that was heard. */
export interface BusSignal {
  path: string;
  interface: string;
  member: string;
  body: readonly BusValue[];
}

/** A call of a method; `signature` is that of `body`. */
export interface BusCall {
  destination: string;
  path: string;
  interface: string;
  member: string;
  signature?: string;
  body?: readonly BusValue[];
}

export interface Bus {
  /** Throws ThingFault: `bus-denied`, or `no-bluez` where nobody answers to that name. */
  call(call: BusCall): Promise<readonly BusValue[]>;
  /** Every signal that a rule of `AddMatch` lets through. */
  onSignal(listener: (signal: BusSignal) => void): void;
  /** Rejects with a ThingFault when the connection ends. */
  lost: Promise<never>;
  close(): void;
}

const callMs = 5_000;
const signalType = 4;

const deniedNames = /AccessDenied|AuthFailed|NotAuthorized/;
const absentNames = /ServiceUnknown|NameHasNoOwner|UnknownObject|UnknownMethod|Spawn/;

const callFault = (name: string, message: string): ThingFault => {
  const said = `${name}: ${message}`;
  if (deniedNames.test(name)) return new ThingFault('bus-denied', said);
  return new ThingFault(absentNames.test(name) ? 'no-bluez' : 'adapter-off', said);
};

const connectionFault = (address: string, error: Error): ThingFault => {
  const code = 'code' in error ? error.code : null;
  const isDenied = code === 'EACCES' || /AUTH|REJECTED/i.test(error.message);
  return new ThingFault(isDenied ? 'bus-denied' : 'no-bus', address, { cause: error });
};

const isSignal = (message: unknown): message is BusSignal =>
  typeof message === 'object' &&
  message !== null &&
  'type' in message &&
  message.type === signalType &&
  'path' in message &&
  'member' in message;

/** Opens a connection to the D-Bus at this address. */
export const openBus = async (address: string): Promise<Bus> => {
  // Loaded when it is used: most devices have no radio
  const { default: dbus } = await import('@homebridge/dbus-native');
  const client: MessageBus = dbus.createClient({ busAddress: address });
  const listeners: ((signal: BusSignal) => void)[] = [];
  const { promise: lost, reject: lose } = Promise.withResolvers<never>();
  // Whoever waits for something else hears of it there
  lost.catch(() => undefined);
  client.connection.on('error', (error: Error) => lose(connectionFault(address, error)));
  client.connection.on('end', () => lose(new ThingFault('no-bus', address)));
  client.connection.on('message', (message: unknown) => {
    if (!isSignal(message)) return;
    for (const listener of listeners) listener({ ...message, body: message.body ?? [] });
  });
  const invoke = (call: BusCall): Promise<readonly BusValue[]> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new ThingFault('no-bluez', `${call.member}: no answer`)),
        callMs,
      );
      const done = (
        error: { name: string; message: unknown } | null | undefined,
        ...values: BusValue[]
      ): void => {
        clearTimeout(timer);
        if (error === null || error === undefined) resolve(values);
        else reject(callFault(error.name, String(error.message)));
      };
      client.invoke({ ...call, body: call.body === undefined ? undefined : [...call.body] }, done);
    });
  return {
    call: (call) => Promise.race([invoke(call), lost]),
    onSignal: (listener) => void listeners.push(listener),
    lost,
    close: () => client.connection.stream.destroy(),
  };
};
