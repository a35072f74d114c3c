import type { Metadata } from 'next';
import { DevicesPage } from '@/features/devices/devices-page.tsx';

export const metadata: Metadata = { title: 'Devices' };

export default DevicesPage;
