import { addRegistry } from '../../services/registries/add.ts';
import { listRegistries } from '../../services/registries/list.ts';
import { removeRegistry } from '../../services/registries/remove.ts';
import { replaceRegistry } from '../../services/registries/replace.ts';
import { RegistryInput, RegistryRef } from '../../services/registries/schema.ts';
import { tryRegistry } from '../../services/registries/try.ts';
import { admin, router } from '../init.ts';

export const registriesRouter = router({
  list: admin.query(({ ctx }) => listRegistries(ctx.deps, ctx.actor)),
  add: admin
    .input(RegistryInput)
    .mutation(({ ctx, input }) => addRegistry(ctx.deps, ctx.actor, input)),
  replace: admin
    .input(RegistryInput)
    .mutation(({ ctx, input }) => replaceRegistry(ctx.deps, ctx.actor, input)),
  try: admin
    .input(RegistryRef)
    .mutation(({ ctx, input }) => tryRegistry(ctx.deps, ctx.actor, input)),
  remove: admin
    .input(RegistryRef)
    .mutation(({ ctx, input }) => removeRegistry(ctx.deps, ctx.actor, input)),
});
