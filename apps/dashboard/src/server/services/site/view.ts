import type { FloorPlan, RoomId, SiteId, ZoneId } from '@nanoedge/protocol';

export type SiteRow = { id: SiteId; name: string };
export type RoomView = { id: RoomId; name: string; zone: ZoneId };
export type SiteDetail = SiteRow & { plan: FloorPlan; rooms: RoomView[] };
