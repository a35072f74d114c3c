import { generate } from 'coap-packet';
import { describe, expect, it } from 'vitest';
import {
  asClient,
  asServer,
  namedOption,
  notification,
  observing,
  packetOf,
  pair,
  request,
  response,
  there,
  wired,
} from '../testing/oscore-wire.ts';

describe('two ends that share a secret', () => {
  it('agree on fresh keys with the first request, which is handed on once', () => {
    const ends = pair();
    ends.ask(request(7));
    expect(ends.heard).toHaveLength(1);
    expect(ends.heard[0]?.peer).toBe('alice');
    expect(namedOption(ends.heard[0]?.packet, 'Uri-Path')?.toString()).toBe('state');
    expect(ends.wire.map(({ to }) => to)).toEqual(['server', 'client', 'server']);
    ends.ask(request(8, { token: Buffer.from('ff') }));
    expect(ends.wire).toHaveLength(4);
    expect(ends.heard).toHaveLength(2);
  });

  it('answer under the message id that the request had at first', () => {
    const ends = pair();
    ends.ask(request(7));
    ends.answer(response(ends.lastId(), 'hello'));
    expect(ends.answers.map(({ messageId, payload }) => [messageId, payload.toString()])).toEqual([
      [7, 'hello'],
    ]);
  });

  it('show neither path nor payload to whoever listens', () => {
    const ends = pair();
    ends.ask(request(7, { code: 'PUT', payload: Buffer.from('secret words') }));
    ends.answer(response(ends.lastId(), 'secret words'));
    const all = Buffer.concat(ends.wire.map(({ datagram }) => datagram)).toString('latin1');
    expect(all).not.toContain('secret words');
    expect(all).not.toContain('state');
  });

  it('go on after the server lost its keys, and after the client did', () => {
    const ends = pair();
    ends.ask(request(7));
    ends.restartServer();
    ends.ask(request(8));
    expect(ends.heard).toHaveLength(2);
    ends.restartClient();
    ends.ask(request(9));
    expect(ends.heard).toHaveLength(3);
    ends.answer(response(ends.lastId(), 'still here'));
    expect(ends.answers.at(-1)?.payload.toString()).toBe('still here');
  });

  it('wait with all requests until the first has agreed on the keys', () => {
    const ends = pair();
    const other = ends.secondFlow();
    const first = ends.wire.length;
    const held = Buffer.from('held');
    // The first one's answer is still on its way
    const out = ends.secondFlow().outgoing(request(1), there);
    expect(out).not.toBeNull();
    expect(other.outgoing(request(2, { token: held }), there)).toBeNull();
    expect(ends.wire).toHaveLength(first);
    ends.pass(2000);
    expect(other.outgoing(request(2, { token: held }), there)).not.toBeNull();
  });

  it('bind each notification to its registration, and order them', () => {
    const ends = pair();
    ends.ask(observing(7));
    ends.answer(
      response(ends.lastId(), 'one', {
        options: [{ name: 'Observe', value: Buffer.from([1]) }],
      }),
    );
    const second = ends.answer(notification(100, 'two'));
    ends.answer(notification(101, 'three'));
    expect(ends.answers.map(({ payload }) => payload.toString())).toEqual(['one', 'two', 'three']);
    const orders = ends.answers.map((packet) => namedOption(packet, 'Observe')?.readUIntBE(0, 1));
    expect(orders).toEqual([...orders].sort((a, b) => Number(a) - Number(b)));
    // Replayed: acknowledged, because the peer may not have heard that, but not handed on
    ends.toClient(second ?? Buffer.alloc(0));
    expect(ends.answers).toHaveLength(3);
    expect(packetOf(ends.wire.at(-1)?.datagram)).toMatchObject({ ack: true, messageId: 100 });
  });

  it('send a lost message again as the very same bytes', () => {
    const ends = pair();
    ends.ask(request(7));
    const sent = ends.ask(request(7));
    expect(ends.wire.filter(({ datagram }) => sent?.equals(datagram) === true)).toHaveLength(2);
    expect(ends.heard).toHaveLength(1);
    const messageId = ends.lastId();
    const answer = ends.answer(response(messageId, 'hello'));
    ends.ask(request(7));
    expect(ends.wire.at(-1)?.datagram).toEqual(answer);
    expect(ends.heard).toHaveLength(1);
  });
});

describe('whoever is a peer no more', () => {
  it('is refused, and told nothing of what it observed', () => {
    const ends = pair();
    ends.ask(observing(7));
    ends.answer(notification(99, 'one'));
    ends.hear([{ ...asServer, secret: Buffer.alloc(16, 7) }]);
    const before = ends.wire.length;
    expect(ends.answer(notification(100, 'two'))).toBeNull();
    expect(ends.wire).toHaveLength(before);
    ends.ask(request(8));
    expect(ends.answers.at(-1)).toMatchObject({ code: '4.00' });
    ends.hear([]);
    ends.ask(request(9));
    expect(ends.answers.at(-1)).toMatchObject({ code: '4.01' });
    expect(ends.heard).toHaveLength(1);
  });

  it('does not disturb those who stay', () => {
    const ends = pair();
    ends.ask(request(7));
    const agreed = ends.wire.length;
    ends.hear([{ ...asServer, peer: 'bob', peerId: Buffer.from('b0b0', 'hex') }, asServer]);
    ends.ask(request(8, { token: Buffer.from('other') }));
    expect(ends.heard).toHaveLength(2);
    expect(ends.wire).toHaveLength(agreed + 1);
  });
});

describe('whoever is not a peer', () => {
  it('hears 4.01 for anything but the health, and nothing else', () => {
    const ends = pair();
    ends.toServer(request(1));
    ends.toServer(
      request(2, { options: [{ name: 'Uri-Path', value: Buffer.from('.well-known') }] }),
    );
    ends.toServer(request(3, { options: [{ name: 'Uri-Path', value: Buffer.from('health') }] }));
    const codes = ends.wire
      .filter(({ to }) => to === 'client')
      .map(({ datagram }) => [packetOf(datagram).code, packetOf(datagram).payload.length]);
    expect(codes).toEqual([
      ['4.01', 0],
      ['4.01', 0],
      ['2.05', 0],
    ]);
    expect(ends.heard).toEqual([]);
  });

  it('is counted by its address, and a peer is not, nor who asks for the health', () => {
    const ends = pair();
    ends.ask(request(7));
    ends.toServer(request(1));
    ends.toServer(request(2, { options: [{ name: 'OSCORE', value: Buffer.from([0xff]) }] }));
    const stranger = [
      { name: 'OSCORE' as const, value: Buffer.from([0b1001, 1, 0xee]) },
      { name: 'Uri-Path' as const, value: Buffer.from('state') },
    ];
    ends.toServer(request(3, { options: stranger }));
    ends.toServer(request(4, { options: [{ name: 'Uri-Path', value: Buffer.from('health') }] }));
    expect(ends.refused).toEqual(['10.0.0.1', '10.0.0.1', '10.0.0.1']);
  });

  it('is not looked at where it sends more than four blocks in one datagram', () => {
    const ends = pair();
    const health = [{ name: 'Uri-Path' as const, value: Buffer.from('health') }];
    const answers = (payload: number): number => {
      const before = ends.wire.filter(({ to }) => to === 'client').length;
      const whole = request(payload & 0xffff, { options: health, payload: Buffer.from('x') });
      ends.toServer(Buffer.concat([whole, Buffer.alloc(payload)]));
      return ends.wire.filter(({ to }) => to === 'client').length - before;
    };
    expect(answers(4_000)).toBe(1);
    expect(answers(4_096)).toBe(0);
    expect(answers(60_000)).toBe(0);
  });

  it('cannot speak with another secret', () => {
    const ends = wired({
      client: { ...asClient, secret: Buffer.alloc(16, 9) },
      server: [asServer],
    });
    ends.ask(request(7));
    expect(ends.heard).toEqual([]);
    expect(ends.answers.map(({ code }) => code)).toEqual(['4.00']);
  });

  it('cannot speak in the name of a peer that is not paired here', () => {
    const ends = wired({ client: asClient, server: [] });
    ends.ask(request(7));
    expect(ends.heard).toEqual([]);
    expect(ends.answers.map(({ code }) => code)).toEqual(['4.01']);
  });

  it('achieves nothing by repeating what was recorded, now or after a restart', () => {
    const ends = pair();
    for (const messageId of [1, 2, 3]) {
      ends.ask(request(messageId));
      ends.answer(response(ends.lastId(), 'done'));
    }
    const recorded = ends.wire.filter(({ to }) => to === 'server');
    const heard = ends.heard.length;
    // From another port, so that it is no repeat of a message
    const elsewhere = (datagram: Buffer): Buffer => {
      const copy = Buffer.from(datagram);
      copy.writeUInt16BE((copy.readUInt16BE(2) + 7) & 0xffff, 2);
      return copy;
    };
    for (const { datagram } of recorded) ends.toServer(elsewhere(datagram));
    expect(ends.heard).toHaveLength(heard);
    ends.restartServer();
    for (const { datagram } of recorded) ends.toServer(elsewhere(datagram));
    expect(ends.heard).toHaveLength(heard);
    // And the peer itself goes on
    ends.ask(request(9));
    expect(ends.heard).toHaveLength(heard + 1);
  });

  it('cannot have a recorded second request taken again once other keys were agreed on', () => {
    const ends = pair();
    ends.ask(request(1));
    const second = ends.lastToServer();
    ends.restartClient();
    ends.ask(request(2));
    expect(ends.heard).toHaveLength(2);
    ends.toServer(second);
    expect(ends.heard).toHaveLength(2);
  });

  it('cannot answer in the place of the server', () => {
    const ends = pair();
    ends.ask(request(7));
    const messageId = ends.lastId();
    ends.toClient(response(messageId, 'forged'));
    expect(ends.answers).toEqual([]);
    ends.answer(response(messageId, 'genuine'));
    expect(ends.answers.map(({ payload }) => payload.toString())).toEqual(['genuine']);
  });

  it('cannot end an observation by a reset', () => {
    const ends = pair();
    ends.toServer(generate({ code: '0.00', reset: true, messageId: 5 }));
    expect(ends.heard).toEqual([]);
  });
});

describe('an answer for which there is no request', () => {
  it('does not leave', () => {
    const ends = pair();
    expect(ends.answer(response(1, 'to whom?'))).toBeNull();
  });
});

describe('a peer with fixed keys', () => {
  const fixed = { idContext: null, firstSequence: 20 };

  it('is believed after it repeated an Echo, and its requests are handed on once', () => {
    const ends = wired({
      client: { ...asClient, fixed },
      server: [{ ...asServer, fixed: { ...fixed, firstSequence: 0 } }],
    });
    ends.ask(request(7));
    expect(ends.wire.map(({ to }) => to)).toEqual(['server', 'client', 'server']);
    expect(ends.heard).toHaveLength(1);
    ends.ask(request(8));
    expect(ends.heard).toHaveLength(2);
    expect(ends.wire).toHaveLength(4);
  });

  it('has to do so again when the server restarted', () => {
    const ends = wired({
      client: { ...asClient, fixed },
      server: [{ ...asServer, fixed: { ...fixed, firstSequence: 0 } }],
    });
    ends.ask(request(7));
    ends.answer(response(ends.lastId(), 'done'));
    const recorded = ends.lastToServer();
    ends.restartServer();
    ends.toServer(recorded);
    expect(ends.heard).toHaveLength(1);
  });
});
