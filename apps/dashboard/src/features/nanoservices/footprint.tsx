import Link from 'next/link';
import { Panel } from '@/components/ui/page.tsx';
import { Table, Td, Th, Tr } from '@/components/ui/table.tsx';
import { footprintOf } from './footprint-figures.ts';
import { formatBytes, formatSpan } from '@/browser/words/format.ts';
import type { MatrixView } from '@/features/deployments/live-matrix.ts';
import { matrixRows } from './matrix-rows.ts';
import { nanoservices } from '@/features/deployments/known-nanoservices.ts';

const largestPaperMb = Math.max(...nanoservices.map(({ paperMb }) => paperMb));

/** Two bars on one scale: ours above, the paper's below. */
const SizeBars = ({ bytes, paperMb }: { bytes: number | null; paperMb: number | null }) => (
  <div aria-hidden className="flex w-40 flex-col gap-0.5">
    <div
      className="h-1.5 min-w-[2px] rounded-sm bg-accent-strong"
      style={{ width: `${String(Math.min(100, ((bytes ?? 0) / 1e6 / largestPaperMb) * 100))}%` }}
    />
    {paperMb === null ? null : (
      <div
        className="h-1.5 rounded-sm bg-line-strong/60"
        style={{ width: `${String((paperMb / largestPaperMb) * 100)}%` }}
      />
    )}
  </div>
);

/** Each nanoservice's size, memory and initiation time beside the paper's image. */
export const Footprint = ({ matrix }: { matrix: MatrixView }) => (
  <Panel
    title="Footprint"
    actions={
      <span className="text-xs text-ink-soft">
        paper: its Table IV; memory and initiation: the worst of the deployments
      </span>
    }
  >
    <Table label="Footprint of each nanoservice">
      <thead>
        <tr>
          <Th>Nanoservice</Th>
          <Th>Release</Th>
          <Th className="text-right">Image</Th>
          <Th className="text-right">In the paper</Th>
          <Th>On one scale</Th>
          <Th className="text-right">Smaller by</Th>
          <Th className="text-right">Memory</Th>
          <Th className="text-right">Initiation</Th>
          <Th className="text-right">Answering</Th>
        </tr>
      </thead>
      <tbody>
        {matrixRows(matrix).map(({ name, title }) => {
          const paperMb = nanoservices.find((entry) => entry.name === name)?.paperMb ?? null;
          const figures = footprintOf(matrix, name);
          return (
            <Tr key={name} data-testid="footprint-row" data-service={name}>
              <Td className="font-medium">
                <Link
                  href={`/nanoservices/${encodeURIComponent(name)}`}
                  className="hover:text-accent hover:underline"
                >
                  {title}
                </Link>
              </Td>
              <Td>{figures.version ?? '–'}</Td>
              <Td className="text-right">{figures.imageText}</Td>
              <Td className="text-right text-ink-soft">
                {paperMb === null ? 'not in it' : `${paperMb.toFixed(1)} MB`}
              </Td>
              <Td>
                <SizeBars bytes={figures.imageBytes} paperMb={paperMb} />
              </Td>
              <Td className="text-right">
                {figures.imageBytes === null || paperMb === null
                  ? '–'
                  : `${String(Math.round((paperMb * 1e6) / figures.imageBytes))} ×`}
              </Td>
              <Td className="text-right">
                {figures.memoryBytes === null ? '–' : formatBytes(figures.memoryBytes)}
              </Td>
              <Td className="text-right">
                {figures.initiationMs === null ? '–' : formatSpan(figures.initiationMs)}
              </Td>
              <Td className="text-right">
                {figures.running} of {figures.wanted}
              </Td>
            </Tr>
          );
        })}
      </tbody>
    </Table>
  </Panel>
);
