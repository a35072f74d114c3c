import { createServer, request as httpRequest } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

export interface TestProxy {
  /** With the name and the password that it wants. */
  url: string;
  /** Without them. */
  bare: string;
  /** `host:port` of everything that was asked through it. */
  asked: string[];
  stop: () => Promise<void>;
}

const account = 'Basic ' + Buffer.from('ann:geheim').toString('base64');

/**
 * A forwarding HTTP proxy that wants a password: CONNECT, and requests in absolute form. Names that
 * end with `.test` are this machine for it and for nobody else.
 */
export const startProxy = async (): Promise<TestProxy> => {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const resolve = (host: string): string => (host.endsWith('.test') ? '127.0.0.1' : host);
  const server = createServer((request, response) => {
    const { host, hostname, port, pathname, search } = new URL(request.url ?? '');
    asked.push(host);
    if (request.headers['proxy-authorization'] !== account) {
      response.writeHead(407).end();
      return;
    }
    const { 'proxy-authorization': _, ...headers } = request.headers;
    const target = { host: resolve(hostname), port, path: pathname + search };
    const onward = httpRequest({ ...target, method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.writeHead(502).end());
    request.pipe(onward);
  });
  server.on('connect', (request, client: Socket, head) => {
    asked.push(request.url ?? '');
    client.on('error', () => client.destroy());
    if (request.headers['proxy-authorization'] !== account) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    const [host = '', port = ''] = (request.url ?? '').split(':');
    const onward = connect(Number(port), resolve(host), () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.write(head);
      onward.pipe(client).pipe(onward);
    });
    sockets.add(client).add(onward);
    onward.on('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
    client.on('close', () => onward.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://ann:geheim@127.0.0.1:${String(port)}`,
    bare: `http://127.0.0.1:${String(port)}`,
    asked,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
};
