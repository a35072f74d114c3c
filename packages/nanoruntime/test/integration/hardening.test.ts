import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildFixture, docker } from './lab.ts';

// elf(5), of 64 bits and little-endian
const positionIndependent = 3;
const segment = {
  dynamic: 2,
  stack: 0x64_74_e5_51,
  readOnlyAfterRelocation: 0x64_74_e5_52,
} as const;
const tagOfFlags = 0x6f_ff_ff_fbn;
const flag = { bindNow: 1n, pie: 0x08_00_00_00n } as const;
const executable = 1;

/** The runtime's own program, as its image has it. */
const readProgram = async (): Promise<Buffer> => {
  const { tag } = await buildFixture('sample', ['amd64']);
  const folder = await mkdtemp(join(tmpdir(), 'nanoruntime-'));
  const container = await docker('create', tag);
  try {
    await docker('cp', `${container}:/nano`, folder);
    return await readFile(join(folder, 'nano'));
  } finally {
    await docker('rm', container);
    await rm(folder, { recursive: true });
  }
};

const segmentsOf = (elf: Buffer) => {
  const [at, size, count] = [
    Number(elf.readBigUInt64LE(32)),
    elf.readUInt16LE(54),
    elf.readUInt16LE(56),
  ];
  return Array.from({ length: count }, (_, index) => {
    const head = elf.subarray(at + index * size);
    const start = Number(head.readBigUInt64LE(8));
    const content = elf.subarray(start, start + Number(head.readBigUInt64LE(32)));
    return { type: head.readUInt32LE(0), flags: head.readUInt32LE(4), content };
  });
};

it('the program lies anywhere in memory, cannot be written to nor run from the stack, and checks its stack and buffers', async () => {
  const elf = await readProgram();
  expect(elf.readUInt16LE(16)).toBe(positionIndependent);
  const segments = segmentsOf(elf);
  const types = segments.map(({ type }) => type);
  expect(types).toContain(segment.readOnlyAfterRelocation);
  const stack = segments.find(({ type }) => type === segment.stack);
  expect((stack?.flags ?? executable) & executable).toBe(0);
  const dynamic = segments.find(({ type }) => type === segment.dynamic)?.content ?? Buffer.alloc(0);
  const entries = Array.from({ length: Math.floor(dynamic.length / 16) }, (_, index) => ({
    tag: dynamic.readBigUInt64LE(index * 16),
    value: dynamic.readBigUInt64LE(index * 16 + 8),
  }));
  const flags = entries.find(({ tag }) => tag === tagOfFlags)?.value ?? 0n;
  expect(flags & flag.bindNow).toBe(flag.bindNow);
  expect(flags & flag.pie).toBe(flag.pie);
  expect(elf.includes('stack smashing detected')).toBe(true);
  expect(elf.includes('buffer overflow detected')).toBe(true);
});
