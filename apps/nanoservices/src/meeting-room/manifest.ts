import type { ManifestSource } from '@nanoedge/nanoruntime';
import { RoomId, ThingName } from '@nanoedge/protocol';
import * as z from 'zod/mini';

export const MeetingRoomConfig = z.object({ room: RoomId, screen: ThingName });
export type MeetingRoomConfig = z.infer<typeof MeetingRoomConfig>;

export const manifest = {
  name: 'meeting-room',
  title: 'Meeting room',
  description: 'Shows a meeting’s content while somebody entitled is in the room.',
  config: MeetingRoomConfig,
  fields: {
    room: { note: 'The room whose meetings are shown.' },
    screen: { note: 'The room’s screen.', thing: 'screen' },
  },
  defaults: { screen: 'screen' },
  volumes: [],
  limits: { memoryMiB: 16, pids: 16 },
  peers: [],
  calls: {},
  events: ['content.shown', 'content.hidden', 'content.cleared', 'content.missing'],
  roster: false,
  published: true,
} satisfies ManifestSource<typeof MeetingRoomConfig>;
