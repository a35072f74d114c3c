import { tabTitles } from '@nanoedge/words';
import type { Metadata } from 'next';
import { LivePage } from '@/features/live/live-page.tsx';

export const metadata: Metadata = { title: tabTitles.live };

export default LivePage;
