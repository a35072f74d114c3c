import type { Metadata } from 'next';
import { MeetingsPage } from '@/features/meetings/meetings-page.tsx';

export const metadata: Metadata = { title: 'Meetings' };

export default MeetingsPage;
