import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describeError } from '@nanoedge/base';
import { looseParts, type LooseParts } from '@nanoedge/nanoruntime';
import { CommandFailed } from '../cli/errors.ts';
import { requireTools, tools } from '../cli/system/apt.ts';
import { run } from '../cli/system/run.ts';
import { compileFuzzer, prepareLibraries, type Workshop } from './compile.ts';
import { type FuzzPlant, plants } from './plants.ts';
import { writeSeeds } from './seeds.ts';

/** What came of fuzzing; `why` says it in words, with the file that shows a finding. */
export interface FuzzVerdict {
  verdict: 'clean' | 'found' | 'not checked';
  why: string;
}

export interface FuzzOptions {
  /** Where everything is kept that is made; the corpus grows from run to run. */
  folder: string;
  seconds: number;
  note: (line: string) => void;
}

/** Seconds in which a planted mistake must be found; the seeds alone reach each. */
const plantSeconds = 60;

const service = resolve(import.meta.dirname, 'target/service.ts');

class PlantNotFound extends Error {
  override readonly name = 'PlantNotFound';
}

const withPlant = ({ runtime }: LooseParts, plant: FuzzPlant): Map<string, Buffer> => {
  const text = runtime.get(plant.file)?.toString() ?? '';
  if (!text.includes(plant.right))
    throw new PlantNotFound(`${plant.file} has no line to plant "${plant.name}" in`);
  return new Map(runtime).set(plant.file, Buffer.from(text.replace(plant.right, plant.wrong)));
};

/** The compiled engine stays until it, or what compiles it, is another one. */
const prepared = async (workshop: Workshop, note: FuzzOptions['note']): Promise<void> => {
  const hash = createHash('sha256').update(await run(workshop.clang, ['--version']));
  for (const [path, bytes] of workshop.parts.libraries) hash.update(path).update(bytes);
  hash.update(await readFile(resolve(import.meta.dirname, 'compile.ts')));
  const stamp = join(workshop.folder, 'stamp');
  const wanted = hash.digest('hex');
  const known = existsSync(stamp) ? await readFile(stamp, 'utf8') : '';
  if (known === wanted) return;
  note('compiling the engine');
  await prepareLibraries(workshop);
  await writeFile(stamp, wanted);
};

/** Runs a fuzzer; returns what it said in the end when it found something, else null. */
const runFuzzer = async (
  program: string,
  args: readonly string[],
  { bytecode, note }: { bytecode: string; note: FuzzOptions['note'] },
): Promise<string | null> => {
  const given = [
    `NANO_FUZZ_SERVICE=${bytecode}`,
    `ASAN_SYMBOLIZER_PATH=${tools.fuzzer.symbolizer}`,
  ];
  const limits = ['-timeout=20', '-max_len=8192', '-len_control=0'];
  try {
    await run('env', [...given, program, ...limits, ...args], { onLine: note });
    return null;
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return error.tail;
  }
};

/** What was compiled, and the seeds. */
interface Ready {
  workshop: Workshop;
  bytecode: string;
  seeds: string;
}

const prepare = async ({ folder, note }: FuzzOptions): Promise<Ready> => {
  const parts = await looseParts({ name: 'fuzzed', entry: service }, { onLine: note });
  const workshop = { folder: join(folder, 'build'), clang: tools.fuzzer.path, parts };
  await mkdir(workshop.folder, { recursive: true });
  await prepared(workshop, note);
  const bytecode = join(folder, 'fuzzed.qbc');
  await writeFile(bytecode, parts.bytecode);
  const seeds = join(folder, 'seeds');
  await rm(seeds, { recursive: true, force: true });
  await writeSeeds(seeds);
  return { workshop, bytecode, seeds };
};

/** Throws PlantNotFound for a mistake that this fuzzer does not find: then it would find no other. */
const findPlants = async (
  { workshop, bytecode, seeds }: Ready,
  { folder, note }: FuzzOptions,
): Promise<void> => {
  const found = join(folder, 'planted/');
  await mkdir(found, { recursive: true });
  for (const plant of plants) {
    note(`planted: ${plant.name}`);
    const name = plant.name.replaceAll(' ', '-');
    const program = await compileFuzzer(workshop, name, withPlant(workshop.parts, plant));
    const args = [`-artifact_prefix=${found}`, `-max_total_time=${String(plantSeconds)}`, seeds];
    const said = await runFuzzer(program, args, { bytecode, note });
    if (said?.includes('AddressSanitizer') !== true)
      throw new PlantNotFound(`the planted mistake "${plant.name}" was not found`);
  }
};

/**
 * Fuzzes the datagram path of the nano runtime: UDP, the engine, CoAP, OSCORE and the ciphers, with
 * AddressSanitizer and, for our own C, UndefinedBehaviorSanitizer. First it must find mistakes that
 * are planted. Needs an engine with the builder image, as building images does.
 */
export const fuzz = async (options: FuzzOptions): Promise<FuzzVerdict> => {
  const { folder, seconds, note } = options;
  try {
    await requireTools([tools.fuzzer], note);
  } catch (error) {
    return { verdict: 'not checked', why: describeError(error) };
  }
  await mkdir(folder, { recursive: true });
  const ready = await prepare(options);
  await findPlants(ready, options);
  const program = await compileFuzzer(ready.workshop, 'real', ready.workshop.parts.runtime);
  const findings = join(folder, 'findings/');
  const corpus = join(folder, 'corpus');
  await mkdir(findings, { recursive: true });
  await mkdir(corpus, { recursive: true });
  const { bytecode } = ready;
  const said = await runFuzzer(
    program,
    [`-artifact_prefix=${findings}`, `-max_total_time=${String(seconds)}`, corpus, ready.seeds],
    { bytecode, note },
  );
  if (said === null) return { verdict: 'clean', why: `${String(seconds)} s without a finding` };
  const file = /Test unit written to (\S+)/.exec(said)?.[1] ?? findings;
  const again = `NANO_FUZZ_SERVICE=${bytecode} ${program} ${file}`;
  return { verdict: 'found', why: `${said}\n\nReproducer: ${file}\nAgain: ${again}` };
};
