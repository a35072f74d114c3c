import { request } from 'node:https';
import { tell, told } from './program.ts';

const { url, email, count } = told<{ url: string; email: string; count: number }>();

/** Status of a try to sign in with a password. */
const tryOnce = (password: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const { origin } = new URL(url);
    const call = request(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      rejectUnauthorized: false,
    });
    call.on('error', reject);
    call.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    call.end(JSON.stringify({ email, password }));
  });

/** Guesses a password again and again. Tells the statuses of the answers. */
const statuses: number[] = [];
for (let index = 0; index < count; index += 1)
  statuses.push(await tryOnce(`guess number ${index}`));
tell({ statuses });
