import { commonWords } from '@nanoedge/words';
import type { Metadata } from 'next';
import { NotFoundNotice } from '@/components/ui/not-found.tsx';

export const metadata: Metadata = { title: commonWords.notFound };

const NotFoundPage = () => (
  <main className="flex min-h-dvh flex-col justify-center">
    <NotFoundNotice what={commonWords.page} />
  </main>
);

export default NotFoundPage;
