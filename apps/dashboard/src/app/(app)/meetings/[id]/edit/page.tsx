import { tabTitles } from '@nanoedge/words';
import type { Metadata } from 'next';
import { EditMeetingPage } from '@/features/meetings/edit-meeting-page.tsx';

export const metadata: Metadata = { title: tabTitles.editMeeting };

const Page = async ({ params }: { params: Promise<{ id: string }> }) => (
  <EditMeetingPage id={decodeURIComponent((await params).id)} />
);

export default Page;
