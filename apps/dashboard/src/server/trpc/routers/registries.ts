import { addRegistry } from '../../services/registries/add.ts';
import { listRegistries } from '../../services/registries/list.ts';
import { removeRegistry } from '../../services/registries/remove.ts';
import { replaceRegistry } from '../../services/registries/replace.ts';
import { RegistryInput, RegistryRef } from '../../services/registries/schema.ts';
import { tryRegistry } from '../../services/registries/try.ts';
import { procedureFor, router } from '../init.ts';

export const registriesRouter = router({
  list: procedureFor('registry.edit').query(({ ctx }) => listRegistries(ctx.deps, ctx.actor)),
  add: procedureFor('registry.edit')
    .input(RegistryInput)
    .mutation(({ ctx, input }) => addRegistry(ctx.deps, ctx.actor, input)),
  replace: procedureFor('registry.edit')
    .input(RegistryInput)
    .mutation(({ ctx, input }) => replaceRegistry(ctx.deps, ctx.actor, input)),
  try: procedureFor('registry.edit')
    .input(RegistryRef)
    .mutation(({ ctx, input }) => tryRegistry(ctx.deps, ctx.actor, input)),
  remove: procedureFor('registry.edit')
    .input(RegistryRef)
    .mutation(({ ctx, input }) => removeRegistry(ctx.deps, ctx.actor, input)),
});
