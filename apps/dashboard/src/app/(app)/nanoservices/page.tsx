import type { Metadata } from 'next';
import { NanoservicesPage } from '@/components/nanoservices/nanoservices-page.tsx';

export const metadata: Metadata = { title: 'Nanoservices' };

export default NanoservicesPage;
