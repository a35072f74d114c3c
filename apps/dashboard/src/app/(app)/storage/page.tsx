import { tabTitles } from '@nanoedge/words';
import type { Metadata } from 'next';
import { StoragePage } from '@/features/storage/storage-page.tsx';

export const metadata: Metadata = { title: tabTitles.storage };

export default StoragePage;
