import type { Deps } from '../deps.ts';
import { findLink } from './find-link.ts';
import type { OpenedLink } from './link-view.ts';

/** Says who lets whom in as what, or why not any more. Throws Refusal for a link that is none. */
export const openLink = async (
  deps: Deps,
  { token }: { token: string },
  address: string,
): Promise<OpenedLink> => (await findLink(deps, token, address)).opened;
