import type { Metadata } from 'next';
import { NanoservicesPage } from '@/features/nanoservices/nanoservices-page.tsx';

export const metadata: Metadata = { title: 'Nanoservices' };

export default NanoservicesPage;
