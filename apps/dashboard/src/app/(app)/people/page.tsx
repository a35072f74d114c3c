import { tabTitles } from '@nanoedge/words';
import type { Metadata } from 'next';
import { PeoplePage } from '@/features/people/people-page.tsx';

export const metadata: Metadata = { title: tabTitles.people };

export default PeoplePage;
