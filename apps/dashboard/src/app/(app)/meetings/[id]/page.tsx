import { tabTitles } from '@nanoedge/words';
import type { Metadata } from 'next';
import { MeetingPage } from '@/features/meetings/meeting-page.tsx';

export const metadata: Metadata = { title: tabTitles.meeting };

const Page = async ({ params }: { params: Promise<{ id: string }> }) => (
  <MeetingPage id={decodeURIComponent((await params).id)} />
);

export default Page;
