import { tabTitles } from '@nanoedge/words';
import type { Metadata } from 'next';
import { DevicesPage } from '@/features/devices/devices-page.tsx';

export const metadata: Metadata = { title: tabTitles.devices };

export default DevicesPage;
