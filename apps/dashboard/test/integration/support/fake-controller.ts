import type { Ack, CalibrateRequest, CalibrationState } from '@nanoedge/protocol';

/** A main-controller as its agent speaks for it: it hears every key in every zone but one. */
export class FakeController {
  asked: CalibrateRequest['wish'][] = [];
  state: CalibrationState['calibration'] = null;
  fails: string | null = null;
  deaf: string | null = 'aurora';

  answer({ wish }: CalibrateRequest): Ack<CalibrationState> {
    this.asked.push(wish);
    if (this.fails !== null) return { ok: false, error: this.fails };
    if (wish.kind === 'end') this.state = null;
    if (wish.kind === 'teach') {
      const { id: its, key, zone: at } = wish.command;
      const before = this.state?.id === its ? this.state.zones : [];
      const heard = at === this.deaf ? [] : [{ scanner: at, reports: 30 }];
      const taught = { zone: at, taughtMs: 30_000 as never, heard };
      this.state = { id: its, key, now: null, zones: [...before, taught] };
    }
    if (wish.kind !== 'learned') return { ok: true, value: { calibration: this.state } };
    const learned = (this.state?.zones ?? [])
      .filter(({ heard }) => heard.length > 0)
      .map(({ zone: at }) => ({
        zone: at,
        scanners: [{ scanner: at, means: [-55], spread: 3, silence: 0.1 }],
      }));
    return { ok: true, value: { calibration: this.state, learned } };
  }
}
