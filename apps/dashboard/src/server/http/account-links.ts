import { InvalidMessage } from '@nanoedge/protocol';
import { accessRefusals } from '@nanoedge/words';
import { Hono } from 'hono';
import type * as z from 'zod';
import type { ClientAddress } from '../auth/client-address.ts';
import { linkTries } from '../auth/try-limit.ts';
import type { SignInLimit } from '../auth/sign-in-limit.ts';
import { acceptLink } from '../services/accounts/accept-link.ts';
import { openLink } from '../services/accounts/open-link.ts';
import { recoverAccount } from '../services/accounts/recover.ts';
import { AcceptLinkInput, OpenLinkInput, RecoverInput } from '../services/accounts/schema.ts';
import type { Deps } from '../services/deps.ts';
import { BadInput } from '../services/errors.ts';
import { answerJson, readText } from './answer.ts';
import type { HttpContext, HttpEnv } from './context.ts';

/** The token comes in the body: an address would be in logs and histories. */
const readBody = async <T>(c: HttpContext, schema: z.ZodType<T>): Promise<T> => {
  const text = await readText(c.env.incoming, 4096);
  const asJson = (): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      throw new InvalidMessage('link', '', 'is not JSON');
    }
  };
  const read = schema.safeParse(asJson());
  if (read.success) return read.data;
  const [first] = read.error.issues;
  const message = first?.message ?? accessRefusals.invalidRequest;
  throw new BadInput(first?.path.map(String).join('.') ?? '', { message });
};

/** What is asked without being signed in, with a link into an account or the dashboard's `secret`. */
export const accountLinkRoutes = (
  deps: Deps,
  {
    clientAddress,
    signInLimit,
    secret,
  }: { clientAddress: ClientAddress; signInLimit: SignInLimit; secret: string },
): Hono<HttpEnv> => {
  const limit = linkTries();
  return new Hono<HttpEnv>()
    .post('/open', async (c) => {
      const wanted = await readBody(c, OpenLinkInput);
      const address = clientAddress(c.env.incoming);
      return answerJson(200, await limit.run(address, () => openLink(deps, wanted, address)));
    })
    .post('/accept', async (c) => {
      const wanted = await readBody(c, AcceptLinkInput);
      const address = clientAddress(c.env.incoming);
      const accepted = await limit.run(address, () => acceptLink(deps, wanted, address));
      await signInLimit.forgive({ ...accepted, address });
      return answerJson(200, accepted);
    })
    .post('/recover', async (c) => {
      const wanted = await readBody(c, RecoverInput);
      const from = { secret, address: clientAddress(c.env.incoming) };
      return answerJson(
        200,
        await limit.run(from.address, () => recoverAccount(deps, wanted, from)),
      );
    });
};
