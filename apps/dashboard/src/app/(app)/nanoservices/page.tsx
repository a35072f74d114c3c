import { tabTitles } from '@nanoedge/words';
import type { Metadata } from 'next';
import { NanoservicesPage } from '@/features/nanoservices/nanoservices-page.tsx';

export const metadata: Metadata = { title: tabTitles.nanoservices };

export default NanoservicesPage;
