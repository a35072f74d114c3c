import { coapPort } from '@nanoedge/base';
import { against } from './finding.ts';
import type { Rule } from './question.ts';

export const nameRule: Rule = ({ target, wanted, around }) =>
  around.names.includes(wanted.name)
    ? [
        against('name', 'name', {
          message: `${target.name} has a deployment “${wanted.name}” already.`,
          remedy: `“${around.freeName}” is free.`,
        }),
      ]
    : [];

export const portRule: Rule = ({ target, wanted, around }) => {
  if (wanted.port === null)
    return wanted.published && around.freePort === null
      ? [
          against('port', 'port', {
            message: `${target.name} has no port left from 5700 on.`,
            remedy: 'Remove a deployment first.',
          }),
        ]
      : [];
  const other =
    around.freePort === null ? {} : { remedy: `Port ${String(around.freePort)} is free.` };
  if (!wanted.published)
    return [
      against('port', 'port', {
        message: `${wanted.label} is not published: it gets no port.`,
        remedy: 'Leave the port out.',
      }),
    ];
  if (wanted.port === coapPort)
    return [
      against('port', 'port', {
        message: `Port ${String(coapPort)} is that of the device’s own gateway.`,
        ...other,
      }),
    ];
  if (wanted.port < 1024 || wanted.port > 65_535)
    return [
      against('port', 'port', { message: 'A port is a number from 1024 to 65535.', ...other }),
    ];
  return around.ports.includes(wanted.port)
    ? [
        against('port', 'port', {
          message: `Another deployment on ${target.name} uses port ${String(wanted.port)}.`,
          ...other,
        }),
      ]
    : [];
};
