import type { Metadata } from 'next';
import { SnapshotsPage } from '@/components/snapshots/snapshots-page.tsx';

export const metadata: Metadata = { title: 'Snapshots' };

export default SnapshotsPage;
