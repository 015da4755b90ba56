// The server as it runs in production, with a mail server whose certificate it was told to trust.
import net, { type AddressInfo } from 'node:net';

import { testDatabase } from '../support/database';
import { CERTIFICATE, openPostOffice } from '../support/post-office';
import { until } from '../support/until';
import { clearUp, newDataDir, startServer } from './server';

test('a login that is refused stands in the log, and a sign-up with an address warns of nothing else', async () => {
  const database = await testDatabase();
  const office = await openPostOffice({ encrypts: true });
  const free = net.createServer();
  await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
  const { port } = free.address() as AddressInfo;
  await new Promise((resolve) => free.close(resolve));
  const server = startServer({
    NODE_ENV: 'production',
    OPERATOR_NAME: 'Tests',
    OPERATOR_CONTACT: 'nobody',
    BASE_URL: `http://127.0.0.1:${port}`,
    SESSION_SECRET: 'the secret of a test in production',
    DATABASE_URL: database.url,
    DATA_DIR: newDataDir(),
    PORT: String(port),
    SMTP_URL: office.url.replace('//', '//operator-name:wrong@'),
    NODE_EXTRA_CA_CERTS: CERTIFICATE,
  });
  const lines = () =>
    server
      .errors()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
  try {
    const address = await server.ready;
    const body = new URLSearchParams({
      display_name: 'Somebody',
      login: 'somebody-new',
      password: 'a long test password',
      email: 'somebody@mail.example.org',
      accept_rules: 'on',
      locale: 'en',
    });
    const headers = { accept: 'application/json', 'sec-fetch-site': 'same-origin' };
    const answer = await fetch(`${address}/accounts`, { method: 'POST', headers, body });
    expect(answer.status).toBe(201);
    await until(() => lines().some(({ msg }) => msg === 'a mail was not taken'));
    expect(lines().filter(({ level }) => level >= 40)).toMatchObject([{ reason: 'login', code: '535' }]);
    for (const secret of ['operator-name', 'mail.example.org', office.url])
      expect(server.errors()).not.toContain(secret);
    const { reason } = await database.db('mails').first();
    expect(reason).toMatch(/^login: 535 /);
  } finally {
    await clearUp();
    await office.close();
    await database.drop();
  }
});
