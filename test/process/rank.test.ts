// `npm run --silent rank -- FILE.json …` as an organiser's script meets it: bytes, exit codes, one line of complaint.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { samples } from '../features/ranking/rounds';

const root = path.join(__dirname, '../..');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rank-'));
  // The first run builds if it must; the ones below measure and compare.
  run('npm', ['run', '--silent', 'rank']);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(command: string, args: string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, npm_config_update_notifier: 'false' },
  });
  return { status, stdout, stderr };
}
const rank = (...files: string[]) => run(process.execPath, ['src/cli/run.mjs', 'cli/rank', ...files]);

function save(name: string, content: unknown): string {
  const file = path.join(folder, name);
  writeFileSync(
    file,
    typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content),
  );
  return file;
}

const small = () => ({
  scale: { min: 1, max: 5, step: 0.5 },
  criteria: [
    { id: 'clear', weight: 2 },
    { id: 'doable', weight: 1 },
  ],
  submissions: ['s1', 's2', 's3'],
  jurors: ['ann', 'ben'],
  conflicts: [{ submission: 's2', juror: 'ben' }],
  scores: [
    { submission: 's1', juror: 'ann', criterion: 'clear', score: 4 },
    { submission: 's1', juror: 'ann', criterion: 'doable', score: 2.5 },
    { submission: 's1', juror: 'ben', criterion: 'clear', score: 3 },
    { submission: 's2', juror: 'ann', criterion: 'clear', score: 5 },
    { submission: 's2', juror: 'ben', criterion: 'clear', score: 1 },
  ],
  method: 'mean',
});

function sampleWithMethod(name: string): string {
  return save(`${name}.json`, { ...samples[name]!.round, method: 'mean' });
}

it('prints one JSON object for one file, exactly in the shape of the contract', () => {
  const { status, stdout, stderr } = run('npm', [
    'run',
    '--silent',
    'rank',
    '--',
    save('small.json', small()),
  ]);
  const none = { low: null, high: null, plusMinus: null, band: null };
  const juror = { severity: null, spread: null, weight: null, flag: null };
  expect(JSON.parse(stdout)).toEqual({
    method: 'mean',
    entries: [
      { submission: 's2', place: 1, score: 5, mean: 5, sheets: 1, ...none },
      { submission: 's1', place: 2, score: 3.25, mean: 3.25, sheets: 2, ...none },
    ],
    jurors: [
      { juror: 'ann', sheets: 2, ...juror },
      { juror: 'ben', sheets: 1, ...juror },
    ],
    unranked: ['s3'],
    warnings: [{ code: 'fewer-than-two-sheets', submission: 's2', sheets: 1 }],
  });
  expect(stdout.trimEnd()).not.toContain('\n');
  expect(stderr).not.toContain('small.json');
  expect(status).toBe(0);
});

it('prints one line with the file name for each of several files, in their order', () => {
  const files = [sampleWithMethod('p05'), sampleWithMethod('p01')];
  const { status, stdout } = rank(...files);
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map((line) => [line.file, line.entries.length])).toEqual([
    [files[0], 61],
    [files[1], 173],
  ]);
  expect(status).toBe(0);
});

it('is calibrated unless the round says otherwise', () => {
  const { method: _, ...round } = small();
  const { stdout } = rank(save('calibrated.json', round));
  expect(JSON.parse(stdout)).toMatchObject({
    method: 'calibrated',
    entries: [
      { submission: 's2', place: 1, low: 1, high: 2, band: 1, sheets: 1 },
      { submission: 's1', place: 2, low: 1, high: 2, band: 1, sheets: 2 },
    ],
    jurors: [{ juror: 'ann', severity: expect.any(Number), weight: expect.any(Number) }, { juror: 'ben' }],
    unranked: ['s3'],
  });
});

it('ranks by the median when asked', () => {
  const { stdout } = rank(save('median.json', { ...small(), method: 'median' }));
  expect(JSON.parse(stdout)).toMatchObject({
    method: 'median',
    entries: [{ submission: 's2' }, { score: 3.25 }],
  });
});

describe('refuses with exit 2, an empty stdout and one line that says what and where:', () => {
  const withScore = (text: string) => JSON.stringify(small()).replace('"score":5', `"score":${text}`);
  it.each([
    ['a score above the scale', withScore('5.5'), '$.scores[3].score: 5.5 is outside the scale 1 to 5'],
    ['NaN', withScore('NaN'), '$: is not JSON'],
    [
      'a line break in an id',
      JSON.stringify(small()).replace('"s1"', '"s\\n1"'),
      '$.scores[0].submission: "s1"',
    ],
    ['line breaks in what is not JSON', '{"scale":\n\n{]', '$: is not JSON'],
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'is not UTF-8'],
  ])('%s', (_, content, message) => {
    const file = save('raw.json', content);
    const { status, stdout, stderr } = rank(file);
    expect(stdout).toBe('');
    expect(stderr).toContain(`${file}: ${message}`);
    expect(stderr.trimEnd()).not.toContain('\n');
    expect(status).toBe(2);
  });

  it('a file that is not there, even after a good one', () => {
    const gone = path.join(folder, 'gone.json');
    const { status, stdout, stderr } = rank(save('good.json', small()), gone);
    expect(stdout).toBe('');
    expect(stderr).toBe(`${gone}: cannot be read (ENOENT)\n`);
    expect(status).toBe(2);
  });

  it('no file at all', () => {
    expect(rank()).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^name at least one file.*\n$/),
    });
  });
});

it('ranks 10,000 proposals with five sheets of six criteria', () => {
  const submissions = Array.from({ length: 10_000 }, (_, i) => `proposal-${i}`);
  const jurors = Array.from({ length: 500 }, (_, i) => `juror-${i}`);
  const criteria = Array.from({ length: 6 }, (_, i) => ({ id: `criterion-${i}`, weight: i + 1 }));
  const scores = submissions.flatMap((submission, s) =>
    [0, 1, 2, 3, 4].flatMap((r) =>
      criteria.map((criterion, c) => {
        const juror = jurors[(s + r * 97) % 500]!;
        return { submission, juror, criterion: criterion.id, score: 1 + ((s * 7 + r * 3 + c * 5) % 10) };
      }),
    ),
  );
  const scale = { min: 1, max: 10, step: 1 };
  const file = save('large.json', {
    scale,
    criteria,
    submissions,
    jurors,
    conflicts: [],
    scores,
  });
  const { status, stdout } = rank(file);
  expect(status).toBe(0);
  expect(JSON.parse(stdout).entries).toHaveLength(10_000);
});

test('a protocol with a ranking for each question gives one line for each, and says which of them is wrong', () => {
  const rankings = [
    { scope: 'school', ...small() },
    { scope: 'work', ...small(), method: 'mean' },
  ];
  const { status, stdout } = rank(save('three.json', { rankings }));
  expect(status).toBe(0);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map((line) => [line.scope, line.method, line.entries.length])).toEqual([
    ['school', lines[0].method, lines[0].entries.length],
    ['work', 'mean', lines[0].entries.length],
  ]);
  const wrong = rank(save('broken.json', { rankings: [rankings[0], { ...rankings[1], criteria: [] }] }));
  expect([wrong.status, wrong.stdout]).toEqual([2, '']);
  expect(wrong.stderr).toContain('$.rankings[1].criteria');
});
