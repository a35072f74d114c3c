import type { MqttClient } from 'mqtt';
import type { Broker } from '@nanoedge/protocol';
import { ThingFault } from '../condition.ts';
import { topicMatches } from './topics.ts';

/** What a thing wants of a broker. */
export interface MqttWish {
  /** Topics to listen to, with wildcards; none: it only publishes. */
  topics: readonly string[];
  /** What was published while it was connected; what the broker had kept from before is left out. */
  onMessage: (topic: string, payload: string) => void;
  /** `null`: it is connected, and hears what it asked for. */
  onState: (fault: ThingFault | null) => void;
}

/** A thing's hold on its broker. */
export interface MqttHold {
  publish(topic: string, payload: string): void;
  release(): void;
}

interface Link {
  /** Null while its library is loaded: most devices have no use for it. */
  client: MqttClient | null;
  wishes: Set<MqttWish>;
  isOver: boolean;
}

/** How long a broker may take to answer. */
const answerMs = 5_000;
const againMs = 2_000;
/** Longer ones are of no sensor that is known here. */
const longestPayload = 8_192;

const refusals = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'ETIMEDOUT']);

const faultOf = (url: string, error: Error): ThingFault => {
  const code = 'code' in error ? error.code : null;
  // Codes of the protocol are numbers: it answered, and does not want us
  const isRefusal =
    typeof code === 'number' || /certificate|TLS|SSL/i.test(`${String(code)} ${error.message}`);
  if (isRefusal && !refusals.has(String(code)))
    return new ThingFault('broker-refuses', `${url}: ${error.message}`, { cause: error });
  return new ThingFault('broker-unreachable', url, { cause: error });
};

const isLoopback = (url: URL): boolean =>
  url.hostname === 'localhost' || url.hostname.startsWith('127.') || url.hostname === '[::1]';

const listen = (client: MqttClient, wish: MqttWish): void => {
  if (wish.topics.length === 0) {
    wish.onState(null);
    return;
  }
  client.subscribe([...wish.topics], { qos: 0 }, (error, granted) => {
    const refused = error ?? granted?.find(({ qos }) => qos === 128);
    if (refused === undefined) wish.onState(null);
    else wish.onState(new ThingFault('broker-refuses', wish.topics.join(', ')));
  });
};

/** What was published last still goes out where there is a connection. */
const end = (link: Link): void => {
  link.isOver = true;
  link.client?.end(!link.client.connected);
};

const openLink = async (link: Link, broker: Broker): Promise<void> => {
  const { connect } = await import('mqtt');
  if (link.isOver) return;
  const client = connect(broker.url, {
    ...(broker.username === null ? {} : { username: broker.username }),
    ...(broker.password === null ? {} : { password: broker.password }),
    ...(broker.authority === null ? {} : { ca: broker.authority }),
    connectTimeout: answerMs,
    reconnectPeriod: againMs,
    keepalive: 15,
    resubscribe: false,
    queueQoSZero: false,
  });
  const tell = (fault: ThingFault): void => {
    for (const wish of link.wishes) wish.onState(fault);
  };
  let said: ThingFault | null = null;
  client.on('connect', () => {
    said = null;
    for (const wish of link.wishes) listen(client, wish);
  });
  client.on('error', (error) => {
    said = faultOf(broker.url, error);
    tell(said);
  });
  client.on('close', () => tell(said ?? new ThingFault('broker-unreachable', broker.url)));
  client.on('message', (topic, payload, packet) => {
    if (packet.retain || payload.length > longestPayload) return;
    const text = payload.toString('utf8');
    for (const wish of link.wishes)
      if (wish.topics.some((filter) => topicMatches(filter, topic))) wish.onMessage(topic, text);
  });
  link.client = client;
};

/**
 * The connections to brokers, one for all things that share it. Plain MQTT is spoken to this
 * machine only: elsewhere the password and everybody's keys would be there to read.
 */
export class MqttLinks {
  readonly #links = new Map<string, Link>();

  /** Throws ThingFault where that broker is never connected to. */
  hold(broker: Broker, wish: MqttWish): MqttHold {
    const url = new URL(broker.url);
    if (url.protocol === 'mqtt:' && !isLoopback(url))
      throw new ThingFault('bad-settings', `${broker.url}: mqtts:// is needed to another machine`);
    const key = JSON.stringify(broker);
    const link = this.#links.get(key) ?? this.#open(key, broker);
    link.wishes.add(wish);
    if (link.client?.connected === true) listen(link.client, wish);
    return {
      publish: (topic, payload) => void link.client?.publish(topic, payload, { qos: 1 }),
      release: () => this.#release(key, wish),
    };
  }

  stop(): void {
    for (const link of this.#links.values()) end(link);
    this.#links.clear();
  }

  #open(key: string, broker: Broker): Link {
    const link: Link = { client: null, wishes: new Set(), isOver: false };
    this.#links.set(key, link);
    void openLink(link, broker);
    return link;
  }

  #release(key: string, wish: MqttWish): void {
    const link = this.#links.get(key);
    if (link === undefined) return;
    link.wishes.delete(wish);
    if (link.wishes.size > 0) return;
    this.#links.delete(key);
    end(link);
  }
}
