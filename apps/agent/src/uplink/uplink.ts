import { describeError, type TimeAnswer } from '@nanoedge/base';
import type {
  DesiredState,
  DrillAnswer,
  DrillCommand,
  Hello,
  SimulateCommand,
} from '@nanoedge/protocol';
import type { Logger } from 'pino';
import type { Display } from '../edge/display/display.ts';
import type { Outbox } from '../edge/outbox/outbox.ts';
import type { Fact, FactReader, FactType } from '../facts.ts';
import type { ContentStore } from '../store/content-store.ts';
import { ContentFetch } from './content/content-fetch.ts';
import type { ImageFetch } from './images/image-fetch.ts';
import type { DashboardAccess } from './link/dashboard.ts';
import type { Distrust } from './link/distrust.ts';
import { Link } from './link/link.ts';
import type { DocumentIntake } from './link/document-intake.ts';
import type { DeviceAccount } from './link/session.ts';
import type { Reporter } from './report/reporter.ts';

/** Who this device is to its dashboard, and how it gets there. */
export interface DashboardSession extends DashboardAccess {
  log: Logger;
}

export interface UplinkPorts {
  session: DashboardSession;
  outbox: Outbox;
  display: Display;
  content: ContentStore;
  images: ImageFetch;
  reporter: Reporter;
  hello: () => Hello;
  intake: DocumentIntake;
  distrust: Distrust;
  rejoin: (signal: AbortSignal) => Promise<void>;
  simulate: (command: SimulateCommand) => void;
  drill: (command: DrillCommand) => DrillAnswer;
  permitted: (signal: AbortSignal) => Promise<void>;
  asked: Omit<DeviceAccount, 'report'>;
  onTime: (answer: TimeAnswer) => void;
}

interface UplinkParts {
  link: Link;
  content: ContentFetch;
  images: ImageFetch;
  distrust: Distrust;
  log: Logger;
}

/** After which facts the dashboard is told soon what runs. */
const changesTheReport: ReadonlySet<FactType> = new Set<FactType>([
  'status.changed',
  'engine.answers',
  'engine.silent',
  'desired.applied',
]);

/** What this device is to its dashboard. Nothing at the edge waits for it. */
export class Uplink implements FactReader {
  readonly link: Link;
  readonly #parts: UplinkParts;

  constructor(parts: UplinkParts) {
    this.link = parts.link;
    this.#parts = parts;
  }

  hear(fact: Fact): void {
    const { link, content, distrust } = this.#parts;
    if (fact.type === 'desired.accepted') {
      distrust.forget();
      content.assign(fact.desired.content);
      void this.#forgetLayers(fact.desired);
    }
    if (changesTheReport.has(fact.type)) link.reportChanged();
    if (fact.type === 'address.changed' || fact.type === 'drill.cut') link.greetAgain();
  }

  async start(signal: AbortSignal): Promise<void> {
    await this.link.start(signal);
  }

  stop(): void {
    this.#parts.content.stop();
  }

  /** What was brought for a release that nobody wants any more only takes room. */
  async #forgetLayers({ deployments }: DesiredState): Promise<void> {
    const { images, log } = this.#parts;
    const wanted = deployments.flatMap(({ release }) => [
      release.imageId,
      ...(release.archive?.layers ?? []).map(({ digest }) => digest),
    ]);
    try {
      await images.prune(wanted);
    } catch (error) {
      log.warn({ reason: describeError(error) }, 'unwanted image layers could not be deleted');
    }
  }
}

/** Makes the uplink's parts, each from those before it. */
export const makeUplink = (ports: UplinkPorts): Uplink => {
  const { session, outbox, display, images, reporter, intake, distrust, ...calls } = ports;
  const { log } = session;
  const { hello, simulate, drill, permitted, rejoin, asked, onTime } = calls;
  const link = new Link({
    ...session,
    outbox,
    random: Math.random,
    tell: { report: async () => reporter.build(), ...asked },
    hello,
    intake,
    onDistrust: distrust.tell,
    simulate,
    drill,
    permitted,
    rejoin,
    onTime,
    onState: (state) => log.debug({ state }, 'link to the dashboard'),
  });
  const content = new ContentFetch({
    ...session,
    store: ports.content,
    inUse: () => display.shownDigests(),
  });
  return new Uplink({ link, content, images, distrust, log });
};
