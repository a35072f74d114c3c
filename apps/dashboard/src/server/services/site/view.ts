import type { FloorPlan, RoomId, SiteId, TimeZone, ZoneId } from '@nanoedge/protocol';

export interface SiteRow {
  id: SiteId;
  name: string;
  timeZone: TimeZone;
}
export interface RoomView {
  id: RoomId;
  name: string;
  zone: ZoneId;
}
export type SiteView = SiteRow & { plan: FloorPlan; rooms: RoomView[] };
