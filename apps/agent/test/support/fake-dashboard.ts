import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import {
  challengeText,
  enrolAnswer,
  freshNonce,
  joinTokenText,
  LinkChannel,
  proofText,
  provesItsKey,
  publicKeyText,
  requestText,
  signerWith,
  verifierOf,
} from '@nanoedge/link';
import {
  AgentAuth,
  agentLink,
  agentNamespace,
  DeviceId,
  Digest,
  EnrolRequest,
  parse,
  parseJson,
  Proof,
  SiteId,
  type DesiredState,
  type Hello,
  type OutboxEvent,
  type ReportedState,
  type SimulateCommand,
} from '@nanoedge/protocol';
import type { Identity } from '../../src/store/identity.ts';
import { serveImage, serveSnapshot } from './fake-blobs.ts';
import { readBody } from './read-body.ts';

/**
 * A dashboard that speaks the agent link and nothing else: it enrols, challenges, stores events
 * once, and can be cut.
 */
export class FakeDashboard {
  readonly #joinKey = randomBytes(16).toString('hex');
  readonly #key = generateKeyPairSync('ed25519').privateKey;
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
  /** Challenge with another key than that of the join token. */
  standIn = false;
  /** Up to which event it has everything, as one that knows more than the agent. */
  ackedBefore = 0;
  /** What agents objected to. */
  readonly objections: string[] = [];
  /** By what it says at enrolments that it signs releases. */
  releaseKey: string | null = null;
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
  #online = new Map<Socket, LinkChannel>();
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

  /** What an agent is given to come in with. */
  get joinToken(): string {
    const { url: dashboardUrl } = this;
    const dashboardKey = publicKeyText(this.#key);
    return joinTokenText({ dashboardUrl, dashboardKey, ca: null, joinKey: this.#joinKey });
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
    for (const socket of this.#online.keys()) socket.conn.close(true);
  }

  store(bytes: Buffer): Digest {
    const digest = Digest.parse(`sha256:${createHash('sha256').update(bytes).digest('hex')}`);
    this.blobs.set(digest, bytes);
    return digest;
  }

  async assign(change: Partial<DesiredState>): Promise<void> {
    this.desired = { ...this.desired, ...change, revision: this.desired.revision + 1 };
    for (const link of this.#online) await ask(link, 'desired', this.desired);
  }

  async simulate(command: SimulateCommand): Promise<unknown> {
    const answers = await Promise.all(
      [...this.#online].map(async (link) => ask(link, 'simulate', command)),
    );
    return answers[0];
  }

  /** Says anything, right or wrong, to the agent that is online; answers its acknowledgement. */
  async tell(message: string, payload: unknown): Promise<unknown> {
    const [link] = this.#online;
    return link === undefined ? undefined : ask(link, message, payload);
  }

  /** Says something to the agent that is online as somebody who is between the two would. */
  inject(message: string, payload: unknown): void {
    for (const socket of this.#online.keys()) socket.emit(message, payload);
  }

  get ackedSeq(): number {
    return Math.max(this.ackedBefore, this.events.at(-1)?.seq ?? 0);
  }

  #greet(socket: Socket): void {
    const { nonce: agentNonce } = parse(AgentAuth, socket.handshake.auth, 'handshake');
    const dashboardNonce = freshNonce();
    const binding = { device: this.device, agentNonce, dashboardNonce };
    const key = this.standIn ? generateKeyPairSync('ed25519').privateKey : this.#key;
    const sign = signerWith(key);
    const verifies = verifierOf(this.#publicKey ?? '');
    const end = { side: 'dashboard', site: this.site, binding, sign, verifies } as const;
    const channel = new LinkChannel(end);
    let proven = false;
    const answer = (event: string, handle: (payload: unknown) => unknown): void => {
      socket.on(event, (message: unknown, reply: (sealed: unknown) => void) => {
        const { n, payload } = channel.open(event, message);
        const said = proven ? handle(payload) : { ok: false, error: 'prove first' };
        if (said !== undefined) reply(channel.sealAnswer(n, event, said));
      });
    };
    socket.on('prove', (payload: unknown, reply: (answer: unknown) => void) => {
      const { signature } = parse(Proof, payload, 'proof');
      proven = !this.refuseProof && verifies(proofText(binding), signature);
      reply(proven ? { ok: true, value: {} } : { ok: false, error: 'the signature is wrong' });
    });
    answer('hello', (payload) => {
      this.hellos.push(parse(agentLink.hello.payload, payload, 'hello'));
      if (this.failHellos > 0) {
        this.failHellos -= 1;
        return { ok: false, error: 'something went wrong in the dashboard' };
      }
      this.#online.set(socket, channel);
      const { desired, ackedSeq } = this;
      return { ok: true, value: { ackedSeq, desired, now: Date.now() } };
    });
    answer('events', (payload) => {
      if (this.refuseEvents) return { ok: false, error: 'the database is away' };
      const { events } = parse(agentLink.events.payload, payload, 'events');
      this.batches.push(events);
      for (const event of events) {
        if (this.events.some(({ seq }) => seq === event.seq)) this.doubled += 1;
        else this.events.push(event);
      }
      if (this.cutBeforeAck > 0) {
        this.cutBeforeAck -= 1;
        socket.conn.close(true);
        return undefined;
      }
      return { ok: true, value: { ackedSeq: this.ackedSeq } };
    });
    answer('reported', (payload) => {
      this.reports.push(parse(agentLink.reported.payload, payload, 'reported'));
      return { ok: true, value: { now: Date.now() } };
    });
    answer('objection', (payload) => {
      this.objections.push(parse(agentLink.objection.payload, payload, 'objection').reason);
      return { ok: true, value: {} };
    });
    socket.on('disconnect', () => this.#online.delete(socket));
    socket.emit('challenge', { nonce: dashboardNonce, signature: sign(challengeText(binding)) });
  }

  /** Whether the agent that enrolled signed this request. */
  isSigned(request: IncomingMessage): boolean {
    const header = (name: string): string => String(request.headers[`x-nanoedge-${name}`]);
    const text = requestText({
      device: this.device,
      method: request.method ?? '',
      path: request.url ?? '',
      at: Number(header('at')),
      nonce: header('nonce'),
      digest: header('digest'),
    });
    return verifierOf(this.#publicKey ?? '')(text, header('signature'));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '';
    if (request.method === 'POST' && url === '/api/agents/enrol') {
      const wanted = parseJson(EnrolRequest, await readBody(request), 'enrolment');
      const { joinKey, publicKey } = wanted;
      const owns = provesItsKey(wanted, verifierOf(publicKey));
      if (joinKey !== this.#joinKey || this.#publicKey !== null || !owns) {
        response.writeHead(403).end('this join key is not valid');
        return;
      }
      this.enrolments += 1;
      this.#publicKey = publicKey;
      const place = { device: this.device, site: this.site, releaseKey: this.releaseKey };
      const answer = enrolAnswer(place, wanted, signerWith(this.#key));
      response.writeHead(200).end(JSON.stringify(answer));
      return;
    }
    if (url.startsWith('/api/agents/images/')) return serveImage(this, request, response);
    if (url.startsWith('/api/agents/snapshots/')) return serveSnapshot(this, request, response);
    const digest = Digest.safeParse(url.replace('/api/agents/content/', ''));
    const blob = digest.success ? this.blobs.get(digest.data) : undefined;
    if (!digest.success || !this.isSigned(request)) response.writeHead(403).end();
    else if (blob === undefined) response.writeHead(404).end();
    else response.writeHead(200).end(blob);
  }

  /** Lets an agent in that never enrolled. */
  admit(identity: Identity): void {
    this.#publicKey = identity.publicKey;
    const { device, site, url } = this;
    const key = publicKeyText(this.#key);
    identity.join({ device, site, dashboard: { url, key, ca: null, releaseKey: null } });
  }
}

const ask = async ([socket, channel]: [Socket, LinkChannel], event: string, payload: unknown) => {
  const sealed = channel.seal(event, payload);
  const answer: unknown = await socket.timeout(5_000).emitWithAck(event, sealed);
  return channel.openAnswer(sealed.n, event, answer);
};
