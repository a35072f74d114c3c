import type {
  ContentItem,
  DesiredState,
  DeviceId,
  EpochMs,
  MeetingId,
  PeerRequest,
  PersonId,
  ReleaseKey,
  RoomId,
  RosterPerson,
  ServiceEventType,
  SiteId,
  ThingKind,
  ThingSpec,
  TimeZone,
  ZoneId,
} from '@nanoedge/protocol';

/** What the secrets of a site's edges are made of: 64 hexadecimal digits, and a number that grows. */
export interface SiteKeys {
  secret: string;
  epoch: number;
}

/**
 * `calls`: what it asks of each nanoservice that it calls; `needs` and `events`: the kinds of things
 * that it uses, and of what it tells.
 */
export type SiteDeployment = Omit<DesiredState['deployments'][number], 'peers'> & {
  device: DeviceId;
  peers: string[];
  calls: Readonly<Record<string, readonly PeerRequest[]>>;
  needs: readonly ThingKind[];
  events: readonly ServiceEventType[];
};

/** What its neighbours need to know of a deployment to call it. */
export type Callee = Pick<SiteDeployment, 'id' | 'name' | 'device' | 'port'>;

/** The rows of one site that its devices' desired state is made of. */
export interface SiteRows {
  site: { id: SiteId; name: string };
  keys: SiteKeys;
  releaseKey: ReleaseKey;
  timeZone: TimeZone;
  settings: Pick<DesiredState, 'probationSeconds' | 'keepSnapshots'>;
  rooms: { id: RoomId; name: string; zone: ZoneId; greeting: 'name' | 'initials' }[];
  devices: {
    id: DeviceId;
    name: string;
    zone: ZoneId;
    address: string | null;
    startedOver: EpochMs | null;
  }[];
  things: (ThingSpec & { device: DeviceId })[];
  deployments: SiteDeployment[];
  /** Those that run on a device which is told nothing new, because they are stored wrong. */
  unsound?: Callee[];
  people: RosterPerson[];
  meetings: {
    id: MeetingId;
    title: string;
    room: RoomId;
    startsAt: number;
    endsAt: number;
    participants: PersonId[];
    content: ContentItem[];
  }[];
}
