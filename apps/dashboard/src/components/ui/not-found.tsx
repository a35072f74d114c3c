import { commonWords } from '@nanoedge/words';
import Link from 'next/link';
import { buttonLook } from './button.tsx';

/** What was asked for does not exist (any more), and where to go instead. */
export const NotFoundNotice = ({
  what,
  href = '/live',
  back = commonWords.toLive,
}: {
  what: string;
  href?: string;
  back?: string;
}) => (
  <div className="flex flex-col items-center gap-3 px-6 py-16 text-center">
    <h1 className="text-lg font-semibold">{commonWords.noSuch(what)}</h1>
    <p className="max-w-md text-ink-soft">{commonWords.noSuchWhy}</p>
    <Link href={href} className={buttonLook({ tone: 'primary' })}>
      {back}
    </Link>
  </div>
);
