import { tabTitles } from '@nanoedge/words';
import type { Metadata } from 'next';
import { MeetingsPage } from '@/features/meetings/meetings-page.tsx';

export const metadata: Metadata = { title: tabTitles.meetings };

export default MeetingsPage;
