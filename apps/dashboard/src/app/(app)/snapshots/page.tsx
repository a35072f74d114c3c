import type { Metadata } from 'next';
import { SnapshotsPage } from '@/features/snapshots/snapshots-page.tsx';

export const metadata: Metadata = { title: 'Snapshots' };

export default SnapshotsPage;
