import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MadeImage } from '@nanoedge/archive/testing';

const types = {
  index: 'application/vnd.oci.image.index.v1+json',
  list: 'application/vnd.docker.distribution.manifest.list.v2+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
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
  put: (document: object | string, type: keyof typeof types, tag?: string) => Stored;
  /** Stores config and manifest of an image. */
  putImage: (image: MadeImage, tag?: string) => Stored;
  /** Paths that were asked for. */
  asked: string[];
  stop: () => Promise<void>;
}

/** The read side of a registry's API V2 in this process, for documents that no registry takes. */
export const startSmallRegistry = async (): Promise<SmallRegistry> => {
  const documents = new Map<string, { body: string; mediaType: string }>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const version = /\/(?:manifests|blobs)\/([^/]+)$/.exec(request.url ?? '')?.[1] ?? '';
    const found = documents.get(version);
    if (found === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': found.mediaType }).end(found.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const put: SmallRegistry['put'] = (document, type, tag) => {
    const body = typeof document === 'string' ? document : JSON.stringify(document);
    const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`;
    const mediaType = types[type];
    documents.set(digest, { body, mediaType });
    if (tag !== undefined) documents.set(tag, { body, mediaType });
    return { digest, size: Buffer.byteLength(body), mediaType };
  };
  const putImage: SmallRegistry['putImage'] = (image, tag) => {
    const layers = image.layers.map((layer) => ({
      digest: `sha256:${createHash('sha256').update(layer).digest('hex')}`,
      size: layer.length,
    }));
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
