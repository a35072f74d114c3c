'use client';

import {
  clockWords,
  commonWords,
  decimal,
  formatBytes,
  hostWords,
  imagesText,
} from '@nanoedge/words';
import { CopyId } from '@/components/ui/copy.tsx';
import { LabelledValue } from '@/components/ui/page.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { ClockState } from './clock-state.tsx';
import type { DevicePageDetail } from './device-detail.ts';
import { EngineFacts } from './engine-facts.tsx';
import { imagesOnDevice } from './images-on-device.ts';
import { OutboxState } from './outbox-state.tsx';
import { Whole } from './whole.tsx';
import { UnnamedVolumes } from './unnamed-volumes.tsx';

const ImageFacts = ({ device }: { device: DevicePageDetail }) => (
  <LabelledValue label={hostWords.images} hint={hostWords.imagesHint}>
    <Whole>{imagesText(imagesOnDevice(device.deployments.map(({ release }) => release)))}</Whole>
  </LabelledValue>
);

/** What is known of a device's computer, engine and agent. */
export const HostFacts = ({
  device,
  status,
}: {
  device: DevicePageDetail;
  status: DevicePageDetail['status'];
}) => {
  const { reported } = status;
  return (
    <dl className="grid grid-cols-2 gap-3 rounded-lg border border-line bg-surface p-3 sm:grid-cols-3 lg:grid-cols-6">
      <EngineFacts engine={reported?.engine ?? null} />
      <ImageFacts device={device} />
      <LabelledValue label={hostWords.load}>
        {reported === null
          ? commonWords.none
          : hostWords.loadOn(decimal(reported.host.load1, 2), reported.host.cores)}
      </LabelledValue>
      <LabelledValue label={hostWords.memory}>
        {reported === null
          ? commonWords.none
          : hostWords.memoryOf(
              formatBytes(reported.host.memoryFreeBytes),
              formatBytes(reported.host.memoryBytes),
            )}
      </LabelledValue>
      <LabelledValue label={hostWords.disk}>
        {reported === null ? commonWords.none : formatBytes(reported.host.diskFreeBytes)}
      </LabelledValue>
      <LabelledValue label={hostWords.agent}>
        {device.agentVersion === null
          ? commonWords.none
          : hostWords.agentIs(
              device.agentVersion,
              reported === null ? null : formatBytes(reported.host.agentMemoryBytes),
            )}
      </LabelledValue>
      <LabelledValue label={hostWords.address}>
        {status.address === null ? (
          commonWords.none
        ) : (
          <CopyId value={status.address} label={hostWords.addressLabel} length={40} />
        )}
      </LabelledValue>
      <LabelledValue label={hostWords.desired}>
        {hostWords.revision(status.desiredRevision)}
        {reported === null || reported.appliedRevision === status.desiredRevision
          ? ''
          : hostWords.runsRevision(reported.appliedRevision)}
      </LabelledValue>
      <LabelledValue label={hostWords.waiting}>
        {reported === null ? (
          commonWords.none
        ) : (
          // One that an older dashboard stored does not say it
          <OutboxState outbox={reported.outbox ?? null} depth={reported.outboxDepth} />
        )}
      </LabelledValue>
      <UnnamedVolumes count={reported?.unnamedVolumes ?? null} />
      <LabelledValue label={hostWords.zone}>{device.zone.name}</LabelledValue>
      <LabelledValue label={hostWords.enrolled}>
        {device.enrolledAt === null ? hostWords.notYet : <Ago at={device.enrolledAt} />}
      </LabelledValue>
      <LabelledValue label={hostWords.fingerprint}>
        {device.keyFingerprint === null ? (
          commonWords.none
        ) : (
          <CopyId value={device.keyFingerprint} label={hostWords.fingerprintLabel} />
        )}
      </LabelledValue>
      <LabelledValue label={clockWords.label}>
        <ClockState aheadMs={reported?.clockAheadMs ?? null} />
      </LabelledValue>
      <LabelledValue label={hostWords.labels}>
        {device.labels.join(', ') || commonWords.none}
      </LabelledValue>
    </dl>
  );
};
