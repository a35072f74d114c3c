'use client';

import { screensWords as words } from '@nanoedge/words';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import { problemText } from '@/browser/api/problem.ts';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';
import { useMay } from '@/browser/site/site.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Confirm } from '@/components/ui/confirm.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { Ago } from '@/components/ui/time.tsx';

type Screens = Outputs['devices']['screens'];
type Paired = Screens['screens'][number];

/** New ones ask for a code, and others go, without anybody here doing anything. */
const askAgainMs = 3_000;

const useStore = (device: string): ((screens: Screens) => void) => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return (screens) => queries.setQueryData(trpc.devices.screens.queryKey({ id: device }), screens);
};

const Pair = ({ device, waiting }: { device: string; waiting: number }) => {
  const trpc = useTRPC();
  const store = useStore(device);
  const [code, setCode] = useState('');
  const pair = useMutation(
    trpc.devices.approveScreen.mutationOptions({
      onSuccess: (screens) => {
        store(screens);
        setCode('');
        toast.success(words.paired);
      },
    }),
  );
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        pair.mutate({ id: device, code });
      }}
    >
      <label className="flex items-center gap-2">
        {words.code}
        <Input
          value={code}
          onChange={({ target }) => setCode(target.value)}
          placeholder={words.codeHint}
          autoComplete="off"
          spellCheck={false}
          maxLength={16}
          aria-invalid={pair.error !== null}
          aria-describedby={pair.error === null ? undefined : 'screen-code-problem'}
          className="w-36 font-mono uppercase"
        />
      </label>
      <Button type="submit" disabled={code.trim() === '' || pair.isPending}>
        {words.pair}
      </Button>
      {waiting > 0 ? <span className="text-ink-soft">{words.waiting(waiting)}</span> : null}
      {pair.error === null ? null : (
        <FieldError id="screen-code-problem">{problemText(pair.error)}</FieldError>
      )}
    </form>
  );
};

const Row = ({
  screen,
  isOld,
  onRevoke,
}: {
  screen: Paired;
  isOld: boolean;
  onRevoke: () => void;
}) => (
  <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2 last:border-b-0">
    <div className="min-w-0 flex-1">
      <p className="truncate" title={screen.browser}>
        {words.browser(screen.browser)}
      </p>
      <p className="text-ink-soft">
        {words.from(screen.address)}
        {words.since.before}
        <Ago at={screen.pairedAt} />
        {screen.open || screen.seenAt === null ? null : (
          <>
            {words.seen.before}
            <Ago at={screen.seenAt} />
          </>
        )}
      </p>
    </div>
    {screen.open ? (
      <StateWord tone={isOld ? 'unknown' : 'ok'}>{isOld ? words.showed : words.shows}</StateWord>
    ) : null}
    <Button size="sm" aria-label={words.revokeOf(screen.address)} onClick={onRevoke}>
      {words.revoke}
    </Button>
  </li>
);

const Paired = ({
  device,
  screens,
  isOld,
}: {
  device: string;
  screens: readonly Paired[];
  isOld: boolean;
}) => {
  const trpc = useTRPC();
  const store = useStore(device);
  const [asked, setAsked] = useState<string | null>(null);
  const close = () => setAsked(null);
  const revoke = useMutation(
    trpc.devices.revokeScreen.mutationOptions({
      onSuccess: (left) => {
        store(left);
        close();
        toast.success(words.revoked);
      },
    }),
  );
  if (screens.length === 0) return <Empty title={words.none} />;
  return (
    <>
      <ul aria-label={words.list}>
        {screens.map((screen) => (
          <Row key={screen.id} screen={screen} isOld={isOld} onRevoke={() => setAsked(screen.id)} />
        ))}
      </ul>
      <Confirm
        open={asked !== null}
        onClose={close}
        title={words.revokeTitle}
        action={words.revokeDo}
        busy={revoke.isPending}
        error={revoke.error === null ? undefined : problemText(revoke.error)}
        onConfirm={() => revoke.mutate({ id: device, screen: asked ?? '' })}
      >
        <p>{words.revokeWhy}</p>
      </Confirm>
    </>
  );
};

const Known = ({ device, isOld }: { device: string; isOld: boolean }) => {
  const trpc = useTRPC();
  const read = useQuery({
    ...trpc.devices.screens.queryOptions({ id: device }),
    refetchInterval: askAgainMs,
    retry: false,
  });
  if (read.data !== undefined && read.error === null)
    return (
      <>
        <Pair device={device} waiting={read.data.waiting} />
        <Paired device={device} screens={read.data.screens} isOld={isOld} />
      </>
    );
  return read.error === null ? (
    <SkeletonRows rows={2} />
  ) : (
    <Problem title={words.unread} detail={problemText(read.error)} retry={read.refetch} />
  );
};

/** Which browsers may show the room screen of a device; `isOld`: what is known of it may be so no more. */
export const ScreensPanel = ({ device, isOld }: { device: string; isOld: boolean }) => {
  const may = useMay();
  return (
    <Panel title={words.title} bodyClassName="flex flex-col gap-3 p-3" data-testid="screens-panel">
      <p className="text-ink-soft">{words.what}</p>
      {may('device.pairScreen') ? (
        <Known device={device} isOld={isOld} />
      ) : (
        <p>{words.onlyAdmin}</p>
      )}
    </Panel>
  );
};
