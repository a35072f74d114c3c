import { describeError, epochMs } from '@nanoedge/base';
import { BleState } from '@nanoedge/protocol';
import type { EpochMs, JourneyId, ScanCommand, ScanState, Sighting } from '@nanoedge/protocol';
import type { Observation } from '@nanoedge/coap';
import { Alarm } from '../kit/alarm.ts';
import type { ServiceContext } from '../kit/service.ts';
import type { BluetoothScannerConfig } from './manifest.ts';
import { Outgoing } from './outgoing.ts';
import { correctedMemory, due, emptyMemory, hear, nextDue } from './throttle.ts';
import type { Reports } from './throttle.ts';

/**
 * While the radio listens the agent tells every change of what it hears; silence for this long is
 * worth a question.
 */
const radioFreshnessMs = 2500;

/** A scan that was asked for and has not lapsed. */
interface Scan {
  until: EpochMs;
  journey: JourneyId | null;
  radio: Observation<typeof BleState>;
}

/** What a command found: `deaf` when it renewed a scan whose radio cannot be reached. */
type Kept = 'begun' | 'renewed' | 'deaf';

/**
 * Listens to the zone's radio for as long as its lease is renewed, and reports what it hears.
 * `report` gives the sightings that are of people's keys, null when nobody took them; it does not
 * reject.
 */
export class Scanner {
  readonly #context: ServiceContext<BluetoothScannerConfig>;
  readonly #report: (sightings: readonly Sighting[]) => Promise<readonly Sighting[] | null>;
  readonly #lease: Alarm;
  readonly #turn: Alarm;
  #scan: Scan | null = null;
  #memory = emptyMemory;
  #outgoing = new Outgoing();
  #reporting = false;
  #deaf = false;

  constructor(
    context: ServiceContext<BluetoothScannerConfig>,
    report: (sightings: readonly Sighting[]) => Promise<readonly Sighting[] | null>,
  ) {
    const { clock, config } = context;
    this.#context = context;
    this.#report = report;
    this.#lease = new Alarm(clock, () => this.stop());
    this.#turn = new Alarm(clock, () =>
      this.#tell(due(this.#memory, { config, now: clock.now() })),
    );
  }

  state(): ScanState {
    return {
      zone: this.#context.config.zone,
      scanning: this.#scan !== null,
      until: this.#scan?.until ?? null,
    };
  }

  /** Begins a scan, or renews the lease of the one that goes on. */
  keep({ leaseSeconds, journey }: ScanCommand): Kept {
    const until = epochMs(this.#context.clock.now() + leaseSeconds * 1000);
    this.#lease.set(until);
    if (this.#scan === null) {
      this.#begin(until, journey ?? null);
      return 'begun';
    }
    this.#scan = { ...this.#scan, until };
    return this.#deaf ? 'deaf' : 'renewed';
  }

  /** The clock was corrected: the lease and what waits for its turn keep their time. */
  clockShifted(byMs: number): void {
    if (this.#scan !== null)
      this.#scan = { ...this.#scan, until: epochMs(this.#scan.until + byMs) };
    this.#memory = correctedMemory(this.#memory, byMs);
    this.#turn.set(nextDue(this.#memory, this.#context.config));
  }

  stop(): void {
    if (this.#scan === null) return;
    const { journey, radio } = this.#scan;
    const { clock, config, events } = this.#context;
    events.add({ type: 'scan.stopped', at: clock.now(), zone: config.zone, journey });
    radio.stop();
    this.#scan = null;
    this.#deaf = false;
    this.#memory = emptyMemory;
    this.#outgoing = new Outgoing();
    this.#lease.set(null);
    this.#turn.set(null);
  }

  #begin(until: EpochMs, journey: JourneyId | null): void {
    const { clock, config, events, log } = this.#context;
    const radio = this.#listen();
    this.#scan = { until, journey, radio };
    events.add({ type: 'scan.started', at: clock.now(), zone: config.zone, journey });
    radio.start().catch((error: unknown) => log.warn('radio', { reason: describeError(error) }));
  }

  #listen(): Observation<typeof BleState> {
    const { clock, config, gateway } = this.#context;
    return this.#context.observe({
      url: gateway,
      path: `/things/${config.ble}`,
      schema: BleState,
      freshnessMs: radioFreshnessMs,
      onState: ({ heard }) => {
        this.#deaf = false;
        this.#tell(hear(this.#memory, heard, { config, now: clock.now() }));
      },
      onLost: () => {
        this.#deaf = true;
      },
    });
  }

  #tell({ memory, first, report }: Reports): void {
    this.#memory = memory;
    this.#outgoing.add(report, first);
    this.#turn.set(nextDue(memory, this.#context.config));
    if (this.#reporting) return;
    this.#reporting = true;
    this.#drain()
      .catch((error: unknown) =>
        this.#context.log.warn('sightings', { reason: describeError(error) }),
      )
      .finally(() => {
        this.#reporting = false;
      });
  }

  /** Reports what waits, and says which people were heard: of strangers no event tells. */
  async #drain(): Promise<void> {
    const { clock, config, events } = this.#context;
    for (;;) {
      const outgoing = this.#outgoing;
      const sightings = outgoing.next();
      if (sightings.length === 0) return;
      const followed = await this.#report(sightings);
      if (followed === null) {
        // Later they would be told as if they were heard then; who is still there is heard again
        outgoing.drop();
        return;
      }
      for (const { key, rssi } of outgoing.follow(followed))
        events.add({
          type: 'sighting',
          at: clock.now(),
          zone: config.zone,
          key,
          rssi,
          journey: null,
        });
    }
  }
}
