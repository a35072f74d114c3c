import { requestBytes, sendAll, socketAt } from './datagram.ts';
import { ip, type Place, tell, told } from './program.ts';

/**
 * Speaks to a gateway under the address of a container behind it: shows something in the room, and
 * tells of somebody who never came.
 */
const { container, gateway, subnet, device } = told<{
  container: string;
  gateway: Place;
  subnet: string;
  device: string;
}>();
const requests: readonly ['PUT' | 'POST', string, unknown][] = [
  ['PUT', '/things/screen', { show: { title: 'forged', items: [] } }],
  ['PUT', '/things/light', { on: true }],
  ['POST', '/events', { type: 'identity.recognised', at: Date.now(), person: 'forged' }],
];
ip('addr', 'add', `${container}/32`, 'dev', 'lo');
ip('route', 'replace', subnet, 'via', device);
try {
  const socket = await socketAt({ address: container });
  const datagrams = Array.from({ length: 300 }, (_, id) => {
    const [method, path, body] = requests[id % requests.length] ?? ['POST', '/events', {}];
    return requestBytes(method, path, { id, body: Buffer.from(JSON.stringify(body)) });
  });
  await sendAll(socket, datagrams, gateway);
  socket.close();
  tell({ sent: datagrams.length });
} finally {
  ip('addr', 'del', `${container}/32`, 'dev', 'lo');
  ip('route', 'del', subnet, 'via', device);
}
