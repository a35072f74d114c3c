'use client';

import { trustPanelWords as words } from '@nanoedge/words';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { KeyRound, RefreshCw, ShieldX } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { problemText } from '@/browser/api/problem.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { useMay } from '@/browser/site/site.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Confirm } from '@/components/ui/confirm.tsx';
import { CopyId } from '@/components/ui/copy.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { Ago } from '@/components/ui/time.tsx';
import type { DevicePageDetail } from './device-detail.ts';
import { ShownToken } from './join-token.tsx';

type TrustedDevice = Pick<
  DevicePageDetail,
  'id' | 'name' | 'keyFingerprint' | 'revokedAt' | 'duplicateSeenAt'
>;

const Rejoin = ({ device, onClose }: { device: TrustedDevice; onClose: () => void }) => {
  const trpc = useTRPC();
  const rejoin = useMutation(trpc.devices.rejoin.mutationOptions());
  return (
    <Dialog open onClose={onClose} title={words.rejoinTitle}>
      {rejoin.data === undefined ? (
        <div className="flex flex-col gap-4">
          <p>{words.rejoinWhy}</p>
          {rejoin.error === null ? null : <FieldError>{problemText(rejoin.error)}</FieldError>}
          <Button
            tone="primary"
            disabled={rejoin.isPending}
            onClick={() => rejoin.mutate({ id: device.id })}
          >
            {words.rejoinDo}
          </Button>
        </div>
      ) : (
        <ShownToken
          name={device.name}
          token={rejoin.data.joinToken}
          expiresAt={rejoin.data.expiresAt}
        />
      )}
    </Dialog>
  );
};

const Standing = ({ device }: { device: TrustedDevice }) => {
  if (device.revokedAt !== null)
    return (
      <p>
        {words.revoked.before}
        <Ago at={device.revokedAt} />
        {words.revoked.after}
      </p>
    );
  if (device.keyFingerprint === null) return <p>{words.none}</p>;
  return (
    <p className="flex flex-wrap items-center gap-x-2">
      <span className="text-ink-soft">{words.fingerprint}</span>
      <CopyId value={device.keyFingerprint} label={words.fingerprint} />
    </p>
  );
};

/** By what a device is known, and how an administrator gives it another key, or none. */
export const TrustPanel = ({ device }: { device: TrustedDevice }) => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const may = useMay();
  const [asking, setAsking] = useState<'rejoin' | 'revoke' | null>(null);
  const close = () => setAsking(null);
  const revoke = useMutation(
    trpc.devices.revoke.mutationOptions({
      onSuccess: async () => {
        close();
        toast.success(words.revokeDone);
        await queries.invalidateQueries(trpc.devices.pathFilter());
      },
    }),
  );
  return (
    <Panel title={words.title} bodyClassName="flex flex-col gap-3 p-3">
      <p className="text-ink-soft">{words.what}</p>
      <Standing device={device} />
      {device.duplicateSeenAt === null ? null : (
        <p role="alert" className="rounded-md border border-broken p-3">
          {words.duplicate.before}
          <Ago at={device.duplicateSeenAt} />
          {words.duplicate.after}
        </p>
      )}
      {!may('device.revoke') ? null : (
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setAsking('rejoin')}>
            <KeyRound aria-hidden /> {words.rejoin}
          </Button>
          {device.keyFingerprint === null ? null : (
            <Button tone="danger" onClick={() => setAsking('revoke')}>
              <ShieldX aria-hidden /> {words.revoke}
            </Button>
          )}
        </div>
      )}
      {asking === 'rejoin' ? <Rejoin device={device} onClose={close} /> : null}
      <Confirm
        open={asking === 'revoke'}
        onClose={close}
        title={words.revokeTitle}
        action={words.revokeDo}
        busy={revoke.isPending}
        error={revoke.error === null ? undefined : problemText(revoke.error)}
        onConfirm={() => revoke.mutate({ id: device.id })}
      >
        <p>{words.revokeWhy}</p>
      </Confirm>
    </Panel>
  );
};

const Objecting = ({
  device,
  reason,
}: {
  device: string;
  reason: NonNullable<DevicePageDetail['objection']>;
}) => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const startOver = useMutation(
    trpc.devices.startOver.mutationOptions({
      onSuccess: async () => {
        setAsking(false);
        toast.success(words.startOverDone);
        await queries.invalidateQueries(trpc.devices.pathFilter());
      },
    }),
  );
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-3 rounded-md border border-broken p-3"
    >
      <div className="min-w-0 flex-1">
        <p className="font-medium">{words.objection}</p>
        <p className="text-ink-soft">{words.objectionNext[reason]}</p>
      </div>
      {may('device.startOver') ? (
        <Button onClick={() => setAsking(true)}>
          <RefreshCw aria-hidden /> {words.startOver}
        </Button>
      ) : null}
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={words.startOverTitle}
        action={words.startOverDo}
        busy={startOver.isPending}
        error={startOver.error === null ? undefined : problemText(startOver.error)}
        onConfirm={() => startOver.mutate({ id: device })}
      >
        <p>{words.startOverWhy}</p>
      </Confirm>
    </div>
  );
};

/** Said of a device that does not follow us; an administrator can let it start over. */
export const Objection = ({
  device,
  reason,
}: {
  device: string;
  /** Null: it follows. */
  reason: DevicePageDetail['objection'];
}) => (reason === null ? null : <Objecting device={device} reason={reason} />);
