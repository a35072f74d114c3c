import { EventEmitter } from 'events';
import * as udp from 'nano:udp';
import { enqueue } from 'nano:sys';
import { lookup } from './dns.ts';
import { hold, unwatch, watch } from './loop.ts';
import { isIP } from './net.ts';

export type SocketType = 'udp4' | 'udp6';
export interface SocketOptions {
  type: SocketType;
  reuseAddr?: boolean | undefined;
}
export interface RemoteInfo extends udp.Endpoint {
  size: number;
}
type SendCallback = (error: Error | null, bytes?: number) => void;
interface BindOptions {
  port?: number;
  address?: string;
}
interface Message {
  bytes: Uint8Array;
  port: number;
  host: string;
}

class SocketClosedError extends Error {
  readonly code = 'ERR_SOCKET_DGRAM_NOT_RUNNING';

  constructor() {
    super('Not running');
  }
}

function toBytes(data: unknown): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data);
  if (data instanceof Uint8Array) return data;
  if (Array.isArray(data)) return Buffer.concat(data.map(toBytes));
  throw new TypeError('The "msg" argument must be a string, a Buffer or an array of them');
}

/** send(msg[, offset, length], port[, address][, callback]): the forms that Node takes. */
function parseSend(
  data: unknown,
  args: unknown[],
): { message: Omit<Message, 'host'>; host: string; done: SendCallback | undefined } {
  const last = args.at(-1);
  const done = typeof last === 'function' ? (last as SendCallback) : undefined;
  const bytes = toBytes(data);
  const isSlice = typeof args[1] === 'number' && typeof args[2] === 'number';
  const [offset, length, port, address] = isSlice ? args : [0, bytes.length, args[0], args[1]];
  if (typeof port !== 'number' || !(port > 0 && port < 65536)) {
    throw new RangeError(`Port should be > 0 and < 65536. Received ${String(port)}.`);
  }
  const [from, size] = [Number(offset), Number(length)];
  if (from < 0 || size < 0 || from + size > bytes.length)
    throw new RangeError('"offset" or "length" is outside of the buffer');
  const host = typeof address === 'string' ? address : '';
  return { message: { bytes: bytes.subarray(from, from + size), port }, host, done };
}

/**
 * Node's UDP socket. Host names are resolved before sending; a failure reaches the callback or
 * 'error'.
 */
export class Socket extends EventEmitter {
  readonly type: SocketType;
  readonly #reuseAddr: boolean;
  #fd = -1;
  #closed = false;
  #bound = false;
  #held = false;

  constructor(options: SocketOptions, listener?: (data: Buffer, from: RemoteInfo) => void) {
    super();
    this.type = options.type;
    this.#reuseAddr = options.reuseAddr ?? false;
    if (listener !== undefined) this.on('message', listener);
  }

  #open(): number {
    if (this.#closed) throw new SocketClosedError();
    if (this.#fd >= 0) return this.#fd;
    this.#fd = udp.open(this.type === 'udp6', this.#reuseAddr);
    watch(this.#fd, () => this.#receive());
    this.ref();
    return this.#fd;
  }

  #receive(): boolean {
    const packet = this.#fd < 0 ? null : udp.recv(this.#fd);
    if (packet === null) return false;
    const { data, ...from } = packet;
    this.emit('message', Buffer.from(data), { ...from, size: data.byteLength });
    return true;
  }

  #any(): string {
    return this.type === 'udp6' ? '::' : '0.0.0.0';
  }

  #bindTo(address: string, port: number): void {
    udp.bind(this.#open(), address, port);
    this.#bound = true;
  }

  bind(...args: unknown[]): this {
    const options =
      typeof args[0] === 'object' && args[0] !== null ? (args[0] as BindOptions) : undefined;
    const port = options?.port ?? (typeof args[0] === 'number' ? args[0] : 0);
    const address = options?.address ?? (typeof args[1] === 'string' ? args[1] : this.#any());
    const done = args.find((arg) => typeof arg === 'function');
    if (typeof done === 'function') this.once('listening', done as () => void);
    enqueue(() => {
      if (this.#closed) return;
      try {
        this.#bindTo(address, port);
      } catch (error) {
        this.emit('error', error);
        return;
      }
      this.emit('listening');
    });
    return this;
  }

  send(data: unknown, ...args: unknown[]): void {
    const { message, host, done } = parseSend(data, args);
    this.#open();
    const target = host === '' ? (this.type === 'udp6' ? '::1' : '127.0.0.1') : host;
    if (isIP(target) > 0) {
      this.#transmit({ ...message, host: target }, done);
      return;
    }
    lookup(target, (error, address) => {
      if (error === null) this.#transmit({ ...message, host: address }, done);
      else this.#report(error, done);
    });
  }

  #transmit(message: Message, done: SendCallback | undefined): void {
    try {
      if (this.#closed) throw new SocketClosedError();
      const { bytes, host, port } = message;
      const sent = udp.send(this.#open(), bytes, { address: host, port });
      this.#bound = true;
      if (done !== undefined) enqueue(done, null, sent);
    } catch (error) {
      enqueue(() => this.#report(error instanceof Error ? error : new Error(String(error)), done));
    }
  }

  #report(error: Error, done: SendCallback | undefined): void {
    if (done !== undefined) done(error);
    else if (!this.#closed) this.emit('error', error);
  }

  address(): udp.Endpoint {
    if (this.#fd < 0 || !this.#bound) throw new SocketClosedError();
    return udp.address(this.#fd);
  }

  close(done?: () => void): this {
    if (this.#closed) throw new SocketClosedError();
    if (done !== undefined) this.once('close', done);
    this.unref();
    this.#closed = true;
    if (this.#fd >= 0) {
      unwatch(this.#fd);
      udp.close(this.#fd);
      this.#fd = -1;
    }
    enqueue(() => this.emit('close'));
    return this;
  }

  ref(): this {
    if (!this.#held && this.#fd >= 0) hold(1);
    this.#held = this.#fd >= 0;
    return this;
  }

  unref(): this {
    if (this.#held) hold(-1);
    this.#held = false;
    return this;
  }

  setBroadcast(flag: boolean): void {
    udp.setBroadcast(this.#open(), flag ? 1 : 0);
  }

  setTTL(ttl: number): void {
    udp.setTTL(this.#open(), ttl);
  }

  setMulticastTTL(ttl: number): void {
    udp.setMulticastTTL(this.#open(), ttl);
  }

  setMulticastLoopback(flag: boolean): void {
    udp.setMulticastLoopback(this.#open(), flag ? 1 : 0);
  }

  addMembership(group: string, iface = ''): void {
    udp.join(this.#open(), group, iface);
  }

  dropMembership(group: string, iface = ''): void {
    udp.leave(this.#open(), group, iface);
  }
}

export function createSocket(
  options: SocketType | SocketOptions,
  listener?: (data: Buffer, from: RemoteInfo) => void,
): Socket {
  return new Socket(typeof options === 'string' ? { type: options } : options, listener);
}

export default { Socket, createSocket };
