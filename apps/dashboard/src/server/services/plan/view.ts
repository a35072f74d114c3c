import type {
  DeviceId,
  FloorPlan,
  RoomId,
  SiteId,
  ThingKind,
  ThingName,
  ZoneId,
} from '@nanoedge/protocol';

/** A room as it is drawn: `capacity` is how many people it seats, null when nobody has said. */
export interface PlanRoom {
  id: RoomId;
  name: string;
  zone: ZoneId;
  capacity: number | null;
  equipment: string[];
}

/** What can be put on a plan, and the zone where it is. */
export interface PlanDevice {
  id: DeviceId;
  name: string;
  zone: ZoneId;
  things: { name: ThingName; kind: ThingKind; zone: ZoneId }[];
}

/** The plan of a site as it is drawn, and from which version it was read. */
export interface PlanView {
  site: SiteId;
  version: number;
  plan: FloorPlan;
  rooms: PlanRoom[];
  devices: PlanDevice[];
}
