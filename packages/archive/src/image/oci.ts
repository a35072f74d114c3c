import { imageArchiveRefusals, imageOf } from '@nanoedge/words';
import { hexOf } from '../digest.ts';
import { OciDocument, OciIndex, type Descriptor, type OciManifest } from './documents.ts';
import {
  severalImages,
  type ImageDescription,
  type NamedPart,
  type Part,
  type Unpacked,
  type UnpackedArchive,
} from './parts.ts';
import { ImageRefused } from './refused.ts';

const maxDepth = 3;

const blob = ({ digest }: Descriptor): NamedPart => ({
  name: `blobs/sha256/${hexOf(digest)}`,
  claimed: digest,
});

const isAttestation = ({ platform, annotations }: Descriptor): boolean =>
  platform?.os === 'unknown' ||
  annotations?.['vnd.docker.reference.type'] === 'attestation-manifest';

interface FoundManifest {
  reference: string | null;
  platform: string | null;
  manifest: OciManifest;
}

/**
 * The image manifests that an index leads to. Of platforms whose manifest is not in the archive
 * nothing is said.
 */
const manifestsOf = async <T extends Part>(
  archive: UnpackedArchive<T>,
  list: Descriptor[],
  above: { reference: string | null; depth: number },
): Promise<FoundManifest[]> => {
  const found: FoundManifest[] = [];
  for (const descriptor of list.filter((one) => !isAttestation(one))) {
    const part = blob(descriptor);
    const file = archive.find(part.name);
    if (file === undefined) continue;
    if (file.raw !== part.claimed)
      throw new ImageRefused(imageArchiveRefusals.otherDigest(part.name));
    const { annotations, platform } = descriptor;
    const reference =
      annotations?.['io.containerd.image.name'] ??
      annotations?.['org.opencontainers.image.ref.name'] ??
      above.reference;
    const document = await archive.document(OciDocument, file, part.name);
    if ('config' in document)
      found.push({ reference, platform: platform?.architecture ?? null, manifest: document });
    else if (above.depth < maxDepth)
      found.push(
        ...(await manifestsOf(archive, document.manifests, { reference, depth: above.depth + 1 })),
      );
  }
  return found;
};

/** The image of an OCI layout (image spec 1.1). */
export const describeOci = async <T extends Part>(
  archive: UnpackedArchive<T>,
  index: Unpacked<T>,
): Promise<ImageDescription> => {
  const { manifests } = await archive.document(OciIndex, index, 'index.json');
  const images = await manifestsOf(archive, manifests, { reference: null, depth: 0 });
  const [image] = images;
  if (image === undefined) throw new ImageRefused(imageArchiveRefusals.noneInLayout);
  if (images.length > 1)
    throw severalImages(
      images.map(({ reference, platform, manifest }) =>
        imageOf(reference ?? manifest.config.digest, platform),
      ),
    );
  return {
    reference: image.reference,
    config: blob(image.manifest.config),
    layers: image.manifest.layers.map(blob),
  };
};
