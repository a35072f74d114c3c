/** The bytes of a body: JSON, unless it is bytes already. */
export const encode = (body: unknown): Buffer =>
  Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
