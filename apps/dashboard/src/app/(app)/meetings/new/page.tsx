import type { Metadata } from 'next';
import { NewMeetingPage } from '@/features/meetings/new-meeting-page.tsx';

export const metadata: Metadata = { title: 'New meeting' };

export default NewMeetingPage;
