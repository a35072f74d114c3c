import { parse, ZoneId } from '@nanoedge/protocol';
import { expect, it } from 'vitest';
import { testPlan } from '../../../plan/test-plan.ts';
import { legsTo } from './legs.ts';

const aurora = parse(ZoneId, 'aurora', 'zone');
const [lobby, hall, room] = testPlan().zones;
const [toHall] = testPlan().doors ?? [];

const walked = (plan: ReturnType<typeof testPlan>, pace = 1) =>
  legsTo(plan, aurora, pace).map(({ zone, untilMs }) => `${zone} ${String(untilMs)}`);

it('a simulated person walks through the zones on the shortest way', () => {
  expect(walked(testPlan())).toEqual(['lobby 4000', 'hall 14000', 'aurora null']);
  expect(walked(testPlan(), 2)).toEqual(['lobby 2000', 'hall 7000', 'aurora null']);
  const direct = { ...toHall, id: 'd3', zones: ['lobby', 'aurora'] };
  expect(walked(testPlan({ doors: [direct] }))).toEqual(['lobby 4000', 'aurora null']);
});

it('a simulated person begins at the nearest entrance', () => {
  const gate = { ...hall, kind: 'entrance' };
  expect(walked(testPlan({ zones: [lobby, gate, room] }))).toEqual(['hall 4000', 'aurora null']);
});

it('a simulated person walks the corridor where no door leads into the room', () => {
  const walk = ['lobby 4000', 'hall 14000', 'aurora null'];
  const { doors: _, ...plan } = testPlan();
  expect([walked(plan), walked(testPlan({ doors: [] }))]).toEqual([walk, walk]);
  expect(walked({ ...plan, zones: plan.zones.slice(2) })).toEqual(['aurora null']);
});
