import { Info, TriangleAlert } from 'lucide-react';
import type { Finding } from './preflight.ts';
import { detailText } from '@/browser/api/problem.ts';

/** What speaks against a device, or is worth knowing, each with what to do about it. */
export const Findings = ({ findings }: { findings: readonly Finding[] }) =>
  findings.length === 0 ? null : (
    <ul className="flex flex-col gap-0.5 pb-1.5 pl-6 text-xs">
      {findings.map((finding) => (
        <li
          key={`${finding.check} ${finding.message}`}
          data-testid="finding"
          data-check={finding.check}
          data-blocks={finding.blocks}
          className={
            finding.blocks
              ? 'flex items-start gap-1 text-broken'
              : 'flex items-start gap-1 text-attention'
          }
        >
          {finding.blocks ? (
            <TriangleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
          ) : (
            <Info aria-hidden className="mt-0.5 size-3 shrink-0" />
          )}
          <span>{detailText(finding)}</span>
        </li>
      ))}
    </ul>
  );
