import { isSecretKey, namesSecret } from '../../../lib/fleet/findings/secret-keys';

test.each([
  'password',
  'Password',
  'PASSWORD',
  'pasword',
  'passwort',
  'passwd',
  'passw',
  'passwrt',
  'pass-word',
  'hostPassword',
  'tcpMd5PASSWORD',
])('%s is the key of a secret', (key) => expect(isSecretKey(key)).toBe(true));
test.each(['pass', 'port', 'host', 'passive', 'hostPasswordSecret', 'passwordFile', ''])('%j is the key of no secret', (key) =>
  expect(isSecretKey(key)).toBe(false),
);

test.each([
  'password: hunter',
  '- hostPassword: hunter',
  '{to: a, pasword: hunter}',
  '"password":hunter',
  'uplink.password=hunter',
  'x password',
])('the line %j names a secret', (line) => expect(namesSecret(line)).toBe(true));
test.each(['as: 65533', 'hostPasswordSecret: bgp', 'a: mypasswordyy', '', 'pass: word'])('the line %j names none', (line) =>
  expect(namesSecret(line)).toBe(false),
);
