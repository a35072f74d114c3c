import { describe, expect, it } from 'vitest';
import { SightingReport } from './coap/scan.ts';
import { InvalidMessage, parse, parseJson } from './problem.ts';

const report = {
  zone: 'entrance',
  sightings: [{ key: 'c0:ff:ee:00:00:02', rssi: -55, heardAt: 1_800_000_000_000 }],
};

const problemOf = (work: () => unknown): InvalidMessage => {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidMessage) return error;
    throw error;
  }
  throw new Error('was accepted');
};

describe('a message at a boundary', () => {
  it('is returned as it is when it fits its schema', () => {
    expect(parse(SightingReport, report, 'sightings')).toEqual(report);
  });

  it('is refused with the path of the first field that is wrong', () => {
    const wrong = { ...report, sightings: [{ ...report.sightings[0], rssi: -300 }] };
    const problem = problemOf(() => parse(SightingReport, wrong, 'sightings'));
    expect(problem.field).toBe('sightings.0.rssi');
    expect(problem.message).toMatch(/^sightings: sightings\.0\.rssi: /);
  });

  it('is refused as not JSON when it is not', () => {
    expect(problemOf(() => parseJson(SightingReport, '{"zone":', 'sightings')).message).toBe(
      'sightings: is not JSON',
    );
  });
});
