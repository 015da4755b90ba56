// The small size of the rooms trial of `npm run torture`: real processes, killed while twenty rooms talk.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { ROOT } from './server';

const PATH = '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin';

test('twenty rooms with six pages each lose nothing through broken connections, two kills and a stop of Postgres', async () => {
  const command = [
    path.join(ROOT, 'src/cli/run.mjs'),
    'cli/torture',
    '--only',
    'rooms',
    '--small',
    '--seed',
    'test',
  ];
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, command, { cwd: ROOT, env: { PATH } }, (_error, said, errors) =>
      resolve(said + errors),
    );
  });
  expect(output).toMatch(/^ {2}20 rooms with 6 pages each; killed twice, Postgres stopped once/m);
  expect(output).toMatch(/^ {2}360 messages acknowledged in \d+ s, \d+ sent twice on purpose/m);
  expect(output).toMatch(/\ntorture: 1 trials, 0 failed\n$/);
});
