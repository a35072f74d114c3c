import type { Metadata } from 'next';
import { CreateNanoservicePage } from '@/features/nanoservices/create-page.tsx';

export const metadata: Metadata = { title: 'Create a nanoservice' };

export default CreateNanoservicePage;
