import type { InvalidMessage } from '@nanoedge/protocol';

/** The bytes of a body: JSON, unless it is bytes already. */
export const encode = (body: unknown): Buffer =>
  Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));

/** The diagnostic for a body that its schema refused, without the name of the message in front. */
export const invalidDiagnostic = (error: InvalidMessage): { error: string; field?: string } =>
  error.field === '' ? { error: error.message } : { error: error.message, field: error.field };
