import { tabTitles } from '@nanoedge/words';
import type { Metadata } from 'next';
import { CreateNanoservicePage } from '@/features/nanoservices/create-page.tsx';

export const metadata: Metadata = { title: tabTitles.createNanoservice };

export default CreateNanoservicePage;
