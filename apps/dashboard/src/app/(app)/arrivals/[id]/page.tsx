import { tabTitles } from '@nanoedge/words';
import type { Metadata } from 'next';
import { ArrivalPage } from '@/features/arrivals/arrival-page.tsx';

export const metadata: Metadata = { title: tabTitles.arrival };

const Page = async ({ params }: { params: Promise<{ id: string }> }) => (
  <ArrivalPage id={decodeURIComponent((await params).id)} />
);

export default Page;
