'use client';

import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { detailText } from '@/browser/api/problem.ts';
import { type Inputs, type Outputs, useTRPC } from '@/browser/api/trpc.ts';
import { useDebounced } from './use-debounced.ts';

export type Preflight = Outputs['deployments']['preflight'][number];
export type Finding = Preflight['findings'][number];
export type PreflightQuestion = Inputs['deployments']['preflight'];

const freshMs = 20_000;

/**
 * What speaks against an addition, asked once the question has been still for `ms`; null asks
 * nothing.
 */
export const usePreflight = (question: PreflightQuestion | null, ms: number) => {
  const trpc = useTRPC();
  const still = useDebounced(question, ms);
  const asked = question === null ? null : still;
  return useQuery({
    ...trpc.deployments.preflight.queryOptions(asked ?? skipToken),
    staleTime: freshMs,
    retry: false,
    placeholderData: keepPreviousData,
  });
};

/** Findings that no form can help against: the device cannot run it. */
const ofTheDevice: ReadonlySet<Finding['check']> = new Set([
  'device',
  'architecture',
  'disk',
  'memory',
  'things',
  'image',
]);

/**
 * Why a device cannot run a release at all, in words; null when it can, perhaps under another name
 * or port.
 */
export const impossible = (preflight: Preflight | undefined): string | null => {
  const found = (preflight?.findings ?? []).filter(
    ({ blocks, check }) => blocks && ofTheDevice.has(check),
  );
  return found.length === 0 ? null : found.map(detailText).join(' ');
};
