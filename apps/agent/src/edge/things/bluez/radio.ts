import type { Clock } from '@nanoedge/base';
import { ThingFault } from '../condition.ts';
import { type Advert, advertIn } from './adverts.ts';
import { type Bus, type BusSignal, openBus } from './bus.ts';
import { entriesOf } from './values.ts';

export interface RadioWish {
  clock: Clock;
  /** Of the system bus, as `unix:path=/run/dbus/system_bus_socket`. */
  busAddress: string;
  adapter: string;
  onAdvert: (advert: Advert) => void;
  /** It could be listened to from now on; whatever it returns switches the radio. */
  onReady: (listen: (isWanted: boolean) => void) => void;
}

const bluez = 'org.bluez';
const adapterInterface = 'org.bluez.Adapter1';
const properties = 'org.freedesktop.DBus.Properties';

/** So many adverts show that there are some to be heard; after so long without any it is blind. */
const blind = { after: 10, silentMs: 30_000, lookMs: 5_000 };

const rules = [
  `type='signal',sender='${bluez}'`,
  `type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${bluez}'`,
];

const variantOf = (type: string, value: unknown): unknown[] => [type, value];

/** One adapter of a BlueZ, through one connection to its bus. */
class Radio {
  readonly #bus: Bus;
  readonly #wish: RadioWish;
  readonly #path: string;
  #switching: Promise<void> = Promise.resolve();
  #isListening = false;
  #heard = 0;
  #silentSince = 0;

  constructor(bus: Bus, wish: RadioWish) {
    this.#bus = bus;
    this.#wish = wish;
    this.#path = `/org/bluez/${wish.adapter}`;
  }

  async open(): Promise<void> {
    for (const rule of rules)
      await this.#bus.call({
        destination: 'org.freedesktop.DBus',
        path: '/org/freedesktop/DBus',
        interface: 'org.freedesktop.DBus',
        member: 'AddMatch',
        signature: 's',
        body: [rule],
      });
    const [objects] = await this.#bus.call({
      destination: bluez,
      path: '/',
      interface: 'org.freedesktop.DBus.ObjectManager',
      member: 'GetManagedObjects',
    });
    const adapter = entriesOf(entriesOf(objects).get(this.#path)).get(adapterInterface);
    if (adapter === undefined) throw new ThingFault('no-adapter', this.#wish.adapter);
    if (entriesOf(adapter).get('Powered') !== true) await this.#power(true);
  }

  hear(signal: BusSignal): void {
    const advert = advertIn(signal, this.#wish.adapter);
    if (advert === null) return;
    this.#heard += 1;
    this.#silentSince = this.#wish.clock.monotonic();
    if (this.#isListening) this.#wish.onAdvert(advert);
  }

  /** What this signal says is over; null: nothing. */
  endIn({ path, member, body }: BusSignal): ThingFault | null {
    const { adapter } = this.#wish;
    if (member === 'NameOwnerChanged') return new ThingFault('no-bluez', 'BlueZ ended');
    if (member === 'InterfacesRemoved' && body[0] === this.#path)
      return new ThingFault('no-adapter', adapter);
    if (member !== 'PropertiesChanged' || path !== this.#path) return null;
    const isOff = entriesOf(body[1]).get('Powered') === false;
    return isOff ? new ThingFault('adapter-off', adapter) : null;
  }

  /** One after the other; a wish that fails is met again when the connection is made anew. */
  listen(isWanted: boolean, onFault: (fault: unknown) => void): void {
    this.#switching = this.#switching.then(() => this.#switch(isWanted)).catch(onFault);
  }

  /** Whether it hears nothing any more where there always was something. */
  get isBlind(): boolean {
    const silentMs = this.#wish.clock.monotonic() - this.#silentSince;
    return this.#isListening && this.#heard >= blind.after && silentMs > blind.silentMs;
  }

  /** Switches the adapter off and on. */
  async reset(): Promise<void> {
    await this.#power(false);
    await this.#power(true);
  }

  async #switch(isWanted: boolean): Promise<void> {
    if (isWanted === this.#isListening) return;
    if (isWanted) {
      const filter = [
        ['Transport', variantOf('s', 'le')],
        ['DuplicateData', variantOf('b', true)],
      ];
      await this.#callAdapter('SetDiscoveryFilter', { signature: 'a{sv}', body: [filter] });
    }
    this.#silentSince = this.#wish.clock.monotonic();
    await this.#callAdapter(isWanted ? 'StartDiscovery' : 'StopDiscovery');
    this.#isListening = isWanted;
  }

  async #power(isOn: boolean): Promise<void> {
    await this.#bus.call({
      destination: bluez,
      path: this.#path,
      interface: properties,
      member: 'Set',
      signature: 'ssv',
      body: [adapterInterface, 'Powered', variantOf('b', isOn)],
    });
  }

  async #callAdapter(
    member: string,
    said: { signature?: string; body?: readonly unknown[] } = {},
  ): Promise<void> {
    await this.#bus.call({
      destination: bluez,
      path: this.#path,
      interface: adapterInterface,
      member,
      ...said,
    });
  }
}

/** Rejects when the radio has become blind, after it was reset. */
const watchBlindness = (clock: Clock, radio: Radio, signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const look = (): void => {
      if (signal.aborted) return;
      if (!radio.isBlind) {
        clock.after(blind.lookMs, look);
        return;
      }
      const fault = new ThingFault('blind', '');
      radio.reset().then(
        () => reject(fault),
        () => reject(fault),
      );
    };
    clock.after(blind.lookMs, look);
  });

/**
 * Listens to what an adapter hears until that cannot go on, which is a ThingFault, or `signal` is
 * aborted. A radio that falls silent for 30 s where there always was something is reset and said to
 * be blind.
 */
export const listenToAdapter = async (wish: RadioWish, signal: AbortSignal): Promise<void> => {
  const bus = await openBus(wish.busAddress);
  const over = new AbortController();
  const ended = Promise.withResolvers<never>();
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true, signal: over.signal });
  });
  // Whatever ends it first is heard of below
  ended.promise.catch(() => undefined);
  try {
    const radio = new Radio(bus, wish);
    await radio.open();
    bus.onSignal((heard) => {
      radio.hear(heard);
      const fault = radio.endIn(heard);
      // Its own reset is no end
      if (fault !== null && !radio.isBlind) ended.reject(fault);
    });
    wish.onReady((isWanted) => radio.listen(isWanted, ended.reject));
    const blindness = watchBlindness(wish.clock, radio, over.signal);
    await Promise.race([aborted, bus.lost, ended.promise, blindness]);
  } finally {
    over.abort();
    bus.close();
  }
};
