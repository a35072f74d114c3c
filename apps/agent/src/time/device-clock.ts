import { couldBeNow, SteadyClock, type TimeAnswer } from '@nanoedge/base';
import { clockWords } from '@nanoedge/words';

/** Beyond this the machine's clock is said to be wrong. */
const alarmBeyondMs = clockWords.alarmBeyondMs;

/** How often the machine's clock is looked at while nobody else can tell the time. */
const lookEveryMs = 1_000;

/** How long what was said by an earlier time may still come in. */
const graceMs = 15_000;

/** Whether the machine's clock left the dashboard's just now, or came back to it. */
export type ClockChange =
  | { kind: 'none' }
  | { kind: 'agrees' }
  | { kind: 'differs'; aheadMs: number };

/**
 * The device's time: wall time by the dashboard's clock as soon as it was heard once, whatever the
 * machine is set to; until then the machine's. It runs on the monotonic clock, so that neither a
 * step of the machine's clock nor a lost dashboard moves it.
 */
export class DeviceClock extends SteadyClock {
  #compared = false;
  #alarmed = false;
  #shifted: { byMs: number; at: number } | null = null;

  /** How far the machine's clock is ahead of the dashboard's; null while they were not compared. */
  get aheadMs(): number | null {
    return this.#compared ? this.machineAheadMs() : null;
  }

  /** Whether the time can be right: somebody told it, or the machine was set once. */
  get known(): boolean {
    return this.#compared || couldBeNow(this.now());
  }

  /** The shift that somebody who speaks now may not have heard of; 0 without one. */
  get recentShiftMs(): number {
    const shifted = this.#shifted;
    return shifted !== null && this.monotonic() - shifted.at < graceMs ? shifted.byMs : 0;
  }

  /** Follows the machine's clock until the dashboard was heard, or until `signal` aborts. */
  start(signal: AbortSignal): void {
    if (this.#compared || signal.aborted) return;
    this.#noted(this.followMachine());
    const cancel = this.after(lookEveryMs, () => {
      signal.removeEventListener('abort', cancel);
      this.start(signal);
    });
    signal.addEventListener('abort', cancel, { once: true });
  }

  /**
   * The dashboard said its time, by which ours goes from now on. Answers what changed about the
   * machine's clock.
   */
  compare(answer: TimeAnswer): ClockChange {
    this.#compared = true;
    this.#noted(this.setBy(answer));
    const ahead = this.machineAheadMs();
    const wrong = Math.abs(ahead) > alarmBeyondMs;
    if (wrong === this.#alarmed) return { kind: 'none' };
    this.#alarmed = wrong;
    return wrong ? { kind: 'differs', aheadMs: ahead } : { kind: 'agrees' };
  }

  #noted(byMs: number): void {
    if (byMs !== 0) this.#shifted = { byMs, at: this.monotonic() };
  }
}
