import { tabTitles } from '@nanoedge/words';
import type { Metadata } from 'next';
import { NanoservicePage } from '@/features/nanoservices/nanoservice-page.tsx';

export const metadata: Metadata = { title: tabTitles.nanoservice };

const Page = async ({ params }: { params: Promise<{ name: string }> }) => (
  <NanoservicePage name={decodeURIComponent((await params).name)} />
);

export default Page;
