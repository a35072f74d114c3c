'use client';

import { useQuery } from '@tanstack/react-query';
import { formatBytes, storageWords } from '@nanoedge/words';
import { Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { LabelledValue, PageHeader, Panel } from '@/components/ui/page.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { problemText } from '@/browser/api/problem.ts';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';
import { useSite } from '@/browser/site/site.tsx';
import { FileTable, KindTable } from './stored-tables.tsx';
import { WaitingTable } from './waiting-table.tsx';

type Storage = Outputs['storage']['get'];

/** Sizes change slowly, what waits on a device in seconds. */
const readAgainMs = 15_000;

const Free = ({ freeBytes, totalBytes }: Storage['disk']) => {
  const text = storageWords.freeOf(freeBytes, totalBytes);
  return freeBytes < totalBytes * storageWords.scarceBelow ? (
    <StateWord tone="attention">{text}</StateWord>
  ) : (
    text
  );
};

const LastRound = ({ lastRound }: Pick<Storage, 'lastRound'>) => {
  if (lastRound === null) return storageWords.notCleaned;
  const rows = Object.values(lastRound.gone).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <Ago at={lastRound.at} />
      {storageWords.cleanedRows(rows)}
    </>
  );
};

const Summary = ({ storage }: { storage: Storage }) => (
  <dl className="grid grid-cols-2 gap-3 rounded-lg border border-line bg-surface p-3 lg:grid-cols-4">
    <LabelledValue label={storageWords.database}>
      {formatBytes(storage.database.bytes)}
    </LabelledValue>
    <LabelledValue label={storageWords.files}>
      {formatBytes(storage.files.reduce((sum, { bytes }) => sum + bytes, 0))}
    </LabelledValue>
    <LabelledValue label={storageWords.free}>
      <Free {...storage.disk} />
    </LabelledValue>
    <LabelledValue label={storageWords.cleaned} hint={storageWords.cleanedWhen}>
      <LastRound lastRound={storage.lastRound} />
    </LabelledValue>
  </dl>
);

const Tables = ({ storage }: { storage: Storage }) => (
  <>
    <Summary storage={storage} />
    <div className="grid items-start gap-4 xl:grid-cols-2">
      <Panel title={storageWords.inDatabase}>
        <KindTable storage={storage} />
      </Panel>
      <div className="flex min-w-0 flex-col gap-4">
        <Panel title={storageWords.asFiles}>
          <FileTable storage={storage} />
        </Panel>
        <Panel title={storageWords.onDevices}>
          <WaitingTable devices={storage.devices} />
        </Panel>
      </div>
    </div>
  </>
);

/** What takes how much room, and how long is it kept? */
export const StoragePage = () => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const read = useQuery({
    ...trpc.storage.get.queryOptions({ site }),
    refetchInterval: readAgainMs,
  });
  return (
    <>
      <PageHeader title={storageWords.title} subtitle={storageWords.subtitle} />
      <div className="flex flex-col gap-4 px-4 pb-6 md:px-6">
        {read.isPending ? <SkeletonRows /> : null}
        {read.error !== null && read.data === undefined ? (
          <Problem
            title={storageWords.unread}
            detail={problemText(read.error)}
            retry={read.refetch}
          />
        ) : null}
        {read.data === undefined ? null : <Tables storage={read.data} />}
      </div>
    </>
  );
};
