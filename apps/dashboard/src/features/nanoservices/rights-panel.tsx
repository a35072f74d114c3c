import { rightsWords as words } from '@nanoedge/words';
import type { ReactNode } from 'react';
import { Panel } from '@/components/ui/page.tsx';
import type { ReleaseDetail } from '@/features/deployments/releases.ts';

const Row = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="flex flex-col gap-1 md:flex-row md:gap-3">
    <dt className="shrink-0 text-ink-soft md:w-56">{label}</dt>
    <dd className="flex min-w-0 flex-wrap gap-x-3 gap-y-1">{children}</dd>
  </div>
);

const Codes = ({ of }: { of: readonly string[] }) =>
  of.map((one) => (
    <code key={one} className="text-xs">
      {one}
    </code>
  ));

type RightsOf = Pick<ReleaseDetail, 'version' | 'spec' | 'setuid'>;

const Setuid = ({ files }: { files: RightsOf['setuid'] }) => {
  if (files === null) return words.setuidUnknown;
  if (files.length === 0) return words.setuidNone;
  return (
    <>
      <Codes of={files} />
      <span>{words.setuidHint}</span>
    </>
  );
};

/** What may a release ask of others, and what is taken from it? */
export const RightsPanel = ({ release }: { release: RightsOf }) => {
  const { calls = {}, events = [], needs, roster, network = false, volumes } = release.spec;
  const asked = Object.entries(calls);
  const uses = [...needs, ...(roster ? [words.roster] : [])];
  return (
    <Panel title={words.title} bodyClassName="flex flex-col gap-3 p-3">
      <p className="text-ink-soft">{words.ofRelease(release.version)}</p>
      <dl className="flex flex-col gap-2" data-testid="rights">
        {asked.map(([nanoservice, requests]) => (
          <Row key={nanoservice} label={words.asks(nanoservice)}>
            <Codes of={requests} />
          </Row>
        ))}
        <Row label={words.tells}>
          {events.length === 0 ? words.tellsNothing : <Codes of={events} />}
        </Row>
        <Row label={words.reaches}>{network ? words.reachesAll : words.reachesPeers}</Row>
        <Row label={words.uses}>{uses.length === 0 ? words.usesNothing : uses.join(', ')}</Row>
        <Row label={words.keeps}>
          {volumes.length === 0 ? (
            words.keepsNothing
          ) : (
            <Codes of={volumes.map(({ path }) => path)} />
          )}
        </Row>
        <Row label={words.setuid}>
          <Setuid files={release.setuid} />
        </Row>
      </dl>
      {asked.length === 0 ? <p>{words.asksNobody}</p> : null}
    </Panel>
  );
};
