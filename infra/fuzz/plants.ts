/** A mistake that a fuzzer must find: one line of a C file of the runtime, made wrong. */
export interface FuzzPlant {
  name: string;
  file: string;
  right: string;
  wrong: string;
}

export const plants: readonly FuzzPlant[] = [
  {
    name: 'a buffer shorter than a datagram',
    file: 'udp.c',
    right: 'recvfrom(fd, datagram, sizeof(datagram), 0,',
    wrong: 'recvfrom(fd, datagram + MAX_DATAGRAM - 1000, sizeof(datagram), 0,',
  },
  {
    name: 'no room for the tag',
    file: 'crypto.c',
    right: 'js_malloc(ctx, plain_len + MAX_TAG)',
    wrong: 'js_malloc(ctx, plain_len + 4)',
  },
];
