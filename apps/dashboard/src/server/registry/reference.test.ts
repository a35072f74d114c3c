import { describe, expect, it } from 'vitest';
import { BadInput } from '../services/errors.ts';
import { apiHost, parseReference } from './reference.ts';

const hex = 'ab'.repeat(32);
const digest = `sha256:${hex}`;

describe('parseReference', () => {
  it.each([
    ['eclipse-mosquitto:2', 'docker.io', 'library/eclipse-mosquitto', '2'],
    ['nginx', 'docker.io', 'library/nginx', 'latest'],
    ['docker.io/library/nginx:1', 'docker.io', 'library/nginx', '1'],
    ['docker.io/nginx:1', 'docker.io', 'library/nginx', '1'],
    ['index.docker.io/library/nginx:1', 'docker.io', 'library/nginx', '1'],
    ['index.docker.io/nginx', 'docker.io', 'library/nginx', 'latest'],
    ['team/thing:1.2', 'docker.io', 'team/thing', '1.2'],
    ['team/deep/thing', 'docker.io', 'team/deep/thing', 'latest'],
    [` nginx@${digest} `, 'docker.io', 'library/nginx', digest],
    [`nginx:1@${digest}`, 'docker.io', 'library/nginx', digest],
    ['localhost/thing', 'localhost', 'thing', 'latest'],
    ['localhost:5000/thing:v1', 'localhost:5000', 'thing', 'v1'],
    ['registry:5000/team/thing', 'registry:5000', 'team/thing', 'latest'],
    ['10.0.0.7:5000/thing', '10.0.0.7:5000', 'thing', 'latest'],
    ['[fd00::7]:5000/thing:1', '[fd00::7]:5000', 'thing', '1'],
    ['ghcr.io/team/a__b-c--d.e:V_1', 'ghcr.io', 'team/a__b-c--d.e', 'V_1'],
    ['Registry/thing', 'Registry', 'thing', 'latest'],
    [`registry.example/thing:1@${digest}`, 'registry.example', 'thing', digest],
  ])('reads %s as Docker does', (text, ...[host, name, version]) => {
    expect(parseReference(text)).toEqual({ host, name, version });
  });

  it.each([
    '',
    '/',
    ':1',
    '@',
    hex,
    'Nginx',
    'team/Thing',
    'nginx:',
    'nginx:-1',
    `nginx:${'a'.repeat(129)}`,
    'nginx@sha256:12',
    'a///b',
    'a/',
    'a..b',
    'a___b',
    'registry.example/',
    '-registry.example/thing',
    'registry.example:port/thing',
    'https://registry.example/thing',
    'a b',
    'a'.repeat(256),
  ])('refuses “%s”', (text) => {
    expect(() => parseReference(text)).toThrow(BadInput);
  });
});

it('asks Docker Hub where its API is, and every other registry at its own host', () => {
  expect(apiHost(parseReference('nginx'))).toBe('registry-1.docker.io');
  expect(apiHost(parseReference('ghcr.io/team/thing'))).toBe('ghcr.io');
});
