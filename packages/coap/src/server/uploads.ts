import type { Clock } from '@nanoedge/base';
import type { Block } from '../blocks.ts';

/** A body that comes in blocks (Block1, RFC 7959): whose, and how much of it is here. */
interface Upload {
  from: string;
  target: string;
  next: number;
  last: number;
  heardAt: number;
}

/** One block as it came in. */
export interface UploadBlock extends Block {
  /** Who sends, and which of their requests: address, port and token. */
  key: string;
  from: string;
  /** Whose body it is part of, where its blocks have tokens of their own: sender and resource. */
  target: string;
  more: boolean;
  length: number;
}

/** Where the blocks themselves are kept. */
export interface KeptBlocks {
  forget: (key: string) => void;
  move: (from: string, to: string) => void;
}

/** The most bytes of one body, and of all bodies that are not whole yet. */
const bodyBytes = 1024 * 1024;
const allBytes = 2 * bodyBytes;
/** The most bodies that are not whole yet, of one speaker and of all. */
const fromOne = 8;
const fromAll = 64;
/** One whose next block does not come in this time is given up. */
const idleMs = 10_000;

/**
 * Decides about every block of a body before it is kept. Each must follow on the one before, and
 * what is kept of bodies that are not whole is bounded, in number and in bytes: a speaker who begins
 * many and ends none is refused, and keeps nobody else from sending.
 */
export class Uploads {
  readonly #open = new Map<string, Upload>();
  readonly #clock: Clock;
  readonly #kept: KeptBlocks;

  constructor(clock: Clock, kept: KeptBlocks) {
    this.#clock = clock;
    this.#kept = kept;
  }

  /** The code with which the block is refused, or null when it is kept. */
  judge(block: UploadBlock): '4.00' | '4.08' | '4.13' | null {
    this.#giveUpIdle();
    const { key, num, bytes, more, length } = block;
    const at = num * bytes;
    if (at + length > bodyBytes) return this.#drop(key, '4.13');
    if (more && length !== bytes) return this.#drop(key, '4.00');
    const known = this.#open.get(key) ?? (num > 0 ? this.#adopt(block, at) : undefined);
    if (num > 0 && known?.next !== at && known?.last !== at) return this.#drop(key, '4.08');
    if (num === 0) this.#drop(key, null);
    if (!more) {
      this.#open.delete(key);
      return null;
    }
    if (num === 0 && !this.#hasRoomFor(block)) return '4.13';
    if (at + length + this.#bytesBut(key) > allBytes) return this.#drop(key, '4.13');
    const heardAt = this.#clock.monotonic();
    const { from, target } = block;
    this.#open.set(key, { from, target, next: at + length, last: at, heardAt });
    return null;
  }

  get size(): number {
    return this.#open.size;
  }

  /** The body that a block with a token of its own goes on with (RFC 7959 §2.4). */
  #adopt({ key, target }: UploadBlock, at: number): Upload | undefined {
    for (const [other, upload] of this.#open) {
      if (upload.target !== target || upload.next !== at) continue;
      this.#open.delete(other);
      this.#open.set(key, upload);
      this.#kept.move(other, key);
      return upload;
    }
    return undefined;
  }

  #drop<Code extends string | null>(key: string, code: Code): Code {
    this.#open.delete(key);
    this.#kept.forget(key);
    return code;
  }

  #hasRoomFor({ from }: UploadBlock): boolean {
    if (this.#open.size >= fromAll) return false;
    const own = [...this.#open.values()].filter((upload) => upload.from === from);
    return own.length < fromOne;
  }

  #bytesBut(key: string): number {
    let sum = 0;
    for (const [other, { next }] of this.#open) if (other !== key) sum += next;
    return sum;
  }

  #giveUpIdle(): void {
    const since = this.#clock.monotonic() - idleMs;
    for (const [key, { heardAt }] of this.#open) if (heardAt < since) this.#drop(key, null);
  }
}
