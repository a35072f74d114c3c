import { tabTitles } from '@nanoedge/words';
import type { Metadata } from 'next';
import { NewMeetingPage } from '@/features/meetings/new-meeting-page.tsx';

export const metadata: Metadata = { title: tabTitles.newMeeting };

export default NewMeetingPage;
