import { tabTitles } from '@nanoedge/words';
import type { Metadata } from 'next';
import { ActivityPage } from '@/features/activity/activity-page.tsx';

export const metadata: Metadata = { title: tabTitles.activity };

export default ActivityPage;
