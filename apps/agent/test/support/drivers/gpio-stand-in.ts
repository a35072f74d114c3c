import { waitUntil } from '@nanoedge/base/testing';
import { appendFileSync, chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GpioTools } from '../../../src/edge/things/gpio/watch-line.ts';
import { scratchFolder } from '../scratch.ts';

export interface GpioRig {
  tools: GpioTools;
  /** An edge of the line, once somebody watches it. */
  edge: (high: boolean) => Promise<void>;
  /** As when the chip is gone, and there again. */
  remove: () => void;
  putBack: () => void;
}

const said = { 1: 'v1.6.3', 2: 'v2.2.1' } as const;

/** How each version refuses a chip that is not there. */
const absent = {
  1: 'gpiomon: error waiting for events: No such file or directory',
  2: "gpiomon: cannot find GPIO chip character device 'gpiochip0'",
} as const;

/**
 * Programs that answer as `gpiomon` and `gpioget` of libgpiod 1 or 2 do: this kernel has no GPIO.
 * They take the options of their own version only.
 */
export const makeGpio = (version: 1 | 2): GpioRig => {
  const folder = scratchFolder();
  const [gpiomon, gpioget] = [join(folder, 'gpiomon'), join(folder, 'gpioget')];
  const [edges, chip] = [join(folder, 'edges'), join(folder, 'chip')];
  const watched = join(folder, 'watched');
  const own = version === 1 ? '--line-buffered) ;;' : '--chip=*|--edges=both|--numeric) ;;';
  const head = [
    '#!/bin/sh',
    `if [ "$1" = --version ]; then echo "gpiomon (libgpiod) ${said[version]}"; exit 0; fi`,
    'for option in "$@"; do case "$option" in',
    `  ${own}`,
    '  --format=%e|--bias=disable|--bias=pull-up|--bias=pull-down|--active-low) ;;',
    '  -*) echo "unrecognized option $option" >&2; exit 1 ;;',
    'esac; done',
    `if [ ! -e ${chip} ]; then echo "${absent[version]}" >&2; exit 1; fi`,
  ];
  const monitor = [
    ...head,
    `from=$(($(wc -l < ${edges}) + 1))`,
    `tail -n +$from -f ${edges} & reader=$!`,
    `touch ${watched}`,
    `trap "kill $reader; rm -f ${watched}; exit 0" TERM`,
    `while [ -e ${chip} ] && kill -0 $reader 2>/dev/null; do sleep 0.05; done`,
    `kill $reader; rm -f ${watched}`,
    `echo "${absent[version]}" >&2`,
    'exit 1',
  ];
  for (const [file, lines] of [
    [gpiomon, monitor],
    [gpioget, [...head, 'echo 0']],
  ] as const) {
    writeFileSync(file, `${lines.join('\n')}\n`);
    chmodSync(file, 0o755);
  }
  writeFileSync(edges, '');
  writeFileSync(chip, '');
  const falling = version === 1 ? '0' : '2';
  return {
    tools: { gpiomon, gpioget },
    edge: async (high) => {
      await waitUntil('the line is watched', () => existsSync(watched));
      appendFileSync(edges, `${high ? '1' : falling}\n`);
    },
    remove: () => rmSync(chip),
    putBack: () => writeFileSync(chip, ''),
  };
};
