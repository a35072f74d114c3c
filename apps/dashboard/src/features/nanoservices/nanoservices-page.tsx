'use client';

import { nanoservicesWords } from '@nanoedge/words';
import { Boxes, Container, OctagonX, Plus } from 'lucide-react';
import Link from 'next/link';
import { useMemo } from 'react';
import { useMay } from '@/browser/site/site.tsx';
import { useChanges } from '@/features/deployments/changes-context.ts';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { AddressSearch } from '@/components/ui/address-search.tsx';
import { PageHeader, Panel } from '@/components/ui/page.tsx';
import { type MatrixView, useLiveMatrix } from '@/features/deployments/live-matrix.ts';
import { useMatrix } from '@/features/deployments/matrix-query.ts';
import { matrixRows, narrowed } from './matrix-rows.ts';
import { problemText } from '@/browser/api/problem.ts';
import { useUrlState } from '@/browser/address/url-state.ts';
import { Footprint } from './footprint.tsx';
import { MatrixTable } from './matrix.tsx';

const Actions = ({ any }: { any: boolean }) => {
  const changes = useChanges();
  const may = useMay();
  return (
    <>
      <AddressSearch
        label={nanoservicesWords.search}
        placeholder={nanoservicesWords.find}
        className="w-36"
      />
      {changes === null ? null : (
        <>
          {any ? (
            <Button
              tone="danger"
              onClick={() => changes.ask({ kind: 'terminate-all', device: null })}
            >
              <OctagonX aria-hidden /> {nanoservicesWords.terminateAll}
            </Button>
          ) : null}
          {may('registry.edit') ? (
            <Link href="/registries" className={buttonLook({})}>
              <Container aria-hidden /> {nanoservicesWords.registries}
            </Link>
          ) : null}
          {may('nanoservice.create') ? (
            <Link href="/new-nanoservice" className={buttonLook({ tone: 'primary' })}>
              <Plus aria-hidden /> {nanoservicesWords.create}
            </Link>
          ) : null}
        </>
      )}
    </>
  );
};

const Body = ({ matrix }: { matrix: MatrixView }) => {
  const { get, set } = useUrlState();
  const all = useMemo(() => matrixRows(matrix), [matrix]);
  const { rows, devices } = narrowed(all, matrix.devices, get('q'));
  if (matrix.devices.length === 0) {
    return (
      <Empty title={nanoservicesWords.noDevice} icon={<Boxes aria-hidden />}>
        {nanoservicesWords.noDeviceNext}
      </Empty>
    );
  }
  if (rows.length === 0)
    return (
      <Empty
        title={nanoservicesWords.noneFound}
        action={<Button onClick={() => set({ q: '' })}>{nanoservicesWords.showAll}</Button>}
      >
        {nanoservicesWords.fewer}
      </Empty>
    );
  return <MatrixTable rows={rows} devices={devices} />;
};

/** What runs where, and what does it cost? */
export const NanoservicesPage = () => {
  const read = useMatrix();
  const live = useLiveMatrix(read.data);
  return (
    <>
      <PageHeader
        title={nanoservicesWords.title}
        subtitle={nanoservicesWords.subtitle}
        actions={<Actions any={(read.data?.deployments.length ?? 0) > 0} />}
      />
      <div className="flex flex-col gap-4 px-4 md:px-6">
        <Panel title={nanoservicesWords.onDevices}>
          {read.isPending ? <SkeletonRows className="h-14" /> : null}
          {read.error !== null && read.data === undefined ? (
            <Problem
              title={nanoservicesWords.unread}
              detail={problemText(read.error)}
              retry={read.refetch}
            />
          ) : null}
          {read.data === undefined ? null : <Body matrix={read.data} />}
        </Panel>
        {live === undefined ? null : <Footprint matrix={live} />}
      </div>
    </>
  );
};
