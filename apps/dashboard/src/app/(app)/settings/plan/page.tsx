import { tabTitles } from '@nanoedge/words';
import type { Metadata } from 'next';
import { PlanPage } from '@/features/plan/plan-page.tsx';

export const metadata: Metadata = { title: tabTitles.floorPlan };

export default PlanPage;
