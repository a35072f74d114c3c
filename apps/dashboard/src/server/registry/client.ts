import { ImageConfig, platformName } from '@nanoedge/archive';
import { noProxies, type ProxySettings } from '@nanoedge/base';
import { Bytes, parse } from '@nanoedge/protocol';
import { registryRefusals } from '@nanoedge/words';
import { imageVolumes } from '../services/images/image-volumes.ts';
import { manifestOf } from '../services/images/manifest.ts';
import type { RegistryImage, RegistryPort } from '../services/registry-port.ts';
import { checkRegistry, Registry, type RegistryWays } from './connection.ts';
import { refusal } from './http.ts';
import { oneManifest, readDocument } from './pick.ts';
import { routesBy } from './routes.ts';
import { plainHosts } from './plain-hosts.ts';
import { parseReference, registryHost, type RegistryReference } from './reference.ts';

const resolve = async (
  reference: RegistryReference,
  registry: Registry,
  platforms: readonly string[],
): Promise<RegistryImage> => {
  const { manifest, digest } = await oneManifest(registry, reference.version, platforms);
  const config = readDocument(ImageConfig, await registry.blob(manifest.config.digest));
  if (config.os !== 'linux') throw refusal(registryRefusals.notLinux(config.os));
  const sizes = manifest.layers.map(({ size }) => size);
  if (config.rootfs.diff_ids.length !== sizes.length || sizes.length === 0)
    throw refusal(registryRefusals.noLayers);
  return {
    image: `${reference.host}/${reference.name}@${digest}`,
    imageId: manifest.config.digest,
    architecture: platformName(config),
    configBytes: manifest.config.size,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    manifest: manifestOf(config),
    volumes: imageVolumes(config),
    blobs: manifest.layers.map(({ digest: blob }) => blob),
    layers: config.rootfs.diff_ids.map((layer, index) => ({
      digest: layer,
      bytes: parse(Bytes, sizes[index] ?? 0, 'layer size'),
    })),
  };
};

/**
 * `insecure`: hosts and networks that are asked without TLS, besides this machine. `named`: hosts
 * in private networks that registries may send us to; to any other there nobody is sent.
 */
export const openRegistries = (
  insecure: readonly string[],
  proxies: ProxySettings = noProxies,
  named: readonly string[] = [],
): RegistryPort => {
  const ways: RegistryWays = {
    isPlain: plainHosts(insecure),
    routeTo: routesBy(proxies),
    named: [...insecure, ...named],
  };
  return {
    hostOf: (image) => {
      const { host } = parseReference(image);
      return registryHost(host) ?? host;
    },
    readHost: registryHost,
    resolve: async (image, platforms, access) => {
      const reference = parseReference(image);
      return resolve(reference, new Registry(reference, ways, access), platforms);
    },
    read: (image, blob, access) => new Registry(parseReference(image), ways, access).stream(blob),
    check: async (host, access) => checkRegistry({ host }, ways, access),
  };
};
