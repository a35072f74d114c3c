import { CopyId } from '@/components/ui/copy.tsx';
import { Badge } from '@/components/ui/state-mark.tsx';
import { Table, Td, Th, Tr } from '@/components/ui/table.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { formatBytes, plural } from '@/browser/words/format.ts';
import type { MatrixView } from '@/features/deployments/live-matrix.ts';
import { imageSize, layerShares, type Release } from '@/features/deployments/releases.ts';

/** Every version of a nanoservice, newest first, with what it is made of. */
export const ReleaseTable = ({
  releases,
  all,
}: {
  releases: readonly Release[];
  all: MatrixView['nanoservices'];
}) => (
  <Table label="Releases">
    <thead>
      <tr>
        <Th>Version</Th>
        <Th>Image</Th>
        <Th className="text-right">Size</Th>
        <Th className="text-right">Own layers</Th>
        <Th className="text-right">Shared layers</Th>
        <Th>Architecture</Th>
        <Th>Needs</Th>
        <Th className="text-right">Limits</Th>
        <Th>How it gets there</Th>
        <Th className="text-right">Created</Th>
      </tr>
    </thead>
    <tbody>
      {releases.map((release) => {
        const { own, shared } = layerShares(release, all);
        const share = ({ count, bytes }: typeof own): string =>
          release.pulled
            ? plural(count, 'layer')
            : `${plural(count, 'layer')}, ${formatBytes(bytes)}`;
        return (
          <Tr key={release.id} data-testid="release-row" data-version={release.version}>
            <Td className="font-medium">{release.version}</Td>
            <Td>
              <CopyId value={release.imageId} label={`image id of ${release.version}`} />
            </Td>
            <Td className="text-right">{imageSize(release, null).text}</Td>
            <Td
              className="text-right"
              title="layers that no other release has: what an update moves"
            >
              {release.layers.length === 0 ? '–' : share(own)}
            </Td>
            <Td
              className="text-right"
              title="layers that other releases have, too: a device that runs one of them has these already"
            >
              {release.layers.length === 0 ? '–' : share(shared)}
            </Td>
            <Td>{release.architecture}</Td>
            <Td>
              {[...release.spec.needs, ...(release.spec.roster ? ['roster'] : [])].join(', ') ||
                '–'}
            </Td>
            <Td className="text-right">
              {formatBytes(release.spec.limits.memoryBytes)}, {release.spec.limits.pids} pids
            </Td>
            <Td>
              {release.archived ? <Badge tone="ok">sent by the dashboard</Badge> : null}
              {release.pulled ? <Badge tone="ok">pulled from its registry</Badge> : null}
              {release.archived || release.pulled ? null : (
                <Badge tone="attention">image must be on the device</Badge>
              )}
            </Td>
            <Td className="text-right">
              <Ago at={release.createdAt} />
            </Td>
          </Tr>
        );
      })}
    </tbody>
  </Table>
);
