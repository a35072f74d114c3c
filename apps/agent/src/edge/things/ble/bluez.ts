import type * as z from 'zod/mini';
import type {
  BleState,
  DriverSettings,
  ThingHealth,
  ThingSpec,
  ThingState,
} from '@nanoedge/protocol';
import { ThingRefused } from '../../../errors.ts';
import { listenToAdapter } from '../bluez/radio.ts';
import { Condition } from '../condition.ts';
import { keepOpen } from '../keep-open.ts';
import type { RealPorts } from '../real-ports.ts';
import type { Driver } from '../thing.ts';
import { HeardKeys } from './heard-keys.ts';

/** A Bluetooth adapter of this device, through BlueZ. It listens only while it is observed. */
export class BluezBle implements Driver {
  readonly spec: ThingSpec;
  readonly stop: () => void;
  readonly #heard: HeardKeys;
  readonly #condition: Condition;
  #listen: (isWanted: boolean) => void = () => undefined;

  constructor(
    spec: ThingSpec,
    { adapter }: z.infer<DriverSettings['ble']['bluez']>,
    ports: RealPorts & { busAddress: string },
  ) {
    this.spec = spec;
    this.#heard = new HeardKeys(ports.clock);
    this.#condition = new Condition(ports.clock, (health) => ports.onHealth(spec, health));
    const { clock, busAddress } = ports;
    const wiring = { clock, condition: this.#condition };
    this.stop = keepOpen(wiring, async (signal) => {
      const wish = {
        clock,
        busAddress,
        adapter,
        onAdvert: ({ keys, rssi }: { keys: BleState['heard'][number]['key'][]; rssi: number }) => {
          this.#condition.working();
          for (const key of keys) this.#heard.hear(key, rssi);
        },
        onReady: (listen: (isWanted: boolean) => void) => {
          this.#listen = listen;
          // One that was blind works when it hears something
          if (this.#condition.current.problem !== 'blind') this.#condition.working();
          listen(this.#heard.isObserved);
        },
      };
      await listenToAdapter(wish, signal).finally(() => {
        this.#listen = () => undefined;
      });
    });
  }

  health(): ThingHealth {
    return this.#condition.current;
  }

  read(): BleState {
    return this.#heard.read();
  }

  write(): void {
    throw new ThingRefused(`${this.spec.name} is a sensor`);
  }

  observe(listener: (state: ThingState) => void): () => void {
    const unsubscribe = this.#heard.observe(listener);
    this.#listen(true);
    return () => {
      unsubscribe();
      this.#listen(this.#heard.isObserved);
    };
  }
}
