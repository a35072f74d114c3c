import { tabTitles } from '@nanoedge/words';
import type { Metadata } from 'next';
import { RegistriesPage } from '@/features/registries/registries-page.tsx';

export const metadata: Metadata = { title: tabTitles.registries };

export default RegistriesPage;
