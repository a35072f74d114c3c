import type { RefusalCause } from '@nanoedge/words';

/**
 * What takes the place of what the engine cannot start again and again: the container, with it the
 * device's network, or with it the image.
 */
export type Remedy = 'container' | 'network' | 'image';

/** So many starts in a row are refused before a fresh container is made. */
const refusalsPerContainer = 2;

/** So many before it is more than the container that is fresh: two of them failed the same way. */
const refusalsPerGround = 4;

/** What engines say of networks, and of endpoints on them, that are not whole any more. */
const ofNetwork = /network|endpoint|veth|bridge|sandbox|no available ip|address pool/i;

/** What they say of a port that somebody holds, they themselves after a sudden end. */
const ofPort = /port is already allocated|address already in use/i;

/** Whether nothing that can be replaced frees what the engine refuses for. */
export const isHeldPort = (words: string): boolean => ofPort.test(words);

/** What they say of images with a layer that is missing or broken. */
const ofImage = /overlay|\blayers?\b|rootfs|snapshot .*(exist|found)|driver .*image|blob/i;

/** What they say of the task of a container that they have lost, of a volume, and of a program. */
const ofTask = /task .*already exists|alreadyexists: task/i;
const ofVolume = /\bvolume\b|local mount/i;
const ofProgram = /exec format error|exec: |executable file not found/i;

/** What an engine's refusal is about, by its words; the likeliest first. Pure. */
export const refusalCause = (words: string): RefusalCause => {
  if (isHeldPort(words)) return 'port';
  if (ofTask.test(words)) return 'task';
  if (ofProgram.test(words)) return 'program';
  if (ofVolume.test(words)) return 'volume';
  if (ofNetwork.test(words)) return 'network';
  return ofImage.test(words) ? 'image' : 'other';
};

/**
 * What to replace before the next try, after `refusals` starts in a row that the engine refused, the
 * last one in these words; null: nothing yet. Pure. What is replaced grows and then begins anew, so
 * that no cause stays for ever.
 */
export const remedyFor = (refusals: number, words: string): Remedy | null => {
  if (refusals === 0 || refusals % refusalsPerContainer !== 0) return null;
  if (refusals % refusalsPerGround !== 0) return 'container';
  if (isHeldPort(words)) return 'container';
  if (ofNetwork.test(words)) return 'network';
  return ofImage.test(words) ? 'image' : 'container';
};
