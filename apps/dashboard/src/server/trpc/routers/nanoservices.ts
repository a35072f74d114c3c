import { SiteInput } from '../../services/site/schema.ts';
import { listAbilities } from '../../services/nanoservices/abilities.ts';
import { createRelease } from '../../services/nanoservices/create.ts';
import { getMatrix } from '../../services/deployments/matrix.ts';
import { getManifest } from '../../services/nanoservices/manifest.ts';
import { listReleases } from '../../services/nanoservices/releases.ts';
import {
  CreateReleaseInput,
  ManifestInput,
  NanoserviceRef,
} from '../../services/nanoservices/schema.ts';
import { listNanoserviceTitles } from '../../services/nanoservices/titles.ts';
import { ReleaseRef } from '../../services/signing/schema.ts';
import { signReleaseAgain } from '../../services/signing/sign-again.ts';
import { procedureFor, router } from '../init.ts';

export const nanoservicesRouter = router({
  matrix: procedureFor('deployment.read')
    .input(SiteInput)
    .query(({ ctx, input }) => getMatrix(ctx.deps, ctx.actor, input)),
  abilities: procedureFor('deployment.read')
    .input(SiteInput)
    .query(({ ctx, input }) => listAbilities(ctx.deps, ctx.actor, input)),
  titles: procedureFor('nanoservice.read').query(({ ctx }) =>
    listNanoserviceTitles(ctx.deps, ctx.actor),
  ),
  manifest: procedureFor('nanoservice.create')
    .input(ManifestInput)
    .query(({ ctx, input }) => getManifest(ctx.deps, ctx.actor, input)),
  releases: procedureFor('nanoservice.read')
    .input(NanoserviceRef)
    .query(({ ctx, input }) => listReleases(ctx.deps, ctx.actor, input)),
  create: procedureFor('nanoservice.create')
    .input(CreateReleaseInput)
    .mutation(({ ctx, input }) => createRelease(ctx.deps, ctx.actor, input)),
  sign: procedureFor('release.sign')
    .input(ReleaseRef)
    .mutation(({ ctx, input }) => signReleaseAgain(ctx.deps, ctx.actor, input)),
});
