// When the demo is there: on by default only with the embedded database on loopback, else only if asked for.

import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { newDatabase, TEMPLATE } from '../support/database';
import { clearUp, newDataDir, ROOT, startServer } from './server';

afterEach(clearUp);

const BANNER = 'This is a demo.';

async function page(address: string, url: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${address}${url}`);
  return { status: answer.status, text: await answer.text() };
}

test('a bare start shows the demo, without a banner, and demo:refresh finds it of today', async () => {
  const dataDir = newDataDir();
  const server = startServer({ DATA_DIR: dataDir, PORT: '0' });
  const address = await server.ready;
  expect((await page(address, '/hackathons/our-city.json')).status).toBe(200);
  expect((await page(address, '/')).text).not.toContain(BANNER);
  const said = execFileSync(process.execPath, [path.join(ROOT, 'src/cli/run.mjs'), 'cli/demo-refresh'], {
    env: { DATA_DIR: dataDir },
    encoding: 'utf8',
  });
  expect(said).toBe('The demo is of today.\n');
});

test('open to the network there is no demo unless it is written, and then every page says so', async () => {
  const quiet = startServer({ DATA_DIR: newDataDir(), PORT: '0', HOST: '0.0.0.0' });
  const bare = (await quiet.ready).replace('0.0.0.0', '127.0.0.1');
  expect((await page(bare, '/hackathons/our-city.json')).status).toBe(404);
  const asked = startServer({ DATA_DIR: newDataDir(), PORT: '0', HOST: '0.0.0.0', DEMO: 'on' });
  const address = (await asked.ready).replace('0.0.0.0', '127.0.0.1');
  for (const url of ['/', '/hackathons/our-city', '/login', '/nothing-here'])
    expect((await page(address, url)).text).toContain(BANNER);
});

test('a database of one’s own stays empty unless the demo is asked for', async () => {
  const database = await newDatabase(`TEMPLATE ${TEMPLATE}`);
  const server = startServer({ DATA_DIR: newDataDir(), PORT: '0', DATABASE_URL: database.url });
  const address = await server.ready;
  expect((await page(address, '/hackathons/our-city.json')).status).toBe(404);
  expect(await database.db('people').select('id')).toEqual([]);
  process.kill(server.pid, 'SIGTERM');
  expect((await server.ended).code).toBe(0);
  await database.drop();
});
