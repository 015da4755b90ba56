// The settings: what they mean when nothing is given, and every fault named at once.
import path from 'node:path';
import { ConfigFault, readConfig } from '../src/config';

function faultsOf(env: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigFault) return error.faults;
    throw error;
  }
  return [];
}

test('an empty environment is enough outside production', () => {
  expect(readConfig({})).toEqual({
    production: false,
    port: 3000,
    host: '127.0.0.1',
    trustProxy: 0,
    dataDir: path.resolve('data'),
    logLevel: 'info',
    metricsHost: '127.0.0.1',
    rateFactor: 1,
  });
});

test('an empty value counts as none', () => {
  expect(readConfig({ PORT: '', BASE_URL: ' ', DATABASE_URL: '', DEMO: '' })).toEqual(readConfig({}));
});

test('every fault is named, not only the first', () => {
  const faults = faultsOf({
    PORT: '70000',
    BASE_URL: 'https://lab.example.org/path',
    TRUST_PROXY: 'yes',
    DATABASE_URL: 'mysql://x',
    SMTP_URL: 'mail.example.org',
    REDIS_URL: 'http://x',
    DEMO: 'maybe',
    LOG_LEVEL: 'loud',
    RATE_FACTOR: '0',
  });
  const named = faults.map((fault) => fault.split(' ')[0]);
  expect(named.sort()).toEqual(
    [
      'BASE_URL',
      'DATABASE_URL',
      'DEMO',
      'LOG_LEVEL',
      'PORT',
      'RATE_FACTOR',
      'REDIS_URL',
      'SMTP_URL',
      'TRUST_PROXY',
    ].sort(),
  );
});

test('a database address with its password is not repeated in a fault', () => {
  expect(faultsOf({ DATABASE_URL: 'psql://me:hunter2@host/db' }).join()).not.toContain('hunter2');
});

test.each(['p#w', 'pw/0', '5/0', 'p?w', '5?0', '5#0', 'p%e9w'])(
  'a database password of %s is a fault that says how to write it, and does not say it',
  (password) => {
    const [fault, ...more] = faultsOf({ DATABASE_URL: `postgres://inquiry:${password}@db.example.org/lab` });
    expect(more).toEqual([]);
    expect(fault).toMatch(/^DATABASE_URL .*# \/ \? @ : % must be written %23 %2F %3F %40 %3A %25\.$/);
    expect(fault).not.toContain(password);
  },
);

test.each([
  'postgres://inquiry:%23%2F%3F%40%3A%25@db.example.org:5432/lab',
  'postgresql://inquiry:p@w:50%off@db/lab?application_name=a@b',
  'postgres://inquiry:secret@/lab?host=/var/run/postgresql',
  'postgres:///lab?host=/var/run/postgresql&user=inquiry&password=p@w',
])('%s is an address of a database', (DATABASE_URL) => {
  expect(readConfig({ DATABASE_URL }).databaseUrl).toBe(DATABASE_URL);
});

test.each(['-1', '3.5', '0x10', '1e3', 'http'])('PORT=%s is refused', (PORT) => {
  expect(faultsOf({ PORT })).toHaveLength(1);
});

test('BASE_URL is kept as an exact origin', () => {
  expect(readConfig({ BASE_URL: 'https://Lab.Example.org:443/' }).baseUrl).toBe('https://lab.example.org');
});

test.each(['127.0.0.1', '127.8.9.1', 'localhost', '::1'])('RATE_FACTOR is allowed on %s', (HOST) => {
  expect(readConfig({ HOST, RATE_FACTOR: '50' }).rateFactor).toBe(50);
});

test.each(['0.0.0.0', '::', '192.168.1.4', '127.evil.example'])('RATE_FACTOR is refused on %s', (HOST) => {
  expect(faultsOf({ HOST, RATE_FACTOR: '50' })).toEqual([expect.stringContaining('RATE_FACTOR')]);
});

test('production wants secret, origin and database, and a secret that cannot be guessed', () => {
  const full = {
    NODE_ENV: 'production',
    SESSION_SECRET: '0123456789abcdef',
    BASE_URL: 'https://lab.example.org',
    DATABASE_URL: 'postgres://u:p@db/lab',
  };
  expect(readConfig(full).production).toBe(true);
  expect(faultsOf({ NODE_ENV: 'production' })).toHaveLength(3);
  expect(faultsOf({ ...full, SESSION_SECRET: 'short' })).toEqual([expect.stringContaining('too short')]);
  expect(faultsOf({ ...full, SESSION_SECRET: 'a'.repeat(32) })).toEqual([
    expect.stringContaining('SESSION_SECRET is too plain'),
  ]);
});
