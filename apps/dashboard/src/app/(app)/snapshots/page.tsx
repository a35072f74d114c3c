import { tabTitles } from '@nanoedge/words';
import type { Metadata } from 'next';
import { SnapshotsPage } from '@/features/snapshots/snapshots-page.tsx';

export const metadata: Metadata = { title: tabTitles.snapshots };

export default SnapshotsPage;
