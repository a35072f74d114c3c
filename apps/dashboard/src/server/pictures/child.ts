import { readFile } from 'node:fs/promises';
import { drawPicture } from './draw.ts';

/** A program of its own, started for one picture. */
process.stdout.write(await drawPicture(await readFile(process.argv[2] ?? '')));
