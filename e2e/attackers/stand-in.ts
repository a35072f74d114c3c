import { once } from 'node:events';
import { createServer } from 'node:tls';
import { strangersCertificate } from '@nanoedge/link/testing';
import { socketAt } from './datagram.ts';
import { ip, type Place, tell, told } from './program.ts';

/**
 * Takes the dashboard's address on this network and answers there, with a certificate of its own,
 * until it is told to stop. Tells how many came, and how much they said.
 */
const { address, port, link, victims } = told<Place & { link: string; victims: string[] }>();
const discardPort = 9;
let came = 0;
let said = 0;
const server = createServer(await strangersCertificate(), (socket) => {
  socket.on('data', ({ length }) => (said += length));
  socket.on('error', () => socket.destroy());
});
server.on('connection', () => (came += 1));
server.on('tlsClientError', () => undefined);
ip('addr', 'add', `${address}/24`, 'dev', link);
server.listen(port, address);
await once(server, 'listening');
// Whoever asks where a device is says in asking where he himself is, and is believed (RFC 826)
const socket = await socketAt({ address });
const claim = (): void => {
  ip('neigh', 'flush', 'dev', link);
  for (const victim of victims) socket.send('', discardPort, victim);
};
claim();
const claiming = setInterval(claim, 200);
await once(process, 'SIGTERM');
clearInterval(claiming);
socket.close();
ip('addr', 'del', `${address}/24`, 'dev', link);
server.close();
tell({ came, said });
process.exit(0);
