import type { Metadata } from 'next';
import { NanoservicePage } from '@/features/nanoservices/nanoservice-page.tsx';

export const metadata: Metadata = { title: 'Nanoservice' };

const Page = async ({ params }: { params: Promise<{ name: string }> }) => (
  <NanoservicePage name={decodeURIComponent((await params).name)} />
);

export default Page;
