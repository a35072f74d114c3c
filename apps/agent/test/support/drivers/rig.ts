import type { Broker, DriverName, ThingKind, ThingProblem, ThingState } from '@nanoedge/protocol';
import type { World } from '../../../src/edge/things/simulation/world.ts';
import type { ThingPorts } from '../../../src/edge/things/things.ts';

/** A thing with what is behind it, of which it can be cut off. */
export interface DriverRig {
  spec: { kind: ThingKind; driver: DriverName; settings?: Record<string, unknown> };
  ports?: Partial<ThingPorts>;
  brokers?: readonly Broker[];
  begin?: (world: World) => void;
  /** What is observed of it. */
  watch?: (state: ThingState) => void;
  /** Something begins to move, or rests. */
  sense: (moves: boolean) => Promise<void> | void;
  /** Somebody's key is heard once. */
  advertise: (address: string, rssi: number) => Promise<void> | void;
  /** The colour at a waypoint, `rrggbb`; null: dark. */
  shown: (waypoint: string) => string | null;
  cut?: () => Promise<void> | void;
  heal?: () => Promise<void> | void;
  /** What is said while it is cut. */
  problem?: ThingProblem;
  end: () => Promise<void> | void;
}

export interface NamedRig {
  name: string;
  isSimulated: boolean;
  make: () => Promise<DriverRig>;
}

/** What a rig cannot do, as most cannot. */
export const nothing = { sense: () => undefined, advertise: () => undefined, shown: () => null };
/** A driver of something real, or of a stand-in for it. */
export const real = (name: string, make: () => Promise<DriverRig>): NamedRig => ({
  name,
  isSimulated: false,
  make,
});
/** A driver that pretends. */
export const simulated = (make: () => DriverRig): NamedRig => ({
  name: 'simulation',
  isSimulated: true,
  make: async () => make(),
});
