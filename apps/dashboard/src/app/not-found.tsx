import { commonWords } from '@nanoedge/words';
import type { Metadata } from 'next';
import { NotFound } from '@/components/ui/not-found.tsx';

export const metadata: Metadata = { title: commonWords.notFound };

const NotFoundPage = () => (
  <main className="flex min-h-dvh flex-col justify-center">
    <NotFound what={commonWords.page} />
  </main>
);

export default NotFoundPage;
