import type { Place } from './program.ts';

export interface Recorded {
  from: Place;
  to: Place;
  payload: Buffer;
}

const fileHead = 24;
const packetHead = 16;
const ethernetHead = 14;
const ipv4 = 0x08_00;
const udp = 17;
const udpHead = 8;

const addressAt = (bytes: Buffer, at: number): string => [...bytes.subarray(at, at + 4)].join('.');

/** The UDP datagram in an Ethernet frame; null when there is none whole. */
const datagramIn = (frame: Buffer): Recorded | null => {
  if (frame.length < ethernetHead + 20 + udpHead || frame.readUInt16BE(12) !== ipv4) return null;
  const packet = frame.subarray(ethernetHead);
  const head = ((packet[0] ?? 0) & 15) * 4;
  if (packet[9] !== udp || packet.length < head + udpHead) return null;
  const length = packet.readUInt16BE(head + 4);
  return {
    from: { address: addressAt(packet, 12), port: packet.readUInt16BE(head) },
    to: { address: addressAt(packet, 16), port: packet.readUInt16BE(head + 2) },
    payload: packet.subarray(head + udpHead, head + length),
  };
};

/** The UDP datagrams in what `tcpdump -w` wrote (pcap-savefile(5), little-endian, Ethernet). */
export const recordedDatagrams = (file: Buffer): Recorded[] => {
  const found: Recorded[] = [];
  for (let at = fileHead; at + packetHead <= file.length; ) {
    const length = file.readUInt32LE(at + 8);
    const datagram = datagramIn(file.subarray(at + packetHead, at + packetHead + length));
    if (datagram !== null) found.push(datagram);
    at += packetHead + length;
  }
  return found;
};
