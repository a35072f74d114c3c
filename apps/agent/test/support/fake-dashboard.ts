import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import {
  agentLink,
  agentNamespace,
  challengeText,
  contentRequestText,
  DeviceId,
  Digest,
  EnrolRequest,
  imageRequestText,
  parse,
  parseJson,
  Proof,
  SiteId,
  SnapshotId,
  snapshotRequestText,
  type DesiredState,
  type Hello,
  type OutboxEvent,
  type ReportedState,
  type SimulateCommand,
} from '@nanoedge/protocol';
import { readBody } from './read-body.ts';

/**
 * A dashboard that speaks the agent link and nothing else: it enrols, challenges, stores events
 * once, and can be cut.
 */
export class FakeDashboard {
  readonly joinKey = randomBytes(16).toString('hex');
  readonly device: DeviceId;
  readonly site = SiteId.parse('test-site');
  readonly events: OutboxEvent[] = [];
  readonly batches: OutboxEvent[][] = [];
  readonly reports: ReportedState[] = [];
  readonly hellos: Hello[] = [];
  readonly blobs = new Map<Digest, Buffer>();
  /** Snapshots that were put, as they came. */
  readonly snapshots = new Map<string, Buffer>();
  /** The fetches of image blobs, each with its `Range`. */
  readonly imageCalls: { digest: Digest; range: string | null }[] = [];
  /** Cut the connection of so many fetches of big layers in the middle. */
  cutImages = 0;
  /** Flip a byte in so many image fetches. */
  corruptImages = 0;
  /** Answer image and snapshot requests with this status. */
  refuseBlobs: number | null = null;
  /** Say something else about a snapshot than what was put. */
  misreadSnapshots = false;
  doubled = 0;
  enrolments = 0;
  refuseProof = false;
  /** With what a connection is refused. */
  refusal: () => Error | undefined = () => undefined;
  refuseEvents = false;
  /** How many greetings more it answers with an error of its own. */
  failHellos = 0;
  /** Store events, but cut the connection instead of acknowledging so many batches. */
  cutBeforeAck = 0;
  desired: DesiredState;
  #publicKey: string | null = null;
  #http = createServer((request, response) => void this.#serve(request, response));
  #io: Server | null = null;
  #port = 0;
  #online = new Set<Socket>();
  readonly #host: string;

  /** `host`: the address that it listens on. */
  constructor(device: string, desired?: Partial<DesiredState>, host = '127.0.0.1') {
    this.device = DeviceId.parse(device);
    this.#host = host;
    this.desired = parse(
      agentLink.desired.payload,
      {
        revision: 1,
        site: { id: this.site, name: 'Test' },
        device: { id: device, name: device, zone: 'zone' },
        things: [],
        deployments: [],
        roster: null,
        content: [],
        display: null,
        ...desired,
      },
      'desired state',
    );
  }

  get url(): string {
    return `http://${this.#host}:${this.#port}`;
  }

  get online(): boolean {
    return this.#online.size > 0;
  }

  async start(): Promise<void> {
    this.#http = createServer((request, response) => void this.#serve(request, response));
    this.#io = new Server(this.#http, { transports: ['websocket'] });
    this.#io.of(agentNamespace).use((_socket, next) => next(this.refusal()));
    this.#io.of(agentNamespace).on('connection', (socket) => this.#greet(socket));
    await new Promise<void>((resolve) => this.#http.listen(this.#port, this.#host, resolve));
    this.#port = (this.#http.address() as AddressInfo).port;
  }

  /** Goes away; `start` brings it back on the same port with everything it stored. */
  async stop(): Promise<void> {
    await this.#io?.close();
    this.#http.closeAllConnections();
    this.#online.clear();
  }

  /** Cuts every connection without a word. */
  cut(): void {
    for (const socket of this.#online) socket.conn.close(true);
  }

  store(bytes: Buffer): Digest {
    const digest = Digest.parse(`sha256:${createHash('sha256').update(bytes).digest('hex')}`);
    this.blobs.set(digest, bytes);
    return digest;
  }

  async assign(change: Partial<DesiredState>): Promise<void> {
    this.desired = { ...this.desired, ...change, revision: this.desired.revision + 1 };
    for (const socket of this.#online)
      await socket.timeout(5_000).emitWithAck('desired', this.desired);
  }

  async simulate(command: SimulateCommand): Promise<unknown> {
    const answers = await Promise.all(
      [...this.#online].map(async (socket) =>
        socket.timeout(5_000).emitWithAck('simulate', command),
      ),
    );
    return answers[0];
  }

  /** Says anything, right or wrong, to the agent that is online; answers its acknowledgement. */
  async tell(message: string, payload: unknown): Promise<unknown> {
    const [socket] = this.#online;
    return socket?.timeout(5_000).emitWithAck(message, payload);
  }

  get ackedSeq(): number {
    return this.events.at(-1)?.seq ?? 0;
  }

  #greet(socket: Socket): void {
    const nonce = randomBytes(32).toString('base64url');
    let proven = false;
    socket.on('prove', (payload: unknown, reply: (answer: unknown) => void) => {
      const { signature } = parse(Proof, payload, 'proof');
      proven = !this.refuseProof && this.#verified(challengeText(this.device, nonce), signature);
      reply(proven ? { ok: true, value: {} } : { ok: false, error: 'the signature is wrong' });
    });
    socket.on('hello', (payload: unknown, reply: (answer: unknown) => void) => {
      if (!proven) return reply({ ok: false, error: 'prove first' });
      this.hellos.push(parse(agentLink.hello.payload, payload, 'hello'));
      if (this.failHellos > 0) {
        this.failHellos -= 1;
        return reply({ ok: false, error: 'something went wrong in the dashboard' });
      }
      this.#online.add(socket);
      const { ackedSeq, desired } = this;
      reply({ ok: true, value: { ackedSeq, desired, now: Date.now() } });
    });
    socket.on('events', (payload: unknown, reply: (answer: unknown) => void) => {
      if (this.refuseEvents) return reply({ ok: false, error: 'the database is away' });
      const { events } = parse(agentLink.events.payload, payload, 'events');
      this.batches.push(events);
      for (const event of events) {
        if (this.events.some(({ seq }) => seq === event.seq)) this.doubled += 1;
        else this.events.push(event);
      }
      if (this.cutBeforeAck > 0) {
        this.cutBeforeAck -= 1;
        socket.conn.close(true);
        return;
      }
      reply({ ok: true, value: { ackedSeq: this.ackedSeq } });
    });
    socket.on('reported', (payload: unknown, reply: (answer: unknown) => void) => {
      this.reports.push(parse(agentLink.reported.payload, payload, 'reported'));
      reply({ ok: true, value: { now: Date.now() } });
    });
    socket.on('disconnect', () => this.#online.delete(socket));
    socket.emit('challenge', { nonce });
  }

  #verified(text: string, signature: string): boolean {
    if (this.#publicKey === null) return false;
    const key = createPublicKey({
      key: Buffer.from(this.#publicKey, 'base64url'),
      format: 'der',
      type: 'spki',
    });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '';
    if (request.method === 'POST' && url === '/api/agents/enrol') {
      const { joinKey, publicKey } = parseJson(EnrolRequest, await readBody(request), 'enrolment');
      if (joinKey !== this.joinKey || this.#publicKey !== null) {
        response.writeHead(403).end('this join key is not valid');
        return;
      }
      this.enrolments += 1;
      this.#publicKey = publicKey;
      response.writeHead(200).end(JSON.stringify({ device: this.device, site: this.site }));
      return;
    }
    if (url.startsWith('/api/agents/images/')) return this.#serveImage(request, response);
    if (url.startsWith('/api/agents/snapshots/')) return this.#serveSnapshot(request, response);
    const digest = Digest.safeParse(url.replace('/api/agents/content/', ''));
    const blob = digest.success ? this.blobs.get(digest.data) : undefined;
    const at = Number(request.headers['x-nanoedge-at']);
    const signature = String(request.headers['x-nanoedge-signature']);
    if (
      !digest.success ||
      !this.#verified(contentRequestText(this.device, digest.data, at), signature)
    )
      response.writeHead(403).end();
    else if (blob === undefined) response.writeHead(404).end();
    else response.writeHead(200).end(blob);
  }

  /** Lets an agent in that never enrolled. */
  admit(publicKey: string): void {
    this.#publicKey = publicKey;
  }

  #serveImage(request: IncomingMessage, response: ServerResponse): void {
    const digest = Digest.parse((request.url ?? '').replace('/api/agents/images/', ''));
    const { range, 'x-nanoedge-at': at, 'x-nanoedge-signature': signature } = request.headers;
    this.imageCalls.push({ digest, range: range ?? null });
    const blob = this.blobs.get(digest);
    if (this.refuseBlobs !== null)
      response.writeHead(this.refuseBlobs).end('{"problem":{"message":"Not now."}}');
    else if (!this.#verified(imageRequestText(this.device, digest, Number(at)), String(signature)))
      response.writeHead(403).end();
    else if (blob === undefined) response.writeHead(404).end();
    else {
      const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
      const bytes = Buffer.from(blob.subarray(from));
      if (this.corruptImages > 0) {
        this.corruptImages -= 1;
        bytes[0] = (bytes[0] ?? 0) ^ 1;
      }
      response.writeHead(from > 0 ? 206 : 200, { 'content-length': bytes.length });
      if (this.cutImages > 0 && bytes.length > 10_000) {
        this.cutImages -= 1;
        response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () =>
          response.socket?.destroySoon(),
        );
      } else response.end(bytes);
    }
  }

  async #serveSnapshot(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = SnapshotId.parse((request.url ?? '').replace('/api/agents/snapshots/', ''));
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const {
      'x-nanoedge-at': at,
      'x-nanoedge-signature': signature,
      'x-nanoedge-digest': digest,
    } = request.headers;
    const method = request.method === 'PUT' ? 'PUT' : 'GET';
    const text = snapshotRequestText({
      method,
      device: this.device,
      snapshot: id,
      digest: String(digest),
      at: Number(at),
    });
    const known = this.snapshots.get(id);
    if (this.refuseBlobs !== null)
      response.writeHead(this.refuseBlobs).end('{"problem":{"message":"Not now."}}');
    else if (!this.#verified(text, String(signature))) response.writeHead(403).end();
    else if (method === 'PUT') {
      const body = Buffer.concat(chunks);
      this.snapshots.set(id, body);
      const found = createHash('sha256').update(body).digest('hex');
      const answer = {
        id,
        digest: `sha256:${this.misreadSnapshots ? '0'.repeat(64) : found}`,
        bytes: body.length,
      };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    } else if (known === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-length': known.length }).end(known);
  }
}
