import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { MadeImage } from '@nanoedge/archive/testing';

const types = {
  index: 'application/vnd.oci.image.index.v1+json',
  list: 'application/vnd.docker.distribution.manifest.list.v2+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
} as const;

interface Stored {
  digest: string;
  size: number;
  mediaType: string;
}

export interface SmallRegistry {
  /** `127.0.0.1:port` */
  host: string;
  /** Stores a document by its digest, and by `tag` where one is given. */
  put: (document: object | string | Buffer, type: keyof typeof types, tag?: string) => Stored;
  /** Stores an image with its layers packed by gzip. */
  putImage: (image: MadeImage, tag?: string) => Stored;
  /** Paths that were asked for, with what was said for `authorization`. */
  asked: { path: string; authorization: string | null }[];
  stop: () => Promise<void>;
}

/** Who may read, and how they prove it. `token`: the registry sends them to its token server. */
export interface SmallRegistryOptions {
  signIn?: 'basic' | 'token';
  username?: string;
  password?: string;
}

const bearer = 'a-token-for-a-minute';

/** The read side of a registry's API V2 in this process, for documents that no registry takes. */
export const startSmallRegistry = async ({
  signIn,
  username = '',
  password = '',
}: SmallRegistryOptions = {}): Promise<SmallRegistry> => {
  const documents = new Map<string, { body: string | Buffer; mediaType: string }>();
  const asked: SmallRegistry['asked'] = [];
  const basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const wanted = { none: null, basic, token: `Bearer ${bearer}` }[signIn ?? 'none'];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const authorization = request.headers.authorization ?? null;
    asked.push({ path, authorization });
    const host = request.headers.host ?? '';
    if (path.startsWith('/token')) {
      if (authorization === basic) response.end(JSON.stringify({ token: bearer }));
      else response.writeHead(401).end();
      return;
    }
    if (wanted !== null && authorization !== wanted) {
      const challenge =
        signIn === 'basic'
          ? 'Basic realm="Registry"'
          : `Bearer realm="http://${host}/token",service="small",scope="repository:a/b:pull"`;
      response.writeHead(401, { 'www-authenticate': challenge }).end();
      return;
    }
    if (path === '/v2/') {
      response.end('{}');
      return;
    }
    const version = /\/(?:manifests|blobs)\/([^/]+)$/.exec(request.url ?? '')?.[1] ?? '';
    const found = documents.get(version);
    if (found === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': found.mediaType }).end(found.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const put: SmallRegistry['put'] = (document, type, tag) => {
    const isRaw = typeof document === 'string' || Buffer.isBuffer(document);
    const body = isRaw ? document : JSON.stringify(document);
    const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`;
    const mediaType = types[type];
    documents.set(digest, { body, mediaType });
    if (tag !== undefined) documents.set(tag, { body, mediaType });
    return { digest, size: Buffer.byteLength(body), mediaType };
  };
  const putImage: SmallRegistry['putImage'] = (image, tag) => {
    const layers = image.layers.map((layer) => put(gzipSync(layer), 'layer'));
    const config = put(image.config, 'config');
    return put({ schemaVersion: 2, mediaType: types.manifest, config, layers }, 'manifest', tag);
  };
  return {
    host: `127.0.0.1:${String(port)}`,
    put,
    putImage,
    asked,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
