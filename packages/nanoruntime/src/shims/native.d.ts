/** What the C half of the runtime exports; see the comments beside each function in `c/`. */
declare module 'nano:sys' {
  export interface NativeInterface {
    name: string;
    address: string;
    netmask: string;
    family: 'IPv4';
    internal: boolean;
    mac: string;
  }
  export interface Hooks {
    /** Answers the milliseconds to sleep, -1 for "until an event", -2 for "nothing left". */
    tick: () => number;
    /** Takes one datagram of a socket; answers whether there may be more. */
    readable: (fd: number) => boolean;
    signal: (number: number) => void;
    /** Answers the exit status. */
    finish: () => number;
  }
  export function setHooks(hooks: Hooks): void;
  export function now(): number;
  export function random(bytes: Uint8Array): void;
  export function environment(): string[];
  export function commandLine(): string[];
  export function readFile(path: string): ArrayBuffer;
  export function exists(path: string): boolean;
  export function write(fd: number, text: string): void;
  export function exit(status: number): never;
  export function pid(): number;
  export function hostname(): string;
  export function resident(): number;
  export function heap(): number;
  export function collect(): void;
  export function enqueue<T extends unknown[]>(job: (...args: T) => void, ...args: T): void;
  export function encode(text: string): ArrayBuffer;
  export function decode(bytes: ArrayBuffer | Uint8Array): string;
  export function interfaces(): NativeInterface[];
}

declare module 'nano:udp' {
  export interface Endpoint {
    address: string;
    family: 'IPv4' | 'IPv6';
    port: number;
  }
  export function open(isV6: boolean, reuseAddr: boolean): number;
  export function bind(fd: number, address: string, port: number): void;
  export function send(
    fd: number,
    bytes: Uint8Array,
    target: { address: string; port: number },
  ): number;
  export function recv(fd: number): (Endpoint & { data: ArrayBuffer }) | null;
  export function close(fd: number): void;
  export function address(fd: number): Endpoint;
  export function join(fd: number, group: string, iface: string): void;
  export function leave(fd: number, group: string, iface: string): void;
  export function setBroadcast(fd: number, value: number): void;
  export function setTTL(fd: number, value: number): void;
  export function setMulticastTTL(fd: number, value: number): void;
  export function setMulticastLoopback(fd: number, value: number): void;
}

declare module 'nano:crypto' {
  type CcmArguments = [
    encrypt: boolean,
    key: Uint8Array,
    nonce: Uint8Array,
    data: Uint8Array,
    text: Uint8Array,
    tagLength: number,
  ];
  type HkdfArguments = [secret: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number];
  export function ccm(...args: CcmArguments): ArrayBuffer | null;
  export function hkdf(...args: HkdfArguments): ArrayBuffer;
}

declare module 'nano:sqlite' {
  export interface NativeDatabase {
    readonly nativeDatabase: unique symbol;
  }
  export interface NativeStatement {
    readonly nativeStatement: unique symbol;
  }
  export type Row = Record<string, null | number | string | Uint8Array>;
  export function open(path: string): NativeDatabase;
  export function close(database: NativeDatabase): void;
  export function exec(database: NativeDatabase, sql: string): void;
  export function inTransaction(database: NativeDatabase): boolean;
  export function prepare(database: NativeDatabase, sql: string): NativeStatement;
  export function parameters(statement: NativeStatement): (string | null)[];
  export function run(
    statement: NativeStatement,
    values: readonly unknown[],
  ): { changes: number; lastInsertRowid: number };
  export function get(statement: NativeStatement, values: readonly unknown[]): Row | undefined;
  export function all(statement: NativeStatement, values: readonly unknown[]): Row[];
}
