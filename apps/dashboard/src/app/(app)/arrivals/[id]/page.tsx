import type { Metadata } from 'next';
import { ArrivalPage } from '@/components/arrival/arrival-page.tsx';

export const metadata: Metadata = { title: 'Arrival' };

const Page = async ({ params }: { params: Promise<{ id: string }> }) => (
  <ArrivalPage id={decodeURIComponent((await params).id)} />
);

export default Page;
