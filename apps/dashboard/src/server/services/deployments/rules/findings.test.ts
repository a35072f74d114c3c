import { describe, expect, it } from 'vitest';
import { dockerArchitecture } from '../../architecture.ts';
import { findingsOn } from './findings.ts';
import { freeName, freePort } from './free.ts';
import type { Question } from './question.ts';

const fine: Question = {
  target: {
    id: 'room',
    name: 'Aurora',
    enrolled: true,
    doubt: null,
    architecture: 'amd64',
    diskFreeBytes: 1e9,
    memoryFreeBytes: 1e9,
    hasImage: false,
    things: [
      { name: 'motion', kind: 'motion' },
      { name: 'screen', kind: 'screen' },
    ],
  },
  wanted: {
    label: 'meeting-room 0.1.0',
    architecture: 'amd64',
    imageBytes: 2_000_000,
    archived: true,
    memoryBytes: 16_000_000,
    needs: ['screen'],
    published: true,
    name: 'meeting-room',
    port: 5705,
    configProblems: [],
    named: [
      { what: 'thing', field: 'screen', value: 'screen', kind: 'screen' },
      { what: 'room', field: 'room', value: 'aurora' },
    ],
    peers: [],
  },
  around: {
    names: [],
    ports: [],
    freeName: 'meeting-room',
    freePort: 5700,
    zones: ['aurora'],
    rooms: ['aurora'],
    deployed: [],
  },
};
const asked = (change: { [Part in keyof Question]?: Partial<Question[Part]> }) =>
  findingsOn({
    target: { ...fine.target, ...change.target },
    wanted: { ...fine.wanted, ...change.wanted },
    around: { ...fine.around, ...change.around },
  }).map(
    ({ check, blocks, field, message }) =>
      `${blocks ? 'blocks' : 'says'} ${check} ${field ?? '-'}: ${message}`,
  );

describe('the preflight', () => {
  it('has nothing to say where all is well, nor of a device that has said nothing of itself yet', () => {
    expect(asked({})).toEqual([]);
    expect(
      asked({ target: { architecture: null, diskFreeBytes: null, memoryFreeBytes: null } }),
    ).toEqual([]);
  });

  it('lets a device that is away or has not enrolled wait', () => {
    expect(asked({ target: { doubt: 'offline' } })).toEqual(['says device -: Aurora is offline.']);
    expect(asked({ target: { enrolled: false, doubt: 'offline' } })).toEqual([
      'says device -: Aurora has not enrolled yet.',
    ]);
  });

  it('names what of a connected device does not answer', () => {
    expect(asked({ target: { doubt: 'silent' } })).toEqual([
      'says device -: Aurora has stopped reporting.',
    ]);
    expect(asked({ target: { doubt: 'engine' } })).toEqual([
      'says device -: The Docker Engine of Aurora does not answer.',
    ]);
  });

  it('asks for twice the image and 50 MB of disk, the image only where it is not there yet', () => {
    expect(asked({ target: { diskFreeBytes: 54_000_000 } })).toEqual([]);
    expect(asked({ target: { diskFreeBytes: 53_999_999 } })).toEqual([
      'blocks disk -: Aurora has 54.0 MB of disk free; 54.0 MB are needed.',
    ]);
    expect(asked({ target: { diskFreeBytes: 53_999_999, hasImage: true } })).toEqual([]);
  });

  it('knows what an image needs that it cannot send', () => {
    expect(asked({ wanted: { archived: false } })).toHaveLength(1);
    expect(asked({ wanted: { archived: false }, target: { hasImage: true } })).toEqual([]);
  });

  it('keeps ports apart, in range, off the gateway, and from releases that are not published', () => {
    const port = (number: number) =>
      asked({ wanted: { port: number }, around: { ports: [5705] } }).map(
        (line) => line.split(':')[0],
      );
    expect([5704, 5705, 5683, 80, 65_536].map(port)).toEqual([
      [],
      ...Array.from({ length: 4 }, () => ['blocks port port']),
    ]);
    expect(asked({ wanted: { published: false } })).toEqual([
      'blocks port port: meeting-room 0.1.0 is not published: it gets no port.',
    ]);
    expect(asked({ wanted: { published: false, port: null } })).toEqual([]);
  });

  it('wants the things that a release needs and those that its config names, of the right kind', () => {
    expect(asked({ target: { things: [{ name: 'screen', kind: 'lights' }] } })).toEqual([
      'blocks things -: meeting-room 0.1.0 needs a thing that Aurora does not have: room screen.',
      'blocks config config.screen: Aurora has no screen thing “screen”.',
    ]);
    expect(asked({ around: { rooms: [] } })).toEqual([
      'blocks config config.room: The site has no room “aurora”.',
    ]);
  });

  it('only mentions a peer that is not there yet or cannot be reached', () => {
    const peers = ['guide'];
    expect(asked({ wanted: { peers } })).toEqual([
      'says peers peers: There is no deployment “guide” in this site yet.',
    ]);
    const other = { name: 'guide', device: 'closet', port: null };
    expect(asked({ wanted: { peers }, around: { deployed: [other] } })).toHaveLength(1);
    expect(asked({ wanted: { peers }, around: { deployed: [{ ...other, port: 5700 }] } })).toEqual(
      [],
    );
    expect(
      asked({ wanted: { peers }, around: { deployed: [{ ...other, device: 'room' }] } }),
    ).toEqual([]);
  });
});

describe('free names and ports', () => {
  it('are the first that nobody has, and fit', () => {
    expect(freeName('a', [])).toBe('a');
    expect(freeName('a', ['a', 'a-2'])).toBe('a-3');
    const long = 'a'.repeat(48);
    expect(freeName(long, [long])).toBe(`${'a'.repeat(46)}-2`);
    expect(freePort([5700, 5701, 5703])).toBe(5702);
    expect([5700, 5701, 5998, 5999, 80, 26_000].map((after) => freePort([5701], after))).toEqual([
      5702, 5702, 5999, 5700, 5700, 5700,
    ]);
    expect(freePort(Array.from({ length: 300 }, (_, index) => 5700 + index))).toBeNull();
  });
});

describe('an architecture', () => {
  it('is called as Docker calls it', () => {
    expect(['x86_64', 'aarch64', 'armv7l', 'AMD64', 'riscv64'].map(dockerArchitecture)).toEqual([
      'amd64',
      'arm64',
      'arm/v7',
      'amd64',
      'riscv64',
    ]);
  });

  it('stands in the way where the processor has less than the image is built for', () => {
    const on = (device: string, image: string) =>
      asked({ target: { architecture: device }, wanted: { architecture: image } });
    expect(on('arm/v7', 'arm/v6')).toEqual([]);
    expect(on('arm/v7', 'arm')).toEqual([]);
    expect(on('arm/v6', 'arm/v7')).toEqual([
      'blocks architecture release: meeting-room 0.1.0 is built for arm/v7, but Aurora is arm/v6.',
    ]);
  });
});
