import type { Metadata } from 'next';
import { NotFound } from '@/components/ui/not-found.tsx';

export const metadata: Metadata = { title: 'Not found' };

const NotFoundPage = () => (
  <main className="flex min-h-dvh flex-col justify-center">
    <NotFound what="page" />
  </main>
);

export default NotFoundPage;
