import { commonWords } from '@nanoedge/words';
import { Problem } from './feedback.tsx';

/** In the place of a page that threw. */
export const BrokenPage = ({ reset }: { reset: () => void }) => (
  <div className="p-4">
    <h1 className="px-4 pt-4 text-lg font-semibold">{commonWords.broke}</h1>
    <Problem title={commonWords.brokeWhat} detail={commonWords.brokeNext} retry={reset} />
  </div>
);
