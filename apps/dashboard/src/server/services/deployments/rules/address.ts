import { coapPort } from '@nanoedge/base';
import { preflightWords } from '@nanoedge/words';
import { against } from './finding.ts';
import type { Rule } from './question.ts';

export const nameRule: Rule = ({ target, wanted, around }) =>
  around.names.includes(wanted.name)
    ? [against('name', 'name', preflightWords.nameTaken(target.name, wanted.name, around.freeName))]
    : [];

export const portRule: Rule = ({ target, wanted, around }) => {
  if (wanted.port === null)
    return wanted.published && around.freePort === null
      ? [against('port', 'port', preflightWords.noPortLeft(target.name))]
      : [];
  if (!wanted.published)
    return [against('port', 'port', preflightWords.notPublished(wanted.label))];
  if (wanted.port === coapPort)
    return [against('port', 'port', preflightWords.gatewayPort(coapPort, around.freePort))];
  if (wanted.port < 1024 || wanted.port > 65_535)
    return [against('port', 'port', preflightWords.noPort(around.freePort))];
  return around.ports.includes(wanted.port)
    ? [against('port', 'port', preflightWords.portTaken(target.name, wanted.port, around.freePort))]
    : [];
};
