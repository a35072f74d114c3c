import { imageArchiveRefusals } from '@nanoedge/words';
import type { Digest } from '@nanoedge/protocol';
import { hexOf } from '../digest.ts';
import {
  isAttestation,
  isImageManifest,
  OciDocument,
  OciIndex,
  type Descriptor,
  type OciManifest,
} from './documents.ts';
import type { ImageDescription, NamedPart, Part, Unpacked, UnpackedArchive } from './parts.ts';
import { ImageRefused } from './refused.ts';

const maxDepth = 3;

const blob = ({ digest }: Descriptor): NamedPart => ({
  name: `blobs/sha256/${hexOf(digest)}`,
  claimed: digest,
});

interface FoundManifest {
  reference: string | null;
  digest: Digest;
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
    const { annotations, digest } = descriptor;
    const reference =
      annotations?.['io.containerd.image.name'] ??
      annotations?.['org.opencontainers.image.ref.name'] ??
      above.reference;
    const document = await archive.document(OciDocument, file, part.name);
    if ('config' in document) {
      if (isImageManifest(document)) found.push({ reference, digest, manifest: document });
    } else if (above.depth < maxDepth)
      found.push(
        ...(await manifestsOf(archive, document.manifests, { reference, depth: above.depth + 1 })),
      );
  }
  return found;
};

/**
 * The images of an OCI layout (image spec 1.1), each once, by whatever number of names: of a name
 * that it has several for, each is for another platform.
 */
export const describeOci = async <T extends Part>(
  archive: UnpackedArchive<T>,
  index: Unpacked<T>,
): Promise<ImageDescription[]> => {
  const { manifests } = await archive.document(OciIndex, index, 'index.json');
  const found = await manifestsOf(archive, manifests, { reference: null, depth: 0 });
  if (found.length === 0) throw new ImageRefused(imageArchiveRefusals.noneInLayout);
  const images = new Map(found.toReversed().map((one) => [one.digest, one]));
  return [...images.values()].toReversed().map(({ reference, manifest }) => ({
    reference,
    config: blob(manifest.config),
    layers: manifest.layers.map(blob),
  }));
};
