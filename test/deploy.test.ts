// What we promise of the image and of compose.yaml: nobody special, nothing to write, nothing of development.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../src/root';

const read = (name: string) => readFileSync(path.join(ROOT, name), 'utf8');
const dockerfile = read('Dockerfile');
const compose = read('compose.yaml');
const [building, running] = dockerfile.split(/^(?=FROM )/m).slice(1) as [string, string];

/** The lines of one service, by their two levels of indentation. */
function service(name: string): string {
  const services = compose.slice(compose.indexOf('\nservices:'), compose.indexOf('\nnetworks:\n'));
  const found = new RegExp(`^ {2}${name}:\\n((?: {4,}.*\\n|\\n)+)`, 'm').exec(services)?.[1];
  if (found === undefined) throw new Error(`no service ${name}`);
  return found;
}
const SERVICES = ['app', 'database', 'proxy'];
const processes = read('deploy/compose.processes.yaml');

test('both stages run Node 24, and no image is "latest"', () => {
  for (const stage of [building, running]) expect(stage).toMatch(/^FROM node:24-slim\b/);
  const images = [...`${dockerfile}\n${compose}`.matchAll(/^(?:FROM| +image:) (\S+)/gm)].map(
    ([, image]) => image!,
  );
  expect(images).toHaveLength(5);
  for (const image of images) expect(image).toMatch(/:[^:}/]*\d[^:/]*\}?$/);
});

test('the image runs as a user without rights, in production, and asks itself whether it lives', () => {
  const user = running.lastIndexOf('\nUSER node\n');
  expect(user).toBeGreaterThan(0);
  expect(running.indexOf('\nCMD ')).toBeGreaterThan(user);
  expect(running.slice(user)).not.toMatch(/^(RUN|COPY|ADD)/m);
  expect(running).toMatch(/^ENV NODE_ENV=production HOST=0\.0\.0\.0 DATA_DIR=\/data$/m);
  expect(running).toMatch(/^HEALTHCHECK .*\/health\/live/m);
  expect(running).toMatch(/^CMD \["node", /m);
});

test('nothing of development gets into the image, and nothing of this machine into the build', () => {
  expect(building).toContain('npm prune --omit=dev && rm -rf node_modules/typescript ');
  expect(building.indexOf('npm prune')).toBeGreaterThan(building.indexOf('npm run build'));
  expect(running).not.toMatch(/npm |typescript|COPY (--\S+ )?(\.|src|test|bench) /);
  const ignored = read('.dockerignore')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));
  expect(ignored[0]).toBe('*');
  for (const name of ['.env', 'data', 'test', 'node_modules', 'dist', '.git'])
    expect(ignored).not.toContain(`!${name}`);
  const allowed = ignored.slice(1).map((line) => line.slice(1));
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names]) =>
    names!.split(' '),
  );
  for (const name of copied) {
    expect(existsSync(path.join(ROOT, name))).toBe(true);
    expect(allowed).toContain(name.split('/')[0]);
  }
});

test.each(SERVICES)(
  '%s starts again, can write nowhere but its volumes and has no rights but those named',
  (name) => {
    const text = service(name);
    for (const line of [
      'restart: unless-stopped',
      'read_only: true',
      'cap_drop: [ALL]',
      'security_opt: ["no-new-privileges:true"]',
    ])
      expect(text).toContain(`    ${line}\n`);
    expect(text).toMatch(/mem_limit: \d+[mg]\n/);
    expect(text).not.toMatch(/privileged|docker\.sock|network_mode/);
  },
);

test('what a second process adds has no rights, no way out, no volume and a version', () => {
  for (const line of ['read_only: true', 'cap_drop: [ALL]', 'networks: [back]', 'restart: unless-stopped'])
    expect(processes).toContain(`    ${line}\n`);
  expect(processes).toMatch(/image: valkey\/valkey:\d+\n/);
  expect(processes).toMatch(/user: "[1-9]\d*:/);
  expect(processes).not.toMatch(/ports:|volumes:|privileged/);
  expect(processes).toContain('REDIS_URL: redis://news:6379');
});

test('only the proxy has ports in the world; the database has no way out; figures stay inside', () => {
  expect(SERVICES.filter((name) => / {4}ports:/.test(service(name)))).toEqual(['proxy']);
  expect(service('proxy')).not.toMatch(/9464|5432|3000/);
  expect(service('database')).toContain('networks: [back]');
  expect(compose).toMatch(/\n {2}back:\n {4}internal: true\n/);
  expect(read('deploy/Caddyfile')).not.toContain('9464');
});

test('the server has the time it needs to stop, one proxy before it, and waits for its database', () => {
  const app = service('app');
  expect(Number(/stop_grace_period: (\d+)s/.exec(app)?.[1])).toBeGreaterThanOrEqual(30);
  expect(app).toContain('TRUST_PROXY: "1"');
  expect(app).toMatch(/depends_on:\n +database:\n +condition: service_healthy/);
  expect(service('database')).toContain('pg_isready');
  expect(read('deploy/Caddyfile')).toContain('reverse_proxy app:3000');
});

test('without Docker one file has all settings, and the unit, the guide and the folders agree', () => {
  const unit = read('deploy/inquiry-lab.service');
  const guide = read('docs/operating.md');
  const settings = new Map(
    [...read('deploy/inquiry-lab.env').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [
      name!,
      value!,
    ]),
  );
  const of = (name: string) => new RegExp(`^${name}=(.+)$`, 'm').exec(unit)?.[1];
  expect(unit).not.toMatch(/^Environment=/m);
  expect(settings.get('NODE_ENV')).toBe('production');
  expect(settings.get('DATA_DIR')).toBe(`/var/lib/${of('StateDirectory')}`);
  expect(settings.get('SESSION_SECRET')).toBe('');
  for (const name of settings.keys()) expect(read('.env.example')).toMatch(new RegExp(`^(# )?${name}=`, 'm'));
  expect(guide).toContain(
    `systemd-run --uid=${of('User')} -p EnvironmentFile=${of('EnvironmentFile')} ` +
      `-p WorkingDirectory=${of('WorkingDirectory')} --pipe --wait --collect`,
  );
  expect(guide).toContain(`-m 0700 ${settings.get('DATA_DIR')} `);
  expect(guide).toContain(`install -m 0600 deploy${of('EnvironmentFile')?.replace('/etc', '')} /etc/`);
});

test('every setting of compose.yaml and of the server stands in .env.example, and the secrets have no default', () => {
  const documented = new Set(
    [...read('.env.example').matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(([, name]) => name),
  );
  const wanted = [
    ...compose.matchAll(/\$\{([A-Z_]+)/g),
    ...read('src/config.ts').matchAll(/'([A-Z]+(?:_[A-Z]+)*)'/g),
  ];
  for (const [, name] of wanted) expect([name, documented.has(name)]).toEqual([name, true]);
  for (const secret of ['POSTGRES_PASSWORD', 'SESSION_SECRET', 'DOMAIN']) {
    for (const [use] of compose.matchAll(new RegExp(`\\$\\{${secret}[^}]*\\}`, 'g')))
      expect(use).toContain(':?');
  }
  expect(read('.env.example')).toMatch(/^SESSION_SECRET=$/m);
});
