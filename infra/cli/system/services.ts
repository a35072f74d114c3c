import { join } from 'node:path';
import { findServices, type FoundService, ManifestError } from '@nanoedge/nanoruntime';
import { UserError } from '../errors.ts';

/** Where the product's nanoservices are, a folder each. */
export const servicesFolder = (root: string): string => join(root, 'apps/nanoservices/src');

/** The product's nanoservices. Throws UserError naming the manifest that is wrong, and its field. */
export const productServices = async (root: string): Promise<FoundService[]> => {
  try {
    return await findServices(servicesFolder(root));
  } catch (error) {
    if (error instanceof ManifestError) throw new UserError(error.message);
    throw error;
  }
};
