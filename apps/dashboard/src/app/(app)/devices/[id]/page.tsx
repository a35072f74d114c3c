import { tabTitles } from '@nanoedge/words';
import type { Metadata } from 'next';
import { DevicePage } from '@/features/devices/device-page.tsx';

export const metadata: Metadata = { title: tabTitles.device };

const Page = async ({ params }: { params: Promise<{ id: string }> }) => (
  <DevicePage id={decodeURIComponent((await params).id)} />
);

export default Page;
